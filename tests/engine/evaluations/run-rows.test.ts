/** Single rows of a run's data, by the real engine. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shrink } from '../../../electron/engine/evaluations/run-rows.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { writeIdx } from '../../support/datasets.ts'
import {
  buildEngine,
  documentText,
  pictureDocumentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const cache = temporaryCache()
const folder = temporaryFolder()

async function trained(text: string) {
  const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
  await engine.calls.attach()
  await engine.calls.train({ document: text, folder: null, epochs: 1 })
  const result = await engine.finished()
  expect(result.problems).toEqual([])
  return { engine, run: result.run }
}

test('cells of a table, with fingerprints; nothing of a changed one', async () => {
  const table = writeTable(folder, 90, 45)
  const text = documentText({ features: 45, path: table })
  const { engine, run } = await trained(text)
  const rows = [80, 2, 41]
  const { contents, fingerprints } = await engine.calls.runRows({
    ...{ run, rows, side: 8, withFingerprints: true },
  })
  const lines = readFileSync(table, 'utf8').split('\n').slice(1)
  expect(contents).toMatchObject({
    kind: 'table',
    columns: Array.from({ length: 40 }, (_, i) => `f${i}`),
    left: 5,
  })
  if (contents.kind !== 'table') throw new Error('expected a table')
  for (const [i, row] of rows.entries())
    expect(contents.cells[i]!.map(Number)).toEqual(lines[row]!.split(',').slice(0, 40).map(Number))
  const data = parseDocument(text).data!
  expect(fingerprints).toEqual(await engine.calls.rowFingerprints(data, null, null, rows))

  appendFileSync(table, `\n${lines[0]}`)
  const refused = engine.calls.runRows({ run, rows, side: 8, withFingerprints: false })
  await expect(refused).rejects.toMatchObject({ problems: [{ code: 'data_changed' }] })
})

test('pictures, shrunk where they are large', async () => {
  const own = join(folder, 'pictures')
  mkdirSync(own)
  const pixel = (i: number) => (i * 37) % 251
  writeIdx(join(own, 'x'), [60, 12, 18], pixel)
  writeIdx(join(own, 'y'), [60], (i) => i % 3)
  const { engine, run } = await trained(pictureDocumentText(join(own, 'x'), join(own, 'y'), [12, 18]))
  const ask = (side: number) => engine.calls.runRows({ run, rows: [59, 3], side, withFingerprints: false })
  const full = await ask(18)
  const size = { height: 12, width: 18, channels: 1 } as const
  expect(full).toMatchObject({ contents: { kind: 'pictures', size }, fingerprints: null })
  if (full.contents.kind !== 'pictures') throw new Error('expected pictures')
  const expected = [59, 3].flatMap((row) => Array.from({ length: 216 }, (_, i) => pixel(row * 216 + i)))
  expect([...full.contents.pixels]).toEqual(expected)
  const small = await ask(9)
  if (small.contents.kind !== 'pictures') throw new Error('expected pictures')
  expect(small.contents.size).toEqual({ height: 6, width: 9, channels: 1 })
  expect(small.contents.pixels.subarray(54)).toEqual(shrink(full.contents.pixels.subarray(216), size, 2))
})

/** The document with right labels of rows. */
async function corrected(text: string, marks: readonly { row: number; target: string; label: unknown }[]) {
  const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
  await engine.calls.attach()
  const { data } = parseDocument(text)
  const rows = marks.map(({ row }) => row)
  const fingerprints = await engine.calls.rowFingerprints(data!, null, null, rows)
  const document = JSON.parse(text)
  document.data.marks = marks.map((mark, i) => ({ ...mark, fingerprint: fingerprints[i] }))
  return JSON.stringify(document)
}

test('rows with a corrected label have that of the file as well', async () => {
  const table = writeTable(folder, 60, 3)
  const tableText = await corrected(documentText({ features: 3, path: table }), [
    { row: 4, target: 'kind', label: 'c' },
    { row: 7, target: 'kind', label: 'a' },
  ])
  const pictures = join(folder, 'corrected')
  mkdirSync(pictures)
  const [x, y] = [join(pictures, 'x'), join(pictures, 'y')]
  writeIdx(x, [60, 4, 4], (i) => i % 251)
  writeIdx(y, [60], (i) => i % 3)
  const pictureText = await corrected(pictureDocumentText(x, y, [4, 4]), [
    { row: 5, target: 'label', label: '0' },
  ])
  // Two labels that a cell lists, and two columns of 0 and 1.
  const listed = join(folder, 'listed.csv')
  const tags = ['x', 'y', 'x;y', 'z;x', 'y;z']
  writeFileSync(
    listed,
    ['a,b,tags', ...Array.from({ length: 60 }, (_, i) => `${i},${i % 7},${tags[i % 5]}`)].join('\n'),
  )
  const listedDocument = JSON.parse(documentText({ features: 2, path: listed }))
  listedDocument.data.columns = [{ name: 'tags', steps: [{ type: 'multi_label', sep: ';' }] }]
  listedDocument.data.source.target = 'tags'
  listedDocument.data.split.stratify = false
  listedDocument.networks.main.layers.last.props.activation = 'sigmoid'
  listedDocument.networks.main.layers.output.props = { loss: 'binary_crossentropy', metrics: [] }
  const listedText = await corrected(JSON.stringify(listedDocument), [
    { row: 3, target: 'tags', label: ['z'] },
  ])

  const tableLabels = [
    { row: 4, target: 'kind', own: 'b' },
    { row: 7, target: 'kind', own: 'b' },
  ]
  for (const [text, rows, expected] of [
    [tableText, [7, 8, 4], tableLabels],
    [pictureText, [5, 6], [{ row: 5, target: 'label', own: '2' }]],
    [listedText, [3], [{ row: 3, target: 'tags', own: ['z', 'x'] }]],
  ] as const) {
    const { engine, run } = await trained(text)
    const ask = (asked: readonly number[]) =>
      engine.calls.runRows({ run, rows: [...asked], side: 8, withFingerprints: false })
    expect((await ask(rows)).fileLabels).toEqual(expected)
    expect((await ask([8])).fileLabels).toEqual([])
  }
})

test('a shrunk pixel is the mean of a square', () => {
  const gray = { height: 2, width: 5, channels: 1 } as const
  expect([...shrink(Uint8Array.of(0, 10, 1, 2, 9, 20, 30, 3, 4, 9), gray, 2)]).toEqual([15, 3])
  const coloured = { height: 2, width: 2, channels: 3 } as const
  const pixels = Uint8Array.of(1, 2, 3, 5, 6, 7, 1, 2, 3, 5, 6, 7)
  expect([...shrink(pixels, coloured, 2)]).toEqual([3, 4, 5])
})
