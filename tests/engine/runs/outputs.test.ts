/** A network with several Inputs and Outputs, trained by every executor. */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { produce } from 'immer'
import { expect, it } from 'vitest'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { maxDifference } from '../../support/random-arrays.ts'
import { buildEngine, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const EXAMPLES = fileURLToPath(new URL('../../../assets/examples/', import.meta.url))
cpSync(join(EXAMPLES, 'iris.csv'), join(folder, 'iris.csv'))
const example = parseDocument(readFileSync(join(EXAMPLES, 'wide-and-deep.loom'), 'utf8'))

/** The example with `epochs` epochs and a column of sample weights, so that all arrays of a batch are used. */
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

async function trainToEnd(kind: string, epochs: number, batch = 7, chunk?: string) {
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

/** The weighted sum of the Outputs' losses. */
const fromOutputs = (epoch: { readonly [figure: string]: number }, prefix: string): number =>
  0.9 * epoch[`${prefix}kind_loss`]! + 0.1 * epoch[`${prefix}width_loss`]!

it('trains, and the executors agree', async () => {
  const [graph, ...others] = [
    await trainToEnd('graph', 4),
    await trainToEnd('xla', 4),
    await trainToEnd('portable', 4),
  ]
  const figures = (epochs: typeof graph) => epochs!.flatMap((epoch) => NAMES.map((name) => epoch[name]!))
  expect(figures(graph)).toHaveLength(4 * NAMES.length)
  for (const other of others) expect(maxDifference(figures(other), figures(graph))).toBeLessThan(1e-4)
  const [first, last] = [graph![0]!, graph!.at(-1)!]
  expect(last.loss!).toBeLessThan(first.loss!)
  // As in Keras, the loss is a mean over rows, and those of the Outputs are means over batches, of which the last is smaller.
  for (const prefix of ['', 'val_'])
    expect(Math.abs(fromOutputs(last, prefix) - last[`${prefix}loss`]!)).toBeGreaterThan(1e-5)
  expect(first.kind_weighted_accuracy).not.toBe(first.kind_accuracy)
})

it('adds the losses by their weights, which is exact when all batches have the same size', async () => {
  for (const epoch of await trainToEnd('portable', 2, 1))
    for (const prefix of ['', 'val_'])
      expect(epoch[`${prefix}loss`]).toBeCloseTo(fromOutputs(epoch, prefix), 5)
})

it.each(['graph', 'xla', 'portable'])(
  'has the same figures for any division of an epoch into calls: %s',
  async (kind) => {
    const figures = async (chunk: string) =>
      (await trainToEnd(kind, 3, 7, chunk)).flatMap((epoch) => NAMES.map((name) => epoch[name]!))
    const uncut = await figures('100')
    expect(await figures('4')).toEqual(uncut)
  },
)

it('continues after a pause with the sums of its batches', async () => {
  const numbers = (run: string) =>
    readFileSync(join(run, METRICS), 'utf8').replaceAll(/"ms_per_step":[^,]*/g, '')
  const uninterrupted = startEngine({ env: { LAYERLOOM_EXECUTOR: 'graph', LAYERLOOM_CHUNK: '4' }, cache })
  await uninterrupted.calls.train({ document: text(400), folder })
  const expected = numbers((await uninterrupted.finished()).folder!)

  const out = join(folder, 'paused')
  const env = { LAYERLOOM_EXECUTOR: 'graph', LAYERLOOM_CHUNK: '4', LAYERLOOM_CHECKPOINT_SECONDS: '3600' }
  const first = startEngine({ env, cache })
  const { run } = await first.calls.train({ document: text(400), folder, out })
  // With four calls per epoch, the pause is mostly inside an epoch.
  await first.until(() => first.seen.epochs.length >= 2)
  await first.calls.pause(run)
  expect(first.seen.results.at(-1)!.state).toBe('paused')
  await first.close()
  const second = startEngine({ env, cache })
  await second.calls.resume(out)
  expect((await second.finished()).state).toBe('finished')
  expect(numbers(out)).toBe(expected)
})
