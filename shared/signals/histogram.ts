/** Histograms of signals, and the axes that all nodes share. */
import type { Histogram } from './signals.ts'

/** Bins on the axis that all nodes share, and of the finer histogram of one node. */
export const SHARED_BINS = 24
export const DETAIL_BINS = 48

/** Counts values in bins of equal width; the upper edge belongs to the last bin. Values outside, and those that are not finite, are in no
 *  bin. */
export function histogram(
  values: Float32Array,
  [from, to]: readonly [number, number],
  bins: number,
): Histogram {
  const counted = new Uint32Array(bins + 1)
  const perUnit = bins / (to - from)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    // Rounds down, as it is not negative, and faster than Math.floor.
    if (value >= from && value <= to) counted[((value - from) * perUnit) | 0]!++
  }
  const counts = Array.from(counted)
  const atEdge = counts.pop()!
  counts[bins - 1]! += atEdge
  return { from, to, counts }
}

/** The smallest of 1, 2, 5, 10, 20 … times a power of ten that is at least so large. A small change of a value seldom changes it. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 0
  const power = 10 ** Math.floor(Math.log10(value))
  // A product such as 3 · 0.1 may lie just above a round number.
  const step = [1, 2, 5, 10].find((factor) => value <= factor * power * (1 + 1e-9))
  return (step ?? 10) * power
}

/** An axis for outputs: both ends are 0 or round, and a bound such as that of sigmoid is its own round number. */
export function outputAxis(ranges: readonly (readonly [number, number])[]): readonly [number, number] {
  const low = Math.min(0, ...ranges.map(([from]) => from))
  const high = Math.max(0, ...ranges.map(([, to]) => to))
  const axis = [-roundUp(-low) + 0, roundUp(high)] as const
  return axis[0] === axis[1] ? [0, 1] : axis
}

/** An axis for log10 of |gradient|, in whole decades.
 *  @param ranges of log10 @returns null without a gradient that is not 0 */
export function gradientAxis(
  ranges: readonly (readonly [number, number])[],
): readonly [number, number] | null {
  if (ranges.length === 0) return null
  // Adding 0 turns −0 into 0.
  const from = Math.floor(Math.min(...ranges.map(([low]) => low))) + 0
  const to = Math.ceil(Math.max(...ranges.map(([, high]) => high))) + 0
  return [from, Math.max(to, from + 1)]
}
