/** Pictures by their row: bytes and numbers as bytes, their classes and parts, and data that has none. */
import { truncateSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rowFingerprints } from '../../../electron/engine/data/marks/row-fingerprints.ts'
import { pictureRows } from '../../../electron/engine/data/picture-rows.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { dataFixture, idxBytes, reference } from './helper.ts'

const b = dataFixture()
const options = { folder: b.folder, cache: b.cache }
const ROWS = 10
const pixels = Array.from({ length: ROWS * 6 }, (_, i) => i)
b.write('labels', idxBytes(8, [ROWS], [7, 3, 7, 5, 3, 7, 3, 7, 5, 3]))
b.write('images', idxBytes(8, [ROWS, 2, 3], pixels))
const data = reference(
  { type: 'idx', images: 'images', labels: 'labels' },
  { validation: 2, stratify: false },
)

test('bytes come as they are, with the class and the part of each row', async () => {
  const { pixels: bytes, classes, parts } = await pictureRows(data, { from: 2, count: 3 }, options)
  expect([...bytes]).toEqual(pixels.slice(12, 30))
  expect([...classes]).toEqual([2, 1, 0])
  const all = await pictureRows(data, { from: 0, count: 1000 }, options)
  expect(all.parts.slice(2, 5)).toEqual(parts)
  expect(all.parts.filter((part) => part === 'validation')).toHaveLength(2)
  expect(all.parts.filter((part) => part === 'train')).toHaveLength(ROWS - 2)
  expect(await pictureRows(data, { from: ROWS, count: 5 }, options)).toMatchObject({ parts: [] })
})

test('a marked picture has the class of the data, and no part once it is excluded', async () => {
  const [excluded, relabelled] = await rowFingerprints(data, [0, 1], options)
  const marked: DataReference = {
    ...data,
    marks: [
      { row: 0, fingerprint: excluded!, excluded: true },
      { row: 1, fingerprint: relabelled!, target: 'label', label: '7' },
    ],
  }
  const { classes, parts } = await pictureRows(marked, { from: 0, count: 2 }, options)
  expect([...classes]).toEqual([2, 0])
  expect(parts[0]).toBeNull()
})

test('other numbers are stretched from black to white, picture by picture', async () => {
  const shorts = Buffer.alloc(2 * 6 * 2)
  const numbers = [-100, 0, 155, 155, 155, 155, 5, 5, 5, 5, 5, 5]
  numbers.forEach((value, i) => void shorts.writeInt16BE(value, 2 * i))
  b.write('numbers', idxBytes(11, [2, 2, 3], shorts))
  b.write('two', idxBytes(8, [2], [0, 1]))
  const source = { type: 'idx', images: 'numbers', labels: 'two' }
  const { pixels: bytes } = await pictureRows(reference(source), { from: 0, count: 2 }, options)
  expect([...bytes]).toEqual([0, 100, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0])
})

test('large pictures come in smaller groups', async () => {
  const side = 1024
  b.write('large', idxBytes(8, [6, side, side], new Uint8Array(6 * side * side)))
  b.write('six', idxBytes(8, [6], [0, 1, 0, 1, 0, 1]))
  const source = { type: 'idx', images: 'large', labels: 'six' }
  const { parts, pixels: bytes } = await pictureRows(reference(source), { from: 0, count: 6 }, options)
  expect(parts).toHaveLength(4)
  expect(bytes).toHaveLength(4 * side * side)
})

test('rows that are no pictures, and a file of the cache that is too short, are named', async () => {
  b.write('series', idxBytes(8, [ROWS, 6], pixels))
  const source = { type: 'idx', images: 'series', labels: 'labels' }
  const asked = pictureRows(reference(source), { from: 0, count: 1 }, options)
  await expect(asked).rejects.toThrow('The rows are no pictures: their shape is [6].')
  const { files } = await b.prepare({ type: 'idx', images: 'images', labels: 'labels' })
  truncateSync(files.features, 59)
  // Its size is wrong, so that it is read again.
  const { pixels: bytes } = await pictureRows(data, { from: 9, count: 1 }, options)
  expect([...bytes]).toEqual(pixels.slice(54))
})
