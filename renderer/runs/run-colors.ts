/** The colour and the dash of a chosen run, the same in table, curves and differences. Colours repeat with another dash, so that no two of
 *  the first 18 runs look alike and no colour says anything alone. */
const COLORS = ['--k1', '--k2', '--k3', '--act', '--group', '--io'] as const
const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3]]

export interface RunMark {
  /** Name of a CSS variable. */
  readonly color: string
  /** Lengths of strokes and gaps in pixels; empty: a solid line. */
  readonly dash: readonly number[]
}

/** @param index place of the run among the chosen ones */
export const markOf = (index: number): RunMark => ({
  color: COLORS[index % COLORS.length]!,
  dash: DASHES[(index + Math.floor(index / COLORS.length)) % DASHES.length]!,
})
