/** The folds of scikit-learn's KFold and StratifiedKFold with shuffle=True (model_selection/_split.py). */
import { randomState, range } from '../random/mt19937.ts'
import { inSlices, type Slices } from '../random/slices.ts'
import { selecting } from './parts.ts'
import type { TwoParts } from './train-test-split.ts'

export interface Folds {
  /** Number of folds, at least 2. */
  readonly count: number
  /** The fold for validation, from 0. */
  readonly index: number
}

/** Folds of a split whose fields are not set. */
export const foldsOf = (split: {
  readonly n_splits?: number | null | undefined
  readonly fold?: number | null | undefined
}): Folds => ({ count: split.n_splits ?? 5, index: split.fold ?? 0 })

/** Positions of the rows in the fold and in the others, both ascending. @param count number of rows, at least that of the folds */
export function* kFold(count: number, folds: Folds, seed: number): Slices<TwoParts> {
  const order = yield* randomState(seed).permutation(count)
  const size = Math.floor(count / folds.count)
  const larger = count % folds.count
  const startOf = (fold: number) => fold * size + Math.min(fold, larger)
  const isTest = new Uint8Array(count)
  for (const row of order.subarray(startOf(folds.index), startOf(folds.index + 1))) isTest[row] = 1
  return yield* separate(isTest)
}

/** The same with the share of each class in every fold. @param codes classes that isKFoldStratified accepts */
export function* stratifiedKFold(codes: Int32Array, { count, index }: Folds, seed: number): Slices<TwoParts> {
  const random = randomState(seed)
  // A Map keeps the order in which the classes occur first, by which scikit-learn numbers them.
  const rowsByClass = new Map<number, number[]>()
  yield* inSlices(codes.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const rows = rowsByClass.get(codes[row]!)
      if (rows) rows.push(row)
      else rowsByClass.set(codes[row]!, [row])
    }
  })
  const isTest = new Uint8Array(codes.length)
  let start = 0
  for (const rows of rowsByClass.values()) {
    // The rows sorted by class are dealt to the folds in turn.
    const counts = Array.from({ length: count }, (_, fold) => dealt(rows.length, count, fold - start))
    start += rows.length
    const folds = new Int32Array(rows.length)
    let end = 0
    for (const [fold, rowsOfFold] of counts.entries()) {
      folds.fill(fold, end, end + rowsOfFold)
      end += rowsOfFold
    }
    yield* random.shuffle(folds)
    yield* inSlices(rows.length, (from, to) => {
      for (let i = from; i < to; i++) if (folds[i] === index) isTest[rows[i]!] = 1
    })
  }
  return yield* separate(isTest)
}

/** Whether StratifiedKFold accepts the classes: it refuses if every class that occurs has fewer rows than there are folds.
 *  @param counts rows of each class */
export const isKFoldStratified = (counts: readonly number[], { count }: Pick<Folds, 'count'>): boolean =>
  counts.some((rows) => rows >= count)

/** How many of `rows` rows that are dealt in turn the fold at this distance from the first one gets. */
const dealt = (rows: number, folds: number, distance: number): number =>
  Math.floor((rows - 1 - (((distance % folds) + folds) % folds)) / folds) + 1

function* separate(isTest: Uint8Array): Slices<TwoParts> {
  const rows = range(isTest.length)
  return {
    train: yield* selecting(rows, (row) => isTest[row] === 0),
    test: yield* selecting(rows, (row) => isTest[row] === 1),
  }
}
