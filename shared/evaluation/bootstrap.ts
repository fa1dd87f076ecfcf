/** Percentile bootstrap: the figures of the same rows drawn again with replacement, many times. A draw is how often each row was drawn, so
 *  that a figure is one pass over the rows with these weights. */
import { sfc32 } from '../random/sfc32.ts'
import { atOnce, type Slices } from '../random/slices.ts'
import type { Interval } from './score.ts'

export interface BootstrapSettings {
  readonly draws: number
  readonly seed: number
}
export const DEFAULT_BOOTSTRAP: BootstrapSettings = { draws: 1000, seed: 0 }

/** How often each row was drawn. */
export type RowWeights = Uint16Array

/** The share of the draws that lie below and above an interval. */
const TAILS = [0.025, 0.975] as const

/** Computes figures of each draw.
 *  @param figures of one draw; the array may be used again for the next one
 *  @param onDraw called after each draw with the number of draws so far
 *  @returns for each figure its values in all draws */
export const bootstrap = (...drawn: Parameters<typeof bootstrapping>): readonly Float64Array[] =>
  atOnce(bootstrapping(...drawn))

/** The same in slices of one draw. */
export function* bootstrapping(
  rows: number,
  { draws, seed }: BootstrapSettings,
  count: number,
  figures: (weights: RowWeights) => ArrayLike<number>,
  onDraw: (done: number) => void = () => {},
): Slices<readonly Float64Array[]> {
  const values = Array.from({ length: count }, () => new Float64Array(draws))
  const weights = new Uint16Array(rows)
  const random = sfc32(seed)
  const scale = rows / 2 ** 32
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0)
    for (let i = 0; i < rows; i++) weights[Math.floor(random() * scale)]!++
    const drawn = figures(weights)
    for (let i = 0; i < count; i++) values[i]![draw] = drawn[i]!
    onDraw(draw + 1)
    yield
  }
  return values
}

/** The interval that holds 95 % of the draws; null if the figure is not defined in some of them. */
export function percentileInterval(values: Float64Array): Interval | null {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) return null
  const sorted = values.slice().sort()
  return [percentile(sorted, TAILS[0]), percentile(sorted, TAILS[1])]
}

/** numpy.quantile of ascending values: linear between two of them. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}
