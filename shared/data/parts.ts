/** The three parts of the rows, and the rows of each class in them. */
import { atOnce, inSlices, type Slices } from '../random/slices.ts'

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
export const countCodes = (codes: Int32Array, classes = 0): number[] => atOnce(counting(codes, classes))

export function* counting(codes: Int32Array, classes = 0): Slices<number[]> {
  const counts = new Array<number>(classes).fill(0)
  yield* inSlices(codes.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const code = codes[row]!
      while (counts.length <= code) counts.push(0)
      counts[code]!++
    }
  })
  return counts
}

/** `values[rows]` of numpy. */
export function* taking(values: Int32Array, rows: Int32Array): Slices<Int32Array> {
  const taken = new Int32Array(rows.length)
  yield* inSlices(rows.length, (from, to) => {
    for (let i = from; i < to; i++) taken[i] = values[rows[i]!]!
  })
  return taken
}

/** Rows of each class in each part. */
export function* countingParts(
  codes: Int32Array,
  { train, validation, test }: Split,
  classes: number,
): Slices<ClassCounts> {
  return {
    train: yield* counting(yield* taking(codes, train), classes),
    validation: yield* counting(yield* taking(codes, validation), classes),
    test: yield* counting(yield* taking(codes, test), classes),
  }
}

/** The rows for which it holds, in their order. */
export function* selecting(rows: Int32Array, isKept: (row: number) => boolean): Slices<Int32Array> {
  const kept = new Int32Array(rows.length)
  let count = 0
  yield* inSlices(rows.length, (from, to) => {
    for (let i = from; i < to; i++) if (isKept(rows[i]!)) kept[count++] = rows[i]!
  })
  return kept.slice(0, count)
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
