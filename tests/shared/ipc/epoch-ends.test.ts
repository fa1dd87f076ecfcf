/** The epochs of a very long run: not each one is kept, but the same ones by whoever keeps them, in order, with the best. */
import { expect, test } from 'vitest'
import type { EpochEnd } from '../../../shared/ipc/contract.ts'
import { MAX_ENDS, mergeEnds, thinEnds } from '../../../shared/ipc/epoch-ends.ts'

const COUNT = 300_000
const BEST = 237_627
const ends: readonly EpochEnd[] = Array.from({ length: COUNT }, (_, i) => ({
  run: 'r',
  epoch: i + 1,
  train: new Float32Array([1 / (i + 1)]),
  validation: null,
  learningRate: 0.1,
  millisecondsPerStep: 1,
  best: i + 1 === BEST || i + 1 === 22_001,
  waited: 0,
}))
const epochs = (list: readonly EpochEnd[]) => list.map(({ epoch }) => epoch)

test('few are all kept', () => {
  const few = ends.slice(0, MAX_ENDS)
  expect(thinEnds(few)).toBe(few)
})

test('of many a part is kept, with the last and the best', () => {
  const kept = thinEnds(ends)
  expect(kept.length).toBeLessThanOrEqual(MAX_ENDS + 2)
  expect(kept.length).toBeGreaterThan(MAX_ENDS / 2)
  expect(kept.at(-1)!.epoch).toBe(COUNT)
  expect(kept.findLast((end) => end.best)!.epoch).toBe(BEST)
  expect(thinEnds(kept)).toEqual(kept)
})

test('whoever gets them bit by bit keeps the same ones', () => {
  let grown: readonly EpochEnd[] = []
  for (let from = 0; from < COUNT; from += 7001) grown = mergeEnds(grown, ends.slice(from, from + 7001))
  expect(epochs(thinEnds(grown))).toEqual(epochs(thinEnds(ends)))
})

test('what is told again after a resume lies in order among what is known', () => {
  const known = thinEnds(ends.slice(0, 250_000))
  const again = thinEnds(ends.slice(0, 200_000))
  const merged = epochs(mergeEnds(known, again))
  expect(merged).toEqual([...merged].sort((a, b) => a - b))
  expect(new Set(merged).size).toBe(merged.length)
})
