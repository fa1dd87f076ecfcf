/** A small network, whose epochs share calls: its numbers are the same for any number of epochs per call, and after a pause. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { BEST, LAST } from '../../../electron/engine/run-folder/run-files.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  type TestEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const STEPS = 13
const text = (training: object = {}) =>
  documentText({
    features: 4,
    path: writeTable(folder, 280, 4),
    training: {
      epochs: 60,
      batch_size: 16,
      optimizer: { type: 'adam', learning_rate: 0.05 },
      callbacks: [
        { type: 'EarlyStopping', patience: 12, restore_best_weights: true },
        { type: 'ReduceLROnPlateau', patience: 2, factor: 0.5, min_delta: 0.02, cooldown: 1 },
        { type: 'ModelCheckpoint', filepath: 'kept-{epoch:02d}.weights.h5', save_best_only: true },
        'CSVLogger',
      ],
      ...training,
    },
  })
const engineWith = (chunk: number | null, seconds = 1000): TestEngine =>
  startEngine({
    env: {
      LAYERLOOM_EXECUTOR: 'xla',
      LAYERLOOM_CHECKPOINT_SECONDS: String(seconds),
      ...(chunk === null ? {} : { LAYERLOOM_CHUNK: String(chunk) }),
    },
    cache,
    kind: 'terminal',
  })
const numbersOf = (out: string) => ({
  metrics: readFileSync(join(out, METRICS), 'utf8').replaceAll(/"ms_per_step":[^,]*/g, ''),
  last: readFileSync(join(out, LAST), 'hex'),
  best: readFileSync(join(out, BEST), 'hex'),
  csv: readFileSync(join(out, 'callbacks', 'training.csv'), 'utf8'),
})

it('has the same numbers for any number of epochs per call', async () => {
  const runs = []
  for (const chunk of [STEPS, 1, 5, 4 * STEPS + 2, null]) {
    const engine = engineWith(chunk)
    const out = join(folder, `chunk-${chunk}`)
    await engine.calls.train({ document: text(), folder: null, out })
    const { state, bestEpoch } = await engine.finished()
    expect(state).toBe('finished')
    const epochs = engine.seen.epochs.map((e) => e.epoch)
    expect(epochs).toEqual(Array.from({ length: epochs.length }, (_, i) => i + 1))
    // It ends early, after at least one reduction of the rate.
    expect(epochs.length).toBeLessThan(60)
    expect(engine.seen.epochs.at(-1)!.learningRate).toBeLessThan(0.05)
    runs.push({ ...numbersOf(out), bestEpoch })
    await engine.close()
  }
  for (const run of runs) expect(run).toEqual(runs[0])
}, 240_000)

it('continues after a pause, also inside an epoch', async () => {
  const longTraining = { epochs: 4000, callbacks: [] }
  const uninterrupted = join(folder, 'whole')
  const engine = engineWith(null)
  await engine.calls.train({ document: text(longTraining), folder: null, out: uninterrupted })
  await engine.finished()
  await engine.close()

  const out = join(folder, 'paused')
  const first = engineWith(3)
  const { run } = await first.calls.train({ document: text(longTraining), folder: null, out })
  await first.until(() => first.seen.epochs.length >= 5)
  await first.calls.pause(run)
  expect(first.seen.results.at(-1)!.state).toBe('paused')
  await first.close()

  const second = engineWith(null)
  const { resumed } = await second.calls.resume(out)
  expect(resumed!.epoch).toBeGreaterThanOrEqual(5)
  expect((await second.finished()).state).toBe('finished')
  const [a, b] = [uninterrupted, out].map((at) => ({
    metrics: readFileSync(join(at, METRICS), 'utf8').replaceAll(/"ms_per_step":[^,]*/g, ''),
    last: readFileSync(join(at, LAST), 'hex'),
    best: readFileSync(join(at, BEST), 'hex'),
  }))
  expect(b!.metrics === a!.metrics && b!.last === a!.last && b!.best === a!.best).toBe(true)
}, 240_000)
