/** Order statistics of the values that are not missing. */

/** Ascending, without NaN. */
export function sortedNumbers(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) present[count++] = values[i]!
  return present.subarray(0, count).sort()
}

/** The quantile at `q` from 0 to 1, interpolated linearly as numpy.quantile does by default; NaN of no values.
 *  @param sorted ascending, without NaN */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN
  const position = q * (sorted.length - 1)
  const below = Math.floor(position)
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!]
  const share = position - below
  // numpy's lerp: exact at both ends.
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share)
}
