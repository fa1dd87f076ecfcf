/** The data and compiled networks of a run are not removed from the cache while it lasts. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clear, entriesIn } from '../../../electron/engine/cache/contents.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()

test('the data of a run can be removed only after the run has finished', async () => {
  const cache = temporaryCache()
  const path = writeTable(temporaryFolder(), 90, 4)
  const document = documentText({ features: 4, path, training: { epochs: 1_000_000 } })
  const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
  await engine.calls.attach()
  const { run } = await engine.calls.train({ document, folder: null })
  await engine.until(() => engine.seen.epochs.length > 0)
  expect(entriesIn(cache).map(({ kind, inUse }) => [kind, inUse])).toEqual([['data', true]])
  expect(clear(cache)).toEqual([])
  await engine.calls.stop(run)
  await engine.finished()
  expect(readdirSync(join(cache, 'in-use'))).toEqual([])
  expect(clear(cache)).toHaveLength(1)
})
