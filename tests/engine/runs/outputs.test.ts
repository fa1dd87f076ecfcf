/** A network with several Inputs and Outputs, trained whole by every executor. */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { produce } from 'immer'
import { expect, it } from 'vitest'
import { METRICS } from '../../../electron/engine/run/metrics-file.ts'
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { difference } from '../../support/random-arrays.ts'
import { builtEngine, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

builtEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const EXAMPLES = fileURLToPath(new URL('../../../assets/examples/', import.meta.url))
cpSync(join(EXAMPLES, 'iris.csv'), join(folder, 'iris.csv'))
const example = parseDocument(readFileSync(join(EXAMPLES, 'wide-and-deep.loom'), 'utf8'))

/** The example for some epochs; its rows weighed by a column, so that all of a batch's arrays are used. */
const text = (epochs: number, batch = 7): string =>
  serializeDocument(
    produce(example, (draft) => {
      Object.assign(draft.data!.source, { sample_weight: 'sepal_length' })
      draft.networks.main!.layers.wide!.props = { shape: [1], columns: ['sepal_width'] }
      draft.networks.main!.layers.kind!.props = {
        loss_weight: 0.9,
        metrics: ['accuracy'],
        weighted_metrics: ['accuracy'],
      }
      Object.assign(draft.training, { epochs, callbacks: [], batch_size: batch })
    }),
  )
const SERIES = [
  'loss',
  ...['kind_loss', 'kind_accuracy', 'kind_weighted_accuracy'],
  ...['width_loss', 'width_mean_absolute_error'],
]

async function trained(kind: string, epochs: number, batch = 7, chunk?: string) {
  const env = { LAYERLOOM_EXECUTOR: kind, ...(chunk ? { LAYERLOOM_CHUNK: chunk } : {}) }
  const engine = startEngine({ env, cache })
  const info = await engine.calls.train({ document: text(epochs, batch), folder })
  expect(info.series).toEqual(SERIES)
  const result = await engine.finished()
  expect(result).toMatchObject({ state: 'finished', problems: [] })
  const lines = readFileSync(join(result.folder!, METRICS), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as { readonly [figure: string]: number })
}
const NAMES = SERIES.flatMap((name) => [name, `val_${name}`])

/** The sum of the Outputs' losses by their weights. */
const fromOutputs = (epoch: { readonly [figure: string]: number }, part: string): number =>
  0.9 * epoch[`${part}kind_loss`]! + 0.1 * epoch[`${part}width_loss`]!

it('trains, and the executors agree', async () => {
  const [graph, ...others] = [
    await trained('graph', 4),
    await trained('xla', 4),
    await trained('portable', 4),
  ]
  const figures = (epochs: typeof graph) => epochs!.flatMap((epoch) => NAMES.map((name) => epoch[name]!))
  expect(figures(graph)).toHaveLength(4 * NAMES.length)
  for (const other of others) expect(difference(figures(other), figures(graph))).toBeLessThan(1e-4)
  const [first, last] = [graph![0]!, graph!.at(-1)!]
  expect(last.loss!).toBeLessThan(first.loss!)
  // The loss is a mean over rows, those of the Outputs over batches, of which the last is smaller: as in Keras.
  for (const part of ['', 'val_'])
    expect(Math.abs(fromOutputs(last, part) - last[`${part}loss`]!)).toBeGreaterThan(1e-5)
  expect(first.kind_weighted_accuracy).not.toBe(first.kind_accuracy)
})

it('adds the losses up by their weights, which shows where every batch is as large', async () => {
  for (const epoch of await trained('portable', 2, 1))
    for (const part of ['', 'val_']) expect(epoch[`${part}loss`]).toBeCloseTo(fromOutputs(epoch, part), 5)
})

it.each(['graph', 'xla', 'portable'])(
  'has the same figures however an epoch is cut into calls: %s',
  async (kind) => {
    const figures = async (chunk: string) =>
      (await trained(kind, 3, 7, chunk)).flatMap((epoch) => NAMES.map((name) => epoch[name]!))
    const whole = await figures('100')
    expect(await figures('4')).toEqual(whole)
  },
)

it('goes on after a pause with the sums of its batches', async () => {
  const numbers = (run: string) =>
    readFileSync(join(run, METRICS), 'utf8').replaceAll(/"ms_per_step":[^,]*/g, '')
  const whole = startEngine({ env: { LAYERLOOM_EXECUTOR: 'graph', LAYERLOOM_CHUNK: '4' }, cache })
  await whole.calls.train({ document: text(400), folder })
  const expected = numbers((await whole.finished()).folder!)

  const out = join(folder, 'paused')
  const env = { LAYERLOOM_EXECUTOR: 'graph', LAYERLOOM_CHUNK: '4', LAYERLOOM_CHECKPOINT_SECONDS: '3600' }
  const first = startEngine({ env, cache })
  const { run } = await first.calls.train({ document: text(400), folder, out })
  // Four calls an epoch, so that it is mostly inside one.
  await first.until(() => first.seen.epochs.length >= 2)
  await first.calls.pause(run)
  expect(first.seen.results.at(-1)!.state).toBe('paused')
  await first.close()
  const second = startEngine({ env, cache })
  await second.calls.resume(out)
  expect((await second.finished()).state).toBe('finished')
  expect(numbers(out)).toBe(expected)
})
