/** Splitting rows: every row is used once, with the same share of every class. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allot, splitCount, splitRows } from '../../../shared/data/split.ts'

const cases = fc
  .array(fc.nat(6), { minLength: 1, maxLength: 300 })
  .chain((classes) =>
    fc.tuple(fc.constant(classes), fc.nat(classes.length), fc.nat(classes.length), fc.integer()),
  )
  .filter(([classes, validation, test]) => validation + test <= classes.length)

test('the three lists are ascending and together contain every row once', () => {
  fc.assert(
    fc.property(cases, fc.boolean(), ([classes, validation, forTest, seed], perClass) => {
      const split = splitRows(
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
      const split = splitRows(Int32Array.from(classes), rows, validation, forTest, seed)
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
  expect(splitRows(classes, 500, 50, 100, 7)).toEqual(splitRows(classes, 500, 50, 100, 7))
  expect(splitRows(classes, 500, 50, 100, 7).test).not.toEqual(splitRows(classes, 500, 50, 100, 8).test)
})

test('the validation rows do not change when the test set shrinks', () => {
  const a = splitRows(null, 100, 10, 20, 3)
  const b = splitRows(null, 100, 10, 5, 3)
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

test('a number below 1 is a share, rounded half up; from 1 on it is a count', () => {
  expect([
    splitCount(0.2, 150),
    splitCount(0.5, 3),
    splitCount(0, 9),
    splitCount(1, 9),
    splitCount(30, 150),
  ]).toEqual([30, 2, 0, 1, 30])
})
