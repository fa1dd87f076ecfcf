/** The colour of a class by its number. A place or a name always tells the classes apart as well. */

/** As many classes have a colour of their own (`--k1` …); the others share one. */
export const COLORED_CLASSES = 10
export const OTHER_CLASSES_COLOR = 'var(--wire)'

export const classColor = (index: number): string =>
  index >= 0 && index < COLORED_CLASSES ? `var(--k${index + 1})` : OTHER_CLASSES_COLOR
