/** Histogram of the initial values of a weight, from one sample of the initializer. Pure. */

import { initializers } from '../../../shared/catalog/initializers/index.ts'
import { valueCount } from '../../../shared/catalog/initializers/initializer.ts'
import { type Config, getMember } from '../../../shared/fields/index.ts'
import { createStream } from '../../../shared/random/stream.ts'

export interface Histogram {
  /** Lower edge of the first bar and upper edge of the last bar. */
  readonly low: number
  readonly high: number
  /** Number of values per bar. */
  readonly counts: readonly number[]
  /** Standard deviation. */
  readonly stddev: number
}

/** Maximum number of elements. Sampling more would noticeably delay the selection of a layer. */
const MAX_ELEMENTS = 300_000
const BARS = 41

/** @param value validated config with all its fields @returns null if the weight is too large to sample or all values are equal */
export function histogramOf(value: Config, shape: readonly number[]): Histogram | null {
  const definition = getMember(initializers, value)
  if (valueCount(shape) > MAX_ELEMENTS || valueCount(shape) === 0 || shape.length < (definition.rank ?? 0))
    return null
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
