/** The split of scikit-learn: stored answers of two versions, and what holds for any rows. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classTotals, countCodes, countingParts } from '../../../shared/data/parts.ts'
import { splitRows, stratifyRefusals } from '../../../shared/data/split.ts'
import { timeSplit } from '../../../shared/data/split-by-column.ts'
import { splitCount } from '../../../shared/data/split-count.ts'
import { stratifyRefusal } from '../../../shared/data/train-test-split.ts'
import { atOnce } from '../../../shared/random/slices.ts'
import { expectSameParts, type SplitCase, splitOf } from '../../support/split-cases.ts'

const stored = JSON.parse(readFileSync(new URL('../../golden/split.json', import.meta.url), 'utf8')) as {
  readonly 'scikit-learn': readonly string[]
  readonly cases: readonly SplitCase[]
}

test('scikit-learn 1.7 and 1.9 gave the stored answers', () => {
  expect(stored['scikit-learn'].map((version) => version.split('.').slice(0, 2).join('.'))).toEqual([
    '1.7',
    '1.9',
  ])
  expect(stored.cases).toHaveLength(60)
})

test.each(stored.cases.map((one, i) => ({ ...one, name: `${i}: ${one.codes.length} rows` })))(
  'the same rows in the same order, case $name',
  (one) => expectSameParts(one),
)

test('the stored cases have parts without rows, and calls that scikit-learn refuses for either reason', () => {
  const refusals = stored.cases
    .filter(({ stratify }) => stratify)
    .flatMap((one) => Object.values(stratifyRefusals(countsOf(one))).map((refusal) => refusal?.reason))
  expect(new Set(refusals)).toEqual(new Set([undefined, 'single row', 'small part']))
  expect(stored.cases.some(({ validation, test: size }) => validation === 0 && size > 0)).toBe(true)
  expect(stored.cases.some(({ validation, test: size }) => validation > 0 && size === 0)).toBe(true)
})

const countsOf = (one: SplitCase) => {
  const { train, validation, test: tested } = one.parts
  const count = (rows: readonly number[]) =>
    countCodes(
      Int32Array.from(rows, (row) => one.codes[row]!),
      Math.max(...one.codes) + 1,
    )
  return { train: count(train), validation: count(validation), test: count(tested) }
}

const anyCase = fc
  .array(fc.nat(6), { minLength: 1, maxLength: 300 })
  .chain((codes) =>
    fc.record({
      codes: fc.constant(codes),
      stratify: fc.boolean(),
      validation: fc.nat(codes.length),
      test: fc.nat(codes.length),
      seed: fc.nat(2 ** 32 - 1),
    }),
  )
  .filter(({ codes, validation, test: size }) => validation + size < codes.length)

test('the parts have the wanted sizes and together contain every row once', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { train, validation, test: tested } = splitOf(one)
      expect([validation.length, tested.length]).toEqual([one.validation, one.test])
      expect([...train, ...validation, ...tested].sort((a, b) => a - b)).toEqual(one.codes.map((_, i) => i))
    }),
  )
})

test('a stratified call gives each class its share, to within one row', () => {
  const anyTable = fc.tuple(
    fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 1, maxLength: 7 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(2 ** 32 - 1),
  )
  fc.assert(
    fc.property(anyTable, ([counts, share, seed]) => {
      const codes = counts.flatMap((count, code) => new Array<number>(count).fill(code))
      const size = counts.length + Math.floor(share * (codes.length - 2 * counts.length))
      expect(stratifyRefusal(counts, size)).toBeNull()
      const drawn = splitOf({ codes, stratify: true, validation: 0, test: size, seed }).test
      const tested = countCodes(
        drawn.map((row) => codes[row]!),
        counts.length,
      )
      for (const [code, count] of counts.entries())
        expect(Math.abs(tested[code]! - (size * count) / codes.length)).toBeLessThan(1)
    }),
  )
})

test('the refusals follow from the counts of the parts', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const counts = countsOf({ ...one, parts: splitOf(one) } as unknown as SplitCase)
      expect(classTotals(counts)).toEqual(countCodes(Int32Array.from(one.codes)))
      const { test: refusal } = stratifyRefusals(counts)
      expect(refusal).toEqual(one.test === 0 ? null : stratifyRefusal(classTotals(counts), one.test))
    }),
  )
})

test('a part without rows does not change the others', () => {
  const codes = Array.from({ length: 90 }, (_, i) => i % 3)
  const one = { codes, stratify: true, validation: 20, test: 10, seed: 3 }
  expect(splitOf({ ...one, validation: 0 }).test).toEqual(splitOf(one).test)
  expect([...splitOf({ ...one, validation: 0, test: 0 }).train]).toEqual(codes.map((_, i) => i))
})

test('the rule is the document’s', () => {
  const sizes = { validation: 20, test: 10 }
  const rows = (method: 'hash' | 'train_test_split') =>
    atOnce(splitRows({ method, seed: 3 }, null, 90, sizes))
  expect(rows('hash').train).toEqual(rows('hash').train.slice().sort())
  expect(rows('train_test_split').train).not.toEqual(rows('train_test_split').train.slice().sort())
})

test('a number below 1 is a share, rounded half up; from 1 on it is a count', () => {
  expect([
    splitCount(0.2, 150),
    splitCount(0.5, 3),
    splitCount(0, 9),
    splitCount(1, 9),
    splitCount(30, 150),
  ]).toEqual([30, 2, 0, 1, 30])
})

test('many rows are split in slices: by time as a stable sort does, by class, by fold and by hash with every row once', () => {
  const count = 200_000
  const times = Float64Array.from({ length: count }, (_, i) => (i * 7919) % 1013)
  const byTime = atOnce(timeSplit(times, { validation: 20_000, test: 30_000 }))
  const order = Array.from(times.keys()).sort((a, b) => times[a]! - times[b]!)
  expect([...byTime.train, ...byTime.validation, ...byTime.test]).toEqual(order)
  const codes = Int32Array.from({ length: count }, (_, i) => (i * i) % 7)
  const sizes = { validation: 30_000, test: 20_000 }
  for (const method of ['train_test_split', 'kfold', 'hash'] as const) {
    const parts = atOnce(splitRows({ method, seed: 5, n_splits: 3, fold: 1 }, codes, count, sizes))
    const seen = new Uint8Array(count)
    for (const rows of Object.values(parts)) for (const row of rows) seen[row]!++
    expect(seen.every((times) => times === 1)).toBe(true)
    const inTest = atOnce(countingParts(codes, parts, 7)).test
    const inAll = countCodes(codes, 7)
    for (const [c, rows] of inTest.entries()) expect(Math.abs(rows - inAll[c]! / 10)).toBeLessThan(2)
  }
})
