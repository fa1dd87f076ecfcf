/** The split of file format version 1: every row is used once, with the same share of every class. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allot, hashSplit } from '../../../shared/data/hash-split.ts'
import { atOnce } from '../../../shared/random/slices.ts'

const splitBy = (...rule: Parameters<typeof hashSplit>) => atOnce(hashSplit(...rule))

const cases = fc
  .array(fc.nat(6), { minLength: 1, maxLength: 300 })
  .chain((classes) =>
    fc.tuple(fc.constant(classes), fc.nat(classes.length), fc.nat(classes.length), fc.integer()),
  )
  .filter(([classes, validation, test]) => validation + test <= classes.length)

test('the three lists are ascending and together contain every row once', () => {
  fc.assert(
    fc.property(cases, fc.boolean(), ([classes, validation, forTest, seed], perClass) => {
      const split = splitBy(
        perClass ? Int32Array.from(classes) : null,
        classes.length,
        validation,
        forTest,
        seed,
      )
      expect([split.validation.length, split.test.length]).toEqual([validation, forTest])
      const lists = [split.train, split.validation, split.test].map((list) => [...list])
      for (const list of lists) expect(list).toEqual([...list].sort((a, b) => a - b))
      expect(lists.flat().sort((a, b) => a - b)).toEqual(classes.map((_, i) => i))
    }),
  )
})

test('every class gives its share, to within one row', () => {
  fc.assert(
    fc.property(cases, ([classes, validation, forTest, seed]) => {
      const rows = classes.length
      const split = splitBy(Int32Array.from(classes), rows, validation, forTest, seed)
      for (let c = 0; c <= 6; c++) {
        const count = classes.filter((x) => x === c).length
        const got = [...split.validation].filter((row) => classes[row] === c).length
        expect(Math.abs(got - (validation * count) / rows)).toBeLessThan(1)
      }
    }),
  )
})

test('it depends on the seed alone', () => {
  const classes = Int32Array.from({ length: 500 }, (_, i) => i % 3)
  expect(splitBy(classes, 500, 50, 100, 7)).toEqual(splitBy(classes, 500, 50, 100, 7))
  expect(splitBy(classes, 500, 50, 100, 7).test).not.toEqual(splitBy(classes, 500, 50, 100, 8).test)
})

test('the validation rows do not change when the test set shrinks', () => {
  const a = splitBy(null, 100, 10, 20, 3)
  const b = splitBy(null, 100, 10, 5, 3)
  expect(a.validation).toEqual(b.validation)
})

test('leftovers go to the largest remainders, the earlier class first', () => {
  expect(allot(10, [3, 3, 3, 6])).toEqual([2, 2, 2, 4])
  expect(allot(1, [1, 1, 1])).toEqual([1, 0, 0])
  expect(allot(0, [5, 5])).toEqual([0, 0])
  expect(allot(0, [0])).toEqual([0])
  expect(
    allot(
      5000,
      Array.from({ length: 10 }, () => 7000),
    ),
  ).toEqual(Array.from({ length: 10 }, () => 500))
})
