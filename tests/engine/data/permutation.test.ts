/** The order of rows: a fixed, fully specified function of the seed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mix32, permutation } from '../../../shared/random/permutation.ts'
import { atOnce } from '../../../shared/random/slices.ts'

test('mix32 is the finalizer of MurmurHash3', () => {
  // Values of the reference implementation of fmix32.
  expect([0, 1, 2, 0xffffffff].map(mix32)).toEqual([0, 0x514e28b7, 0x30f4c306, 0x81f16f39])
})

test('the order is pinned: a change would silently change every split', () => {
  expect([...atOnce(permutation(10, 0))]).toEqual([7, 6, 4, 8, 5, 3, 0, 1, 9, 2])
  expect([...atOnce(permutation(10, 42))]).toEqual([5, 0, 1, 3, 2, 8, 7, 9, 6, 4])
})

test('contains every number once, for any seed', () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.integer(), (n, seed) => {
      expect([...atOnce(permutation(n, seed))].sort((a, b) => a - b)).toEqual(
        Array.from({ length: n }, (_, i) => i),
      )
    }),
    { numRuns: 50 },
  )
})

test('only the lower 32 bits of the seed count', () => {
  expect(atOnce(permutation(50, 2 ** 32 + 7))).toEqual(atOnce(permutation(50, 7)))
})

test('different seeds give different orders', () => {
  const orders = new Set(Array.from({ length: 200 }, (_, seed) => String(atOnce(permutation(30, seed)))))
  expect(orders.size).toBe(200)
})

test('every row is equally likely at every position', () => {
  const n = 8
  const seeds = 8000
  const counts = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let seed = 0; seed < seeds; seed++)
    for (const [at, row] of atOnce(permutation(n, seed)).entries()) counts[row]![at]!++
  const expected = seeds / n
  const chi = counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 49 degrees of freedom: 94.6 is exceeded once in 10,000.
  expect(chi).toBeLessThan(94.6)
})
