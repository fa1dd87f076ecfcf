/** The folds of scikit-learn: stored answers of two versions, and what holds for any rows. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { splitRows } from '../../../shared/data/split.ts'
import { atOnce } from '../../../shared/random/slices.ts'
import { expectSameFolds, type FoldCase } from '../../support/split-cases.ts'

const stored = JSON.parse(readFileSync(new URL('../../golden/folds.json', import.meta.url), 'utf8')) as {
  readonly 'scikit-learn': readonly string[]
  readonly cases: readonly FoldCase[]
}

test('scikit-learn 1.7 and 1.9 gave the stored answers', () => {
  expect(stored['scikit-learn'].map((version) => version.split('.').slice(0, 2).join('.'))).toEqual([
    '1.7',
    '1.9',
  ])
  expect(stored.cases).toHaveLength(40)
})

test.each(
  stored.cases.map((one, i) => ({ ...one, name: `${i}: ${one.codes.length} rows, ${one.count} folds` })),
)('the same rows in the same order, case $name', (one) => expectSameFolds(one))

test('test rows are drawn first, and every other row validates once', () => {
  const codes = Int32Array.from({ length: 103 }, (_, i) => i % 4)
  const rule = { method: 'kfold', seed: 3, n_splits: 4 } as const
  const parts = [0, 1, 2, 3].map((fold) =>
    atOnce(splitRows({ ...rule, fold }, codes, 103, { validation: 0, test: 13 })),
  )
  for (const { train, validation, test: held } of parts) {
    expect(held).toEqual(parts[0]!.test)
    expect([...train, ...validation, ...held].sort((a, b) => a - b)).toEqual([...Array(103).keys()])
  }
  expect(parts.flatMap(({ validation }) => [...validation])).toHaveLength(90)
  expect(new Set(parts.flatMap(({ validation }) => [...validation])).size).toBe(90)
})
