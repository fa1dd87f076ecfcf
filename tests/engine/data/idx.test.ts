/** IDX files: reading, and the problems of malformed files. */
import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bytesIn, dataFixture, floatsOf, idxBytes, intsOf } from './helper.ts'

const b = dataFixture()
const idx = { type: 'idx', images: 'images', labels: 'labels' }
const pixels = Array.from({ length: 4 * 2 * 3 }, (_, i) => i * 10)
const images = idxBytes(8, [4, 2, 3], pixels)
const labels = idxBytes(8, [4], [7, 3, 7, 5])
b.write('images', images)
b.write('labels', labels)
b.write('images.gz', gzipSync(images))
b.write('labels.gz', gzipSync(labels))

describe('reading', () => {
  test('bytes stay bytes; labels become indices of the sorted classes', async () => {
    const data = await b.prepare(idx, { validation: 1, stratify: false })
    expect(data.info).toMatchObject({
      title: 'images',
      rows: { train: 3, validation: 1, test: 0 },
      shape: [2, 3],
      dtype: 'uint8',
      columns: [],
      targets: [{ name: 'label', kind: 'classes', classes: ['3', '5', '7'] }],
      weights: null,
      preparation: { offset: [0], scale: [1 / 255] },
      notes: [],
    })
    expect(data.featureSize).toBe(6)
    expect(bytesIn(data.files.features)).toEqual(pixels)
    expect(intsOf(data.files.targets)).toEqual([2, 0, 2, 1])
    expect(intsOf(data.files.order).sort()).toEqual([0, 1, 2, 3])
  })

  test('gzipped files give the same rows', async () => {
    const plain = await b.prepare(idx)
    const packed = await b.prepare({ ...idx, images: 'images.gz', labels: 'labels.gz' })
    expect(packed.info.fingerprint).toBe(plain.info.fingerprint)
  })

  test.each([
    ['byte', 9, Int8Array.of(-3, 4), (v: Int8Array) => Buffer.from(v.buffer)],
    ['short', 11, Int16Array.of(-300, 4), (v: Int16Array) => Buffer.from(v.buffer).swap16()],
    ['int', 12, Int32Array.of(-70_000, 4), (v: Int32Array) => Buffer.from(v.buffer).swap32()],
    ['float', 13, Float32Array.of(-1.5, 0.25), (v: Float32Array) => Buffer.from(v.buffer).swap32()],
    ['double', 14, Float64Array.of(-1.5, 0.25), (v: Float64Array) => Buffer.from(v.buffer).swap64()],
  ] as const)('type %s becomes float32', async (name, type, values, swap) => {
    const expected = [...values]
    b.write(`${name}-x`, idxBytes(type, [2], (swap as (v: typeof values) => Buffer)(values)))
    b.write(`${name}-y`, idxBytes(8, [2], [0, 1]))
    const data = await b.prepare({ type: 'idx', images: `${name}-x`, labels: `${name}-y` })
    expect(data.info).toMatchObject({
      dtype: 'float32',
      shape: [1],
      preparation: { offset: [0], scale: [1] },
    })
    expect(floatsOf(data.files.features)).toEqual(expected)
  })

  test('a folder as override reads both pairs, the training pair first', async () => {
    for (const [prefix, digit] of [
      ['train', 1],
      ['t10k', 2],
    ] as const) {
      b.write(`${prefix}-images-idx3-ubyte`, idxBytes(8, [2, 1, 1], [digit, digit]))
      b.write(`${prefix}-labels-idx1-ubyte.gz`, gzipSync(idxBytes(8, [2], [digit, digit])))
    }
    const data = await b.prepare(idx, {}, '.')
    expect(bytesIn(data.files.features)).toEqual([1, 1, 2, 2])
    const one = await b.prepare(idx, {}, 't10k-images-idx3-ubyte')
    expect(bytesIn(one.files.features)).toEqual([2, 2])
    const sample = await b.prepare({ type: 'fashion_mnist' }, {}, '.')
    expect(sample.info.targets[0].classes[9]).toBe('Ankle boot')
    expect(intsOf(sample.files.targets)).toEqual([1, 1, 2, 2])
  })
})

describe('bad files', () => {
  const bad = (name: string, content: Uint8Array) => b.problem({ ...idx, images: b.write(name, content) })
  const badLabels = (name: string, content: Uint8Array) =>
    b.problem({ ...idx, labels: b.write(name, content) })

  test('no path, a missing file, a folder, a device', async () => {
    expect(await b.problem({ type: 'idx' })).toEqual([
      'images',
      'images: no file is chosen. Choose one under Data.',
    ])
    expect(await b.problem({ ...idx, labels: 'nowhere' })).toEqual([
      'labels',
      'labels: the file "nowhere" was not found (searched at …/nowhere).',
    ])
    expect(await b.problem({ ...idx, images: '.' })).toEqual([
      'images',
      'images: "." is a folder, not a file.',
    ])
    expect(await b.problem({ ...idx, images: '/dev/zero' })).toEqual([
      'images',
      'images: "/dev/zero" is a device or a pipe, not a file.',
    ])
  })

  test('truncated, too long, empty', async () => {
    expect(await bad('short', images.subarray(0, 30))).toEqual([
      'images',
      'images: the header of …/short declares 4 × 2 × 3 values, 40 bytes, but the file has 30. Copy or download it again.',
    ])
    expect(await bad('long', Buffer.concat([images, Buffer.from([0])]))).toEqual([
      'images',
      'images: the header of …/long declares 4 × 2 × 3 values, 40 bytes, but the file has 41. Copy or download it again.',
    ])
    expect(await bad('stub', images.subarray(0, 9))).toEqual([
      'images',
      'images: …/stub ends inside its header: expected 16 bytes, received 9. Copy or download it again.',
    ])
    expect(await bad('none', idxBytes(8, [0, 28, 28], []))).toEqual([
      'images',
      'images: …/none has no rows (0 × 28 × 28).',
    ])
  })

  test('another format', async () => {
    expect(await bad('text', Buffer.from('a,b\n1,2\n'))).toEqual([
      'images',
      'images: …/text is not an IDX file: it starts with 612c620a; expected 0000, a type (08, 09, 0b, 0c, 0d or 0e) and 1 to 8 dimensions.',
    ])
    expect((await bad('dims', Buffer.from([0, 0, 8, 255, 0, 0, 0, 1])))[1]).toContain('starts with 000008ff')
  })

  test('a header with an enormous size', async () => {
    expect(await bad('huge', idxBytes(8, [0xffffffff, 0xffffffff, 0xffffffff], []))).toEqual([
      'images',
      'images: the header of …/huge declares 4,294,967,295 × 4,294,967,295 × 4,294,967,295 values; at most 20,000,000 rows and 8 GiB are read.',
    ])
  })

  test('compressed files: too long, too short, damaged', async () => {
    const zeros = gzipSync(Buffer.concat([idxBytes(8, [4, 2, 3], pixels), Buffer.alloc(50_000_000)]))
    expect(await bad('bomb.gz', zeros)).toEqual([
      'images',
      'images: the header of …/bomb.gz declares 4 × 2 × 3 values, 24 bytes, but the file is longer. Copy or download it again.',
    ])
    expect(await bad('cut.gz', gzipSync(images.subarray(0, 35)))).toEqual([
      'images',
      'images: the header of …/cut.gz declares 4 × 2 × 3 values, 24 bytes, but the file has 19. Copy or download it again.',
    ])
    expect(await bad('damaged.gz', gzipSync(images).subarray(0, 25))).toEqual([
      'images',
      'images: the compressed file …/damaged.gz is damaged (Z_BUF_ERROR). Copy or download it again.',
    ])
  })

  test('labels that do not fit', async () => {
    expect(await badLabels('three', idxBytes(8, [3], [1, 2, 3]))).toEqual([
      'labels',
      'labels: there are 4 images but 3 labels. Choose two files that belong together.',
    ])
    expect(await b.problem({ ...idx, labels: 'images' })).toEqual([
      'labels',
      'labels: expected one number per image, but …/images has the shape 4 × 2 × 3. Are images and labels swapped?',
    ])
    expect(await badLabels('floats', idxBytes(13, [4], new Uint8Array(16)))).toEqual([
      'labels',
      'labels: expected whole numbers, but …/floats contains values of type float.',
    ])
  })

  test('a value that is not a finite number', async () => {
    const bytes = Buffer.alloc(16)
    bytes.writeFloatBE(Number.NaN, 8)
    expect(await bad('nan', idxBytes(13, [4], bytes))).toEqual([
      'images',
      'images: row 2 of …/nan (counted from 0) contains a value that is not a finite 32-bit number.',
    ])
  })

  test('a sparse file of 3 GB with a wrong header is refused at once', async () => {
    b.write('sparse', idxBytes(8, [1, 28, 28], []))
    truncateSync(join(b.folder, 'sparse'), 3e9)
    expect((await b.problem({ ...idx, images: 'sparse' }))[1]).toContain(
      '800 bytes, but the file has 3,000,000,000',
    )
  })
})
