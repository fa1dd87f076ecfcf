/** Places of some of the rows, drawn without replacement. */
import { randomState, range } from '../../../shared/random/mt19937.ts'
import { atOnce } from '../../../shared/random/slices.ts'

/** @returns ascending places: all, if there are at most `limit` rows */
export const sampleOf = (rows: number, limit: number, seed: number): Int32Array =>
  rows <= limit ? range(rows) : atOnce(randomState(seed).permutation(rows)).slice(0, limit).sort()
