/** How much the main score falls when the values of a column are shuffled among the rows: scikit-learn's permutation_importance, with its
 *  shuffles. */
import { randomState, range } from '../random/mt19937.ts'
import { atOnce } from '../random/slices.ts'

/** Bound of the seeds of the shuffles: numpy.iinfo(numpy.int32).max. */
const MAX_SEED = 2 ** 31 - 1

/** For each repeat the row from which each row takes its value: the same for every column.
 *  @param seed `random_state` of scikit-learn */
export function permutations(rows: number, repeats: number, seed: number): Int32Array[] {
  const random = randomState(randomState(seed).interval(MAX_SEED))
  const indices = range(rows)
  let sources = range(rows)
  return Array.from({ length: repeats }, () => {
    atOnce(random.shuffle(indices))
    // A repeat shuffles what the one before it has left.
    const before = sources
    sources = indices.map((place) => before[place]!)
    return sources
  })
}

export interface Importance {
  readonly mean: number
  /** Standard deviation of the repeats: numpy.std. */
  readonly std: number
  readonly low: number
  readonly high: number
}

/** @param baseline score without a shuffle
 *  @param shuffled score of each repeat
 *  @param isError greater scores are worse */
export function importanceOf(baseline: number, shuffled: readonly number[], isError: boolean): Importance {
  const falls = shuffled.map((score) => (isError ? score - baseline : baseline - score))
  const mean = falls.reduce((a, b) => a + b, 0) / falls.length
  return {
    mean,
    std: Math.sqrt(falls.reduce((sum, fall) => sum + (fall - mean) ** 2, 0) / falls.length),
    low: Math.min(...falls),
    high: Math.max(...falls),
  }
}
