/** Rows for the statistics that need sorting or pairs of columns: all of them, or an even sample. */
import { range } from '../../../../shared/random/mt19937.ts'
import { permutationKey } from '../../../../shared/random/permutation.ts'

export const MAX_SAMPLE = 200_000
const SEED = 42

/** Row numbers in ascending order. Of more than MAX_SAMPLE rows, one is drawn from each of MAX_SAMPLE stretches of equal length, by a fixed
 *  seed: sorted files are represented evenly, and the figures of a file are always the same. */
export function sampledRows(rows: number): Int32Array {
  if (rows <= MAX_SAMPLE) return range(rows)
  const width = rows / MAX_SAMPLE
  return Int32Array.from({ length: MAX_SAMPLE }, (_, i) =>
    Math.min(Math.floor((i + permutationKey(SEED, i) / 2 ** 32) * width), rows - 1),
  )
}
