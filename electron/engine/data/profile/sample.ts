/** Rows for the statistics that need sorting or pairs of columns: all of them, or an even sample. */
import { range } from '../../../../shared/random/mt19937.ts'
import { permutationKey } from '../../../../shared/random/permutation.ts'

export const MAX_SAMPLE = 200_000
const SEED = 42

/** Row numbers in ascending order. Of more than MAX_SAMPLE rows, one is drawn from each of MAX_SAMPLE stretches of equal length, by a fixed
 *  seed: sorted files are represented evenly, and the figures of a file are always the same.
 *  @param isExact all rows, however many */
export function sampledRows(rows: number, isExact = false): Int32Array {
  if (isExact || rows <= MAX_SAMPLE) return range(rows)
  const width = rows / MAX_SAMPLE
  return Int32Array.from({ length: MAX_SAMPLE }, (_, i) =>
    Math.min(Math.floor((i + permutationKey(SEED, i) / 2 ** 32) * width), rows - 1),
  )
}

/** The values of the sampled rows. */
export function sampledValues(values: Float64Array, sample: Int32Array): Float64Array {
  if (sample.length === values.length) return values
  const taken = new Float64Array(sample.length)
  for (let i = 0; i < sample.length; i++) taken[i] = values[sample[i]!]!
  return taken
}
