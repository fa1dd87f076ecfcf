/** Work in slices: other work runs between them, and an aborted signal ends it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { paused } from '../../../electron/engine/data/blocks.ts'
import { splitRows } from '../../../shared/data/split.ts'
import { randomState } from '../../../shared/random/mt19937.ts'
import { atOnce, inSlices } from '../../../shared/random/slices.ts'

const many = 2_000_000

test('a split of many rows lets other work run and has the same rows', async () => {
  const codes = Int32Array.from({ length: many }, (_, i) => (i * 7919) % 3)
  const rule = { method: 'train_test_split', seed: 1 } as const
  const sizes = { validation: 200_000, test: 200_000 }
  let turns = 0
  let isDone = false
  const split = paused(splitRows(rule, codes, many, sizes), new AbortController().signal).finally(() => {
    isDone = true
  })
  while (!isDone) {
    await nextTurn()
    turns++
  }
  expect(turns).toBeGreaterThan(5)
  expect(await split).toEqual(atOnce(splitRows(rule, codes, many, sizes)))
})

test('an aborted signal ends the work at the next slice', async () => {
  const controller = new AbortController()
  let visited = 0
  const work = inSlices(1e9, () => {
    visited++
    if (visited === 3) controller.abort(new Error('cancelled'))
    for (let end = performance.now() + 20; performance.now() < end; );
  })
  await expect(paused(work, controller.signal)).rejects.toThrow('cancelled')
  expect(visited).toBe(3)
  await expect(paused(randomState(1).permutation(many), controller.signal)).rejects.toThrow('cancelled')
})
