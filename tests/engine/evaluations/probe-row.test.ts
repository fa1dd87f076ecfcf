/** What the nodes of a run's network put out for a row, by the real engine. */
import { appendFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocument } from '../../../shared/document/file.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const cache = temporaryCache()
const folder = temporaryFolder()

test('the last layer puts out what was predicted; a missing row and changed data are refused', async () => {
  const table = writeTable(folder, 200, 4)
  const text = documentText({ features: 4, path: table, hidden: [6], dropout: 0.5, batchNormalization: true })
  const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
  await engine.calls.attach()
  await engine.calls.train({ document: text, folder: null, epochs: 2 })
  const { run } = await engine.finished()
  const evaluation = await engine.calls.evaluate({ run, part: 'validation', weights: 'last' })
  const { rows } = await engine.calls.predictionRows({
    ...{ run, evaluation: evaluation.id, output: null, filter: {}, sort: 'loss', descending: true },
    ...{ from: 0, count: 1 },
  })
  const [worst] = rows
  const ask = (row: number) => engine.calls.probeRow({ run, weights: 'last', row })
  const { document, outputs } = await ask(worst!.row)
  expect(Object.keys(parseDocument(document).networks)).toEqual(['main'])
  const nodes = outputs.map(({ node }) => node)
  expect(nodes).toEqual(['input', 'dense_0', 'norm_0', 'dropout_0', 'last', 'output'])
  const of = (node: string) => outputs.find((output) => output.node === node)!
  for (const [i, probability] of worst!.probabilities!.entries())
    expect(of('last').picture.values[i]).toBeCloseTo(probability, 5)
  expect(of('dense_0').shape).toEqual([6])
  expect(of('dense_0').figures.min).toBeGreaterThanOrEqual(0)
  // Nothing is dropped: it is a prediction.
  expect(of('dropout_0').picture.values).toEqual(of('norm_0').picture.values)
  await expect(ask(200)).rejects.toThrow('201')
  appendFileSync(table, '\n1,2,3,4,a')
  await expect(ask(worst!.row)).rejects.toMatchObject({ problems: [{ code: 'data_changed' }] })
})
