/** What an initializer makes: one draw for a weight, counted into bars. Pure. */
import { type Config, memberOf } from '../../../shared/fields/index.ts'
import { initializers } from '../../../shared/initializers/index.ts'
import { elements } from '../../../shared/initializers/initializer.ts'
import { createStream } from '../../../shared/random/stream.ts'

export interface Histogram {
  /** Values at the outer sides of the first and the last bar. */
  readonly low: number
  readonly high: number
  /** How many values lie in each bar. */
  readonly counts: readonly number[]
  /** Standard deviation. */
  readonly stddev: number
}

/** More values would be felt while a layer is selected. */
const MOST = 300_000
const BARS = 41

/** @param value read, with all its fields
 *  @returns null for a weight that is too large to draw for a picture, and where all values are one */
export function histogramOf(value: Config, shape: readonly number[]): Histogram | null {
  const definition = memberOf(initializers, value)
  if (elements(shape) > MOST || elements(shape) === 0 || shape.length < (definition.rank ?? 0)) return null
  const values = definition.sample(createStream([0, 0]), shape, value as never)
  let [low, high, sum] = [Infinity, -Infinity, 0]
  for (const v of values) {
    low = Math.min(low, v)
    high = Math.max(high, v)
    sum += v
  }
  const mean = sum / values.length
  const stddev = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length)
  if (low === high) return null
  const counts = Array.from({ length: BARS }, () => 0)
  for (const v of values) {
    const bar = Math.min(BARS - 1, Math.floor(((v - low) / (high - low)) * BARS))
    counts[bar]!++
  }
  return { low, high, counts, stddev }
}
