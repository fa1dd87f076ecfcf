/** Cases of tests/support/split_cases.py: a split with the parts that scikit-learn returns. */
import { expect } from 'vitest'
import type { Split } from '../../shared/data/parts.ts'
import { splitRows } from '../../shared/data/split.ts'
import { atOnce } from '../../shared/random/slices.ts'

interface Request {
  readonly codes: readonly number[]
  readonly stratify: boolean
  readonly validation: number
  readonly test: number
  readonly seed: number
}
export interface SplitCase extends Request {
  readonly parts: {
    readonly train: readonly number[]
    readonly validation: readonly number[]
    readonly test: readonly number[]
  }
}

export const splitOf = ({ codes, stratify, validation, test, seed }: Request): Split =>
  atOnce(
    splitRows({ method: 'train_test_split', seed }, stratify ? Int32Array.from(codes) : null, codes.length, {
      validation,
      test,
    }),
  )

export function expectSameParts(one: SplitCase): void {
  const { train, validation, test } = splitOf(one)
  expect({ train: [...train], validation: [...validation], test: [...test] }).toEqual(one.parts)
}

/** A case of folds: the rows of each fold, and the training rows of the last. */
export interface FoldCase {
  readonly codes: readonly number[]
  readonly stratify: boolean
  readonly count: number
  readonly seed: number
  readonly validation: readonly (readonly number[])[]
  readonly train: readonly number[]
}

export function expectSameFolds({ codes, stratify, count, seed, validation, train }: FoldCase): void {
  const parts = validation.map((_, fold) =>
    atOnce(
      splitRows(
        { method: 'kfold', seed, n_splits: count, fold },
        stratify ? Int32Array.from(codes) : null,
        codes.length,
        { validation: 0, test: 0 },
      ),
    ),
  )
  expect(parts.map((part) => [...part.validation])).toEqual(validation)
  expect([...parts.at(-1)!.train]).toEqual(train)
}
