/** Thinning of the epochs of a very long run: every receiver keeps the same epochs, in order, including the best. */
import { expect, test } from 'vitest'
import type { EpochEnd } from '../../../shared/ipc/contract/index.ts'
import { MAX_EPOCH_ENDS, mergeEpochEnds, thinEpochEnds } from '../../../shared/ipc/epoch-ends.ts'

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

test('a short list is not thinned', () => {
  const few = ends.slice(0, MAX_EPOCH_ENDS)
  expect(thinEpochEnds(few)).toBe(few)
})

test('a long list is thinned, and keeps the last and the best epoch', () => {
  const thinned = thinEpochEnds(ends)
  expect(thinned.length).toBeLessThanOrEqual(MAX_EPOCH_ENDS + 2)
  expect(thinned.length).toBeGreaterThan(MAX_EPOCH_ENDS / 2)
  expect(thinned.at(-1)!.epoch).toBe(COUNT)
  expect(thinned.findLast((end) => end.best)!.epoch).toBe(BEST)
  expect(thinEpochEnds(thinned)).toEqual(thinned)
})

test('incremental merging keeps the same epochs', () => {
  let accumulated: readonly EpochEnd[] = []
  for (let from = 0; from < COUNT; from += 7001)
    accumulated = mergeEpochEnds(accumulated, ends.slice(from, from + 7001))
  expect(epochs(thinEpochEnds(accumulated))).toEqual(epochs(thinEpochEnds(ends)))
})

test('epochs sent again after a resume are merged in order without duplicates', () => {
  const existing = thinEpochEnds(ends.slice(0, 250_000))
  const resent = thinEpochEnds(ends.slice(0, 200_000))
  const merged = epochs(mergeEpochEnds(existing, resent))
  expect(merged).toEqual([...merged].sort((a, b) => a - b))
  expect(new Set(merged).size).toBe(merged.length)
})
