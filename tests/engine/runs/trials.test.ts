/** Trials before a run: a range of learning rates, and the cost of an epoch. */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  hasDiverged,
  RATE_COUNT,
  rateAt,
  smoothed,
  suggestedRate,
} from '../../../shared/training/rate-range.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const table = writeTable(folder, 300, 6)
const job = (training: object = {}) => ({
  document: documentText({ features: 6, path: table, training }),
  folder: null,
})

describe.each(['graph', 'portable'])('on the %s executor', (kind) => {
  const env = { LAYERLOOM_EXECUTOR: kind }
  it('tries rates from tiny to too large, and suggests one at which training works', async () => {
    const engine = startEngine({ env, cache })
    const schedule = { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 10 }
    const optimizer = { type: 'sgd', learning_rate: schedule, gradient_accumulation_steps: 4 }
    const result = await engine.calls.trial('rates', job({ optimizer }))
    if (result.kind !== 'rates') throw new Error(result.kind)
    expect(result.losses.length).toBeGreaterThan(100)
    expect(result.losses.every(Number.isFinite)).toBe(true)
    expect(result.suggested).toBeGreaterThan(0.001)
    expect(result.suggested).toBeLessThan(2)
    expect(readdirSync(engine.runs).filter((name) => !name.startsWith('.'))).toEqual([])
    const good = { type: 'sgd', learning_rate: result.suggested }
    await engine.calls.train({ ...job({ optimizer: good, epochs: 2 }) })
    expect((await engine.finished()).state).toBe('finished')
    const [first, second] = engine.seen.epochs.map((e) => e.train[0]!)
    expect(second).toBeLessThan(first!)
  })

  it('reports the cost of an epoch, also with a batch larger than the data', async () => {
    const engine = startEngine({ env, cache })
    for (const batch_size of [16, 1000]) {
      const result = await engine.calls.trial('cost', job({ batch_size }))
      if (result.kind !== 'cost') throw new Error(result.kind)
      const steps = batch_size === 16 ? 14 : 1
      expect(result.millisecondsPerStep).toBeGreaterThan(0)
      expect(result.secondsPerEpoch).toBeGreaterThanOrEqual((result.millisecondsPerStep * steps) / 1000)
      expect(result.bytes).toBeGreaterThan(2 ** 25)
    }
  })
})

it('a run ends a trial, which rejects; missing data is a problem', async () => {
  const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: 'graph' }, cache })
  const trial = engine.calls.trial('rates', job())
  const refused = expect(trial).rejects.toThrow(/trial was stopped/)
  await engine.calls.train(job({ epochs: 1 }))
  await refused
  await expect(engine.calls.trial('rates', job())).rejects.toThrow(/is being trained|training/)
  await engine.finished()
  const missingData = documentText({ features: 6, path: `${table}.no` })
  await expect(engine.calls.trial('cost', { document: missingData, folder: null })).rejects.toThrow(/\.no/)
})

describe('the curve of losses', () => {
  const falling = Array.from({ length: RATE_COUNT }, (_, i) =>
    i < 150 ? 2 - i / 100 : 0.5 + (i - 150) ** 2 / 50,
  )
  it('suggests a tenth of the rate where the smoothed loss is smallest', () => {
    const curve = smoothed(falling)
    const bestRate = rateAt(curve.indexOf(Math.min(...curve)))
    expect(suggestedRate(falling)).toBe(Number((bestRate / 10).toPrecision(2)))
    expect(smoothed([3, 3, 3])).toEqual([3, 3, 3].map((v) => expect.closeTo(v, 12)))
  })
  it('suggests nothing when no rate helped', () => {
    expect(suggestedRate(falling.map(() => 1))).toBeNull()
    expect(suggestedRate([])).toBeNull()
  })
  it('ends when the loss has diverged', () => {
    expect(hasDiverged(falling.slice(0, 150))).toBe(false)
    expect(hasDiverged(falling)).toBe(true)
    expect(hasDiverged([1, Number.NaN])).toBe(true)
  })
})
