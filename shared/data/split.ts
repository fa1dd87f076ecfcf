/** Splits rows into training, validation and test at random. Rules that look at a column: split-by-column.ts. */

import { range } from '../random/mt19937.ts'
import type { Slices } from '../random/slices.ts'
import type { RandomSplitMethod } from './data-reference.ts'
import { hashSplit } from './hash-split.ts'
import { type Folds, foldsOf, isKFoldStratified, kFold, stratifiedKFold } from './k-fold.ts'
import { type ClassCounts, classTotals, counting, type Parts, type Split, taking } from './parts.ts'
import { type StratifyRefusal, stratifyRefusal, type TwoParts, trainTestSplit } from './train-test-split.ts'

/** Numbers of rows of the two parts that are drawn; the others are for training. */
type PartSizes = Pick<Parts<number>, 'validation' | 'test'>

export interface SplitRule {
  readonly method: RandomSplitMethod
  readonly seed: number
  readonly n_splits?: number | null | undefined
  readonly fold?: number | null | undefined
}

/**
 * @param codes the class of each row, numbered in ascending order of the classes; null: not stratified
 * @param sizes with validation + test < rows; of kfold, test rows that leave at least one row for each fold
 */
export function* splitRows(
  { method, seed, ...settings }: SplitRule,
  codes: Int32Array | null,
  rows: number,
  sizes: PartSizes,
): Slices<Split> {
  switch (method) {
    case 'hash':
      return yield* hashSplit(codes, rows, sizes.validation, sizes.test, seed)
    case 'kfold':
      return yield* splitIntoFolds(codes, rows, sizes.test, foldsOf(settings), seed)
    case 'train_test_split':
      return yield* splitTwice(codes, rows, sizes, seed)
  }
}

/** The test rows by `train_test_split`; of the rest, one fold of `StratifiedKFold` is for validation, or of `KFold` without classes and
 *  where scikit-learn refuses to stratify. */
function* splitIntoFolds(
  codes: Int32Array | null,
  rows: number,
  test: number,
  folds: Folds,
  seed: number,
): Slices<Split> {
  const first = yield* splitOnce(range(rows), codes, test, seed)
  const own = codes && (yield* taking(codes, first.train))
  const fold =
    own && isKFoldStratified(yield* counting(own), folds)
      ? yield* stratifiedKFold(own, folds, seed)
      : yield* kFold(first.train.length, folds, seed)
  return {
    train: yield* taking(first.train, fold.train),
    validation: yield* taking(first.train, fold.test),
    test: first.test,
  }
}

/** `rest, test = train_test_split(rows, …)`, then `train, validation = train_test_split(rest, …)`. Each call is stratified unless
 *  scikit-learn refuses it; a part without rows needs no call. */
function* splitTwice(
  codes: Int32Array | null,
  rows: number,
  { validation, test }: PartSizes,
  seed: number,
): Slices<Split> {
  const first = yield* splitOnce(range(rows), codes, test, seed)
  const second = yield* splitOnce(first.train, codes, validation, seed)
  return { train: second.train, validation: second.test, test: first.test }
}

function* splitOnce(
  rows: Int32Array,
  codes: Int32Array | null,
  testSize: number,
  seed: number,
): Slices<TwoParts> {
  if (testSize === 0) return { train: rows, test: new Int32Array(0) }
  const ownCodes = codes && (yield* taking(codes, rows))
  const stratified = ownCodes && refusal(yield* counting(ownCodes), testSize) === null
  const { train, test } = yield* trainTestSplit(rows.length, testSize, seed, stratified ? ownCodes : null)
  return { train: yield* taking(rows, train), test: yield* taking(rows, test) }
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
