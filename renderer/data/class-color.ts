/** The colour of a class by its number. A place or a name always tells the classes apart as well. */
const COLORS = ['--k1', '--k2', '--k3', '--act', '--drop', '--io'] as const

export const classColor = (index: number): string => `var(${COLORS[index] ?? '--wire'})`
