/** Cases of tests/support/split_cases.py: a split with the parts that scikit-learn returns. */
import { expect } from 'vitest'
import type { Split } from '../../shared/data/parts.ts'
import { splitRows } from '../../shared/data/split.ts'

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
  splitRows({ method: 'train_test_split', seed }, stratify ? Int32Array.from(codes) : null, codes.length, {
    validation,
    test,
  })

export function expectSameParts(one: SplitCase): void {
  const { train, validation, test } = splitOf(one)
  expect({ train: [...train], validation: [...validation], test: [...test] }).toEqual(one.parts)
}
