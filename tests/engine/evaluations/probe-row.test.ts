/** What the nodes of a run's network put out for a row, by the real engine. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

test('rows that are in no part are found; one without features is refused, and many at once have their turn', async () => {
  const path = join(folder, 'parts.csv')
  // Row 1 names no part and is left out by a mark; a step leaves row 2 out.
  const lines = Array.from({ length: 60 }, (_, i) => {
    const part = i === 1 ? 'unused' : i % 4 === 0 ? 'val' : 'train'
    return [i / 60, i === 2 ? '' : (i * 7) % 5, part, ['x', 'y', 'z'][i % 3]].join()
  })
  writeFileSync(path, ['a,b,part,kind', ...lines].join('\n'))
  const document = JSON.parse(documentText({ features: 2, path, hidden: [4] }))
  Object.assign(document.data, {
    source: { type: 'csv', path, target: 'kind', features: ['a', 'b'], standardize: false },
    split: { method: 'column', column: 'part', validation: 0, test: 0, seed: 0, stratify: false },
    columns: [{ name: 'b', steps: ['drop_missing'] }],
  })
  const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
  await engine.calls.attach()
  const { data } = parseDocument(JSON.stringify(document))
  const [fingerprint] = await engine.calls.rowFingerprints(data!, null, null, [1])
  document.data.marks = [{ row: 1, fingerprint, excluded: true }]
  await engine.calls.train({ document: JSON.stringify(document), folder: null, epochs: 1 })
  const { run, problems } = await engine.finished()
  expect(problems).toEqual([])
  const ask = async (row: number) => {
    const { outputs } = await engine.calls.probeRow({ run, weights: 'last', row })
    return outputs.find(({ node }) => node === 'input')!.picture.values
  }
  const asked = await Promise.all([1, 59].map(ask))
  expect(asked.map((values) => values[0])).toEqual([Math.fround(1 / 60), Math.fround(59 / 60)])
  await expect(ask(2)).rejects.toMatchObject({ problems: [{ code: 'row_features' }] })
  await expect(ask(60)).rejects.toMatchObject({ problems: [{ code: 'no_row' }] })
})
