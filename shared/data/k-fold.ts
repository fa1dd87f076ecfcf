/** The folds of scikit-learn's KFold and StratifiedKFold with shuffle=True (model_selection/_split.py). */
import { randomState, range } from '../random/mt19937.ts'

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
export function kFold(
  count: number,
  folds: Folds,
  seed: number,
): { readonly train: Int32Array; readonly test: Int32Array } {
  const order = range(count)
  randomState(seed).shuffle(order)
  const size = Math.floor(count / folds.count)
  const larger = count % folds.count
  const startOf = (fold: number) => fold * size + Math.min(fold, larger)
  const isTest = new Uint8Array(count)
  for (const row of order.subarray(startOf(folds.index), startOf(folds.index + 1))) isTest[row] = 1
  return separate(isTest)
}

/** The same with the share of each class in every fold. @param codes classes that isKFoldStratified accepts */
export function stratifiedKFold(
  codes: Int32Array,
  { count, index }: Folds,
  seed: number,
): { readonly train: Int32Array; readonly test: Int32Array } {
  const random = randomState(seed)
  // A Map keeps the order in which the classes occur first, by which scikit-learn numbers them.
  const rowsByClass = new Map<number, number[]>()
  for (let row = 0; row < codes.length; row++) {
    const rows = rowsByClass.get(codes[row]!)
    if (rows) rows.push(row)
    else rowsByClass.set(codes[row]!, [row])
  }
  const isTest = new Uint8Array(codes.length)
  let start = 0
  for (const rows of rowsByClass.values()) {
    // The rows sorted by class are dealt to the folds in turn.
    const counts = new Array<number>(count).fill(0)
    for (let i = 0; i < rows.length; i++) counts[(start + i) % count]!++
    start += rows.length
    const folds = Int32Array.from(
      counts.flatMap((rowsOfFold, fold) => new Array<number>(rowsOfFold).fill(fold)),
    )
    random.shuffle(folds)
    for (const [i, row] of rows.entries()) if (folds[i] === index) isTest[row] = 1
  }
  return separate(isTest)
}

/** Whether StratifiedKFold accepts the classes: it refuses if every class that occurs has fewer rows than there are folds.
 *  @param counts rows of each class */
export const isKFoldStratified = (counts: readonly number[], { count }: Pick<Folds, 'count'>): boolean =>
  counts.some((rows) => rows >= count)

function separate(isTest: Uint8Array): { readonly train: Int32Array; readonly test: Int32Array } {
  const rows = range(isTest.length)
  return { train: rows.filter((row) => isTest[row] === 0), test: rows.filter((row) => isTest[row] === 1) }
}
