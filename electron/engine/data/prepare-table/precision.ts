/** Whether numbers lose detail as 32-bit numbers. */

/** Least and greatest of some numbers. */
export type Range = [least: number, greatest: number]

/** Extends a range by more numbers. */
export function widen(range: Range, values: Float64Array): void {
  let [least, greatest] = range
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (x < least) least = x
    if (x > greatest) greatest = x
  }
  range[0] = least
  range[1] = greatest
}

/** float32 has 24 bits: beyond this ratio the values take fewer than 16 steps. */
export const rangeLosesDetail = ([least, greatest]: Readonly<Range>): boolean =>
  greatest > least && Math.max(Math.abs(least), Math.abs(greatest)) / (greatest - least) > 2 ** 20

export function losesDetail(values: Float64Array): boolean {
  const range: Range = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  widen(range, values)
  return rangeLosesDetail(range)
}
