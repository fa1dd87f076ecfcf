/** Callbacks, schedules and averages of weights in a complete run. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { LAST } from '../../../electron/engine/run-folder/run-files.ts'
import { readWeights } from '../../../electron/engine/run-folder/weights-file.ts'
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

async function trainToEnd(training: object) {
  const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: 'graph' }, cache })
  await engine.calls.train({ document: documentText({ features: 6, path: table, training }), folder: null })
  const result = await engine.finished()
  expect(result).toMatchObject({ state: 'finished', problems: [] })
  const run = result.folder!
  const lines = readFileSync(join(run, METRICS), 'utf8').trim().split('\n')
  return { engine, run, metrics: lines.map((line) => JSON.parse(line) as { [name: string]: number }) }
}

it('the files of callbacks are written to the run’s folder, whatever path they name', async () => {
  const { run, metrics } = await trainToEnd({
    epochs: 3,
    callbacks: [
      { type: 'CSVLogger', filename: '../../metrics.ndjson', separator: ';' },
      { type: 'TensorBoard', log_dir: '/elsewhere/board' },
      { type: 'ModelCheckpoint', filepath: 'kept/{epoch:02d}.keras' },
    ],
  })
  const files = join(run, 'callbacks')
  expect(readdirSync(files).sort()).toEqual([
    '01.safetensors',
    '02.safetensors',
    '03.safetensors',
    'board',
    'metrics.ndjson',
  ])
  expect(readdirSync(join(files, 'board')).sort()).toEqual(['train', 'validation'])
  expect(readWeights(join(files, '03.safetensors'))).toEqual(readWeights(join(run, LAST)))
  const rows = readFileSync(join(files, 'metrics.ndjson'), 'utf8').trimEnd().split('\r\n')
  expect(rows[0]).toBe('epoch;accuracy;loss;val_accuracy;val_loss')
  expect(rows.slice(1)).toEqual(
    metrics.map((m, epoch) => [epoch, m.accuracy, m.loss, m.val_accuracy, m.val_loss].join(';')),
  )
})

it('a plateau lowers the learning rate, which is logged', async () => {
  const { engine, metrics } = await trainToEnd({
    epochs: 4,
    optimizer: { type: 'sgd', learning_rate: 0.125 },
    callbacks: [{ type: 'ReduceLROnPlateau', patience: 1, factor: 0.5, min_delta: 1000 }],
  })
  const rates = [0.125, 0.125, 0.0625, 0.03125]
  expect(metrics.map((m) => m.learning_rate)).toEqual(rates)
  expect(engine.seen.epochs.map((e) => e.learningRate)).toEqual(rates)
  expect(engine.seen.log.map((line) => line.text.en)).toContain(
    'val_loss no longer improves: learning_rate 0.125 → 0.0625 after epoch 2.',
  )
})

it('a schedule is followed, and the rate of an epoch’s last step is reported', async () => {
  const { metrics } = await trainToEnd({
    epochs: 2,
    batch_size: 21,
    optimizer: {
      type: 'sgd',
      learning_rate: { type: 'InverseTimeDecay', initial_learning_rate: 1, decay_steps: 1, decay_rate: 1 },
    },
  })
  // With ten steps per epoch, the rate is 1 ÷ (1 + completed steps).
  expect(metrics.map((m) => m.learning_rate)).toEqual([1 / 10, 1 / 20].map(Math.fround))
})

it('the last weights are the averages', async () => {
  const training = { batch_size: 1000, optimizer: { type: 'sgd', learning_rate: 0.5 } }
  const oneEpoch = await trainToEnd({ ...training, epochs: 1 })
  const optimizer = { ...training.optimizer, use_ema: true, ema_momentum: 1 }
  const averaged = await trainToEnd({ ...training, optimizer, epochs: 4 })
  // With a momentum of 1, the average keeps the weights of the first step.
  expect(readWeights(join(averaged.run, LAST)).weights).toEqual(readWeights(join(oneEpoch.run, LAST)).weights)
  expect(averaged.metrics[3]!.loss).toBeLessThan(oneEpoch.metrics[0]!.loss!)
})
