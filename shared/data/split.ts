/** Splits rows into training, validation and test at random. Rules that look at a column: split-by-column.ts. */

import { range } from '../random/mt19937.ts'
import type { RandomSplitMethod } from './data-reference.ts'
import { hashSplit } from './hash-split.ts'
import { type ClassCounts, classTotals, countCodes, type Parts, type Split, take } from './parts.ts'
import { type StratifyRefusal, stratifyRefusal, trainTestSplit } from './train-test-split.ts'

/** Numbers of rows of the two parts that are drawn; the others are for training. */
type PartSizes = Pick<Parts<number>, 'validation' | 'test'>

/**
 * @param codes the class of each row, numbered in ascending order of the classes; null: not stratified
 * @param sizes with validation + test < rows
 */
export function splitRows(
  { method, seed }: { readonly method: RandomSplitMethod; readonly seed: number },
  codes: Int32Array | null,
  rows: number,
  sizes: PartSizes,
): Split {
  return method === 'hash'
    ? hashSplit(codes, rows, sizes.validation, sizes.test, seed)
    : splitTwice(codes, rows, sizes, seed)
}

/** `rest, test = train_test_split(rows, …)`, then `train, validation = train_test_split(rest, …)`. Each call is stratified unless
 *  scikit-learn refuses it; a part without rows needs no call. */
function splitTwice(
  codes: Int32Array | null,
  rows: number,
  { validation, test }: PartSizes,
  seed: number,
): Split {
  const first = splitOnce(range(rows), codes, test, seed)
  const second = splitOnce(first.train, codes, validation, seed)
  return { train: second.train, validation: second.test, test: first.test }
}

function splitOnce(
  rows: Int32Array,
  codes: Int32Array | null,
  testSize: number,
  seed: number,
): { readonly train: Int32Array; readonly test: Int32Array } {
  if (testSize === 0) return { train: rows, test: new Int32Array(0) }
  const ownCodes = codes && take(codes, rows)
  const stratified = ownCodes && refusal(countCodes(ownCodes), testSize) === null
  const { train, test } = trainTestSplit(rows.length, testSize, seed, stratified ? ownCodes : null)
  return { train: take(rows, train), test: take(rows, test) }
}

/** Why the test rows and the validation rows are drawn without regard to the classes; null: they are stratified, or there are none. */
export interface StratifyRefusals {
  readonly test: StratifyRefusal | null
  readonly validation: StratifyRefusal | null
}

/** @param counts rows of each class after the split by `train_test_split` */
export function stratifyRefusals(counts: ClassCounts): StratifyRefusals {
  const { train, validation, test } = counts
  const rest = train.map((count, c) => count + validation[c]!)
  return { test: refusal(classTotals(counts), sum(test)), validation: refusal(rest, sum(validation)) }
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
const refusal = (counts: readonly number[], testSize: number): StratifyRefusal | null =>
  testSize === 0 ? null : stratifyRefusal(counts, testSize)
