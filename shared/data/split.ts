/** Splits rows into training, validation and test by the rule that the document names. */

import { range } from '../random/mt19937.ts'
import type { DataReference } from './data-reference.ts'
import { hashSplit } from './hash-split.ts'
import { type ClassCounts, classTotals, countCodes, type Parts, type Split, take } from './parts.ts'
import { type StratifyRefusal, stratifyRefusal, trainTestSplit } from './train-test-split.ts'

/** Numbers of rows of the two parts that are drawn; the others are for training. */
type PartSizes = Pick<Parts<number>, 'validation' | 'test'>

/** Number of rows of a part. A share below 1 is a fraction, rounded half up; from 1 on it is the count itself. */
export const splitCount = (share: number, rows: number): number =>
  Math.floor(share < 1 ? share * rows + 0.5 : share)

/**
 * @param codes the class of each row, numbered in ascending order of the classes; null: not stratified
 * @param sizes with validation + test < rows
 */
export function splitRows(
  { method, seed }: Pick<DataReference['split'], 'method' | 'seed'>,
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
