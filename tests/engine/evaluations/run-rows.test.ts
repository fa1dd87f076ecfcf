/** Single rows of a run's data, by the real engine. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
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

test('a shrunk pixel is the mean of a square', () => {
  const gray = { height: 2, width: 5, channels: 1 } as const
  expect([...shrink(Uint8Array.of(0, 10, 1, 2, 9, 20, 30, 3, 4, 9), gray, 2)]).toEqual([15, 3])
  const coloured = { height: 2, width: 2, channels: 3 } as const
  const pixels = Uint8Array.of(1, 2, 3, 5, 6, 7, 1, 2, 3, 5, 6, 7)
  expect([...shrink(pixels, coloured, 2)]).toEqual([3, 4, 5])
})
