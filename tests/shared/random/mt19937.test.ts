/** numpy's RandomState: the published numbers of MT19937, and numpy's own permutations. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomState, range } from '../../../shared/random/mt19937.ts'
import { atOnce } from '../../../shared/random/slices.ts'

test('the words of init_genrand(5489), the generator’s default seed', () => {
  // std::mt19937 of C++ has this seed; its standard names the 10,000th word ([rand.predef]).
  const random = randomState(5489)
  const words = Array.from({ length: 10_000 }, () => random.uint32())
  expect(words.slice(0, 5)).toEqual([3499211612, 581869302, 3890346734, 3586334585, 545404204])
  expect(words[9999]).toBe(4123659995)
})

test('numpy.random.RandomState(seed).permutation(10)', () => {
  const permutation = (seed: number) => [...atOnce(randomState(seed).permutation(10))]
  expect(permutation(0)).toEqual([2, 8, 4, 9, 1, 6, 7, 3, 0, 5])
  expect(permutation(42)).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6])
  expect(permutation(2 ** 32 - 1)).toEqual([6, 9, 5, 1, 8, 0, 7, 4, 2, 3])
})

test('a permutation of many rows does not depend on its slices', () => {
  const count = 300_000
  const random = randomState(3)
  const expected = range(count)
  for (let i = count - 1; i > 0; i--) {
    const j = random.interval(i)
    const value = expected[i]!
    expected[i] = expected[j]!
    expected[j] = value
  }
  const work = randomState(3).permutation(count)
  expect(work.next().done).toBe(false)
  expect(atOnce(work)).toEqual(expected)
})

test('an interval has no number beyond its end', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 32 - 1), (seed, max) => {
      const value = randomState(seed).interval(max)
      expect(value >= 0 && value <= max && Number.isInteger(value)).toBe(true)
    }),
    { numRuns: 50 },
  )
})
