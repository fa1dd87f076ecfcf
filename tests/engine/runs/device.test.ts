/** A run that asks for a GPU where there is none fails with a problem and computes nothing. */
import { expect, it } from 'vitest'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const table = writeTable(temporaryFolder(), 60, 3)
const cache = temporaryCache()

it.each(['graph', 'portable'])('a missing GPU is reported: %s', async (kind) => {
  const env = { LAYERLOOM_EXECUTOR: kind, LAYERLOOM_DEVICE: 'gpu', CUDA_VISIBLE_DEVICES: '-1' }
  const engine = startEngine({ env, cache })
  const job = { document: documentText({ features: 3, path: table }), folder: null }
  await engine.calls.train(job)
  const result = await engine.finished()
  expect(result.state).toBe('failed')
  expect(result.problems.map((p) => p.code)).toEqual(['no_gpu'])
  expect(engine.seen.epochs).toEqual([])
  await expect(engine.calls.trial('cost', job)).rejects.toThrow(/finds no GPU on this computer/)
})
