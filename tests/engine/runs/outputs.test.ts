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
const text = (epochs: number): string =>
  serializeDocument(
    produce(example, (draft) => {
      Object.assign(draft.data!.source, { sample_weight: 'sepal_length' })
      draft.networks.main!.layers.wide!.props = { shape: [1], columns: ['sepal_width'] }
      draft.networks.main!.layers.kind!.props = {
        loss_weight: 0.9,
        metrics: ['accuracy'],
        weighted_metrics: ['accuracy'],
      }
      Object.assign(draft.training, { epochs, callbacks: [], batch_size: 7 })
    }),
  )
const SERIES = [
  'loss',
  ...['kind_loss', 'kind_accuracy', 'kind_weighted_accuracy'],
  ...['width_loss', 'width_mean_absolute_error'],
]

async function trained(kind: string, epochs: number) {
  const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: kind }, cache })
  const info = await engine.calls.train({ document: text(epochs), folder })
  expect(info.series).toEqual(SERIES)
  const result = await engine.finished()
  expect(result).toMatchObject({ state: 'finished', problems: [] })
  const lines = readFileSync(join(result.folder!, METRICS), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as { readonly [figure: string]: number })
}
const NAMES = SERIES.flatMap((name) => [name, `val_${name}`])

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
  // Penalties aside, the loss is the sum of the Outputs' by their weights.
  for (const epoch of graph!)
    for (const part of ['', 'val_'])
      expect(epoch[`${part}loss`]).toBeCloseTo(
        0.9 * epoch[`${part}kind_loss`]! + 0.1 * epoch[`${part}width_loss`]!,
        5,
      )
  expect(first.kind_weighted_accuracy).not.toBe(first.kind_accuracy)
})
