/** The three parts of the rows, and the rows of each class in them. */
export interface Parts<T> {
  readonly train: T
  readonly validation: T
  readonly test: T
}

/** Row numbers of each part. */
export type Split = Parts<Int32Array>

/** Number of rows of each class, by the code of the class, in each part. */
export type ClassCounts = Parts<readonly number[]>

/** @param classes number of classes, if classes without rows are to be counted as well */
export function countCodes(codes: Int32Array, classes = 0): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    while (counts.length <= code) counts.push(0)
    counts[code]!++
  }
  return counts
}

/** `values[rows]` of numpy. */
export function take(values: Int32Array, rows: Int32Array): Int32Array {
  const taken = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!
  return taken
}

/** Number of rows of each class in all parts together. */
export const classTotals = ({ train, validation, test }: ClassCounts): number[] =>
  train.map((count, c) => count + validation[c]! + test[c]!)

/** Stands for the weights of `balancedWeights`. */
export const BALANCED = 'balanced'

/** Weights by which all classes count the same, as scikit-learn's `balanced`: rows ÷ (classes · rows of the class).
 *  @param counts training rows of each class; one without rows is not counted as a class */
export function balancedWeights(counts: readonly number[]): number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0)
  const classes = counts.filter((count) => count > 0).length
  return counts.map((count) => (count === 0 ? 0 : rows / (classes * count)))
}
