/** The cache of prepared data: it is reused while intact, recreated when damaged, and never partial. */
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder } from '../../../electron/engine/cache/cache-folder.ts'
import { createAtomically } from '../../../electron/engine/data/atomic-folder.ts'
import {
  BLOCK,
  hasSize,
  isIntact,
  openChecked,
  writeChecked,
} from '../../../electron/engine/data/checked-file.ts'
import { prepareData } from '../../../electron/engine/data/index.ts'
import { progressOf } from '../../../electron/engine/data/progress.ts'
import { placesOf, preparedOrNull } from '../../../electron/engine/data/row-parts.ts'
import { texts } from '../../../electron/engine/data/texts.ts'
import { readData } from '../../../electron/engine/worker/data-files.ts'
import type { RunJob } from '../../../electron/engine/worker/messages.ts'
import { placeOf } from '../../../shared/data/place-text.ts'
import type { Text } from '../../../shared/text.ts'
import { dataFixture, floatsOf, intsOf, reference } from './helper.ts'

const b = dataFixture()
const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`)
const content = `x,y\n${rows.join('\n')}\n`
const source = { type: 'csv', path: b.write('table.csv', content), standardize: false }

/** Flips one bit in one byte of a file. */
function flipBit(path: string, at: number): void {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, at)
  byte[0]! ^= 1
  writeSync(file, byte, 0, 1, at)
  closeSync(file)
}

test('rows, order and features agree', async () => {
  const { info, files, featureSize } = await b.prepare(source, { validation: 8, test: 0.1 })
  expect(info.rows).toEqual({ train: 28, validation: 8, test: 4 })
  expect(info.fingerprint).toMatch(/^[0-9a-f]{64}$/)
  expect(featureSize).toBe(1)
  expect(intsOf(files.order).sort((p, q) => p - q)).toEqual(floatsOf(files.features))
})

test('a second call uses the cache; another seed is prepared from the same table', async () => {
  const messages: string[] = []
  const call = (seed: number) =>
    prepareData(reference(source, { seed }), {
      folder: b.folder,
      cache: b.cache,
      report: (_, text) => messages.push(text.en),
    })
  const first = await call(5)
  messages.length = 0
  const repeated = await call(5)
  expect(messages).toEqual([])
  expect(repeated).toEqual(first)
  const other = await call(6)
  expect(messages[0]).toBe('Splitting the rows')
  expect(other.folder).toBe(first.folder)
  expect(other.files.order).not.toBe(first.files.order)
})

test('the part of each row of the table, also where rows without a target have left', async () => {
  const path = b.write('gaps.csv', `x,y\n${rows.map((row, i) => (i % 8 === 5 ? `${i},` : row)).join('\n')}\n`)
  const gaps = { type: 'csv', path, target: 'y' }
  const split = { validation: 6, test: 5 }
  const { files, info } = await b.prepare(gaps, split)
  const prepared = await preparedOrNull(reference(gaps, split), { folder: b.folder, cache: b.cache }, 'gaps')
  const { partOf, placeOf } = placesOf(prepared!)
  const parts = rows.map((_, row) => partOf(row))
  expect(parts.filter((part) => part === null)).toHaveLength(5)
  expect(parts[5]).toBeNull()
  for (const part of ['train', 'validation', 'test'] as const)
    expect(parts.filter((each) => each === part)).toHaveLength(info.rows[part])
  // The first training row, among the rows that are kept.
  const kept = rows.map((_, row) => row).filter((row) => row % 8 !== 5)
  expect(parts[kept[intsOf(files.order)[0]!]!]).toBe('train')
  expect(rows.map((_, row) => placeOf(row)).filter((place) => place >= 0)).toEqual(kept.map((_, i) => i))
  expect([placeOf(5), placeOf(rows.length)]).toEqual([-1, -1])
  const options = { folder: b.folder, cache: b.cache }
  expect(await preparedOrNull(reference({ type: 'csv', path, target: 'z' }), options, 'gaps')).toBeNull()
})

test('a table that cannot be prepared is not prepared again for each group of rows', async () => {
  const path = b.write('holes.csv', `x,y\n1,2.5\n,3.5\n3,4.5\n`)
  const messages: string[] = []
  const options = {
    folder: b.folder,
    cache: b.cache,
    report: (_: number, text: Text) => void messages.push(text.en),
  }
  const holes = reference({ type: 'csv', path })
  expect(await preparedOrNull(holes, options, 'first')).toBeNull()
  expect(messages).toContain('Preparing column 1 of 1: "x"')
  messages.length = 0
  expect(await preparedOrNull(holes, options, 'first')).toBeNull()
  expect(messages).toEqual([])
  // The file has changed, so its table is another one.
  await preparedOrNull(holes, options, 'second')
  expect(messages).toContain('Preparing column 1 of 1: "x"')
})

test('damaged files are recreated', async () => {
  const good = await b.prepare(source, { validation: 4 })
  for (const path of [good.files.features, good.files.targets, good.files.order]) {
    const before = readFileSync(path)
    truncateSync(path, 5)
    expect((await b.prepare(source, { validation: 4 })).info).toEqual(good.info)
    expect(readFileSync(path)).toEqual(before)
  }
  writeFileSync(join(good.files.features, '..', 'info.json'), '{"title":')
  expect((await b.prepare(source, { validation: 4 })).info).toEqual(good.info)
})

test('one wrong byte is detected when it is read; the data is recreated, which is reported', async () => {
  const path = b.write('weighed.csv', `w,x,y\n${rows.map((row) => `1,${row}`).join('\n')}\n`)
  const weighed = { type: 'csv', path, sample_weight: 'w' }
  const split = { validation: 4 }
  const good = await b.prepare(weighed, split)
  const { features, targets, order } = good.files
  const job = { info: good.info, files: good.files } as RunJob
  const before = readData(job)
  for (const [path, at] of [
    [features, 17],
    [targets, 0],
    // The weights follow the classes.
    [targets, rows.length * 4 + 2],
    [order, 9],
    [`${features}.crc32`, 3],
    [`${order}.crc32`, 0],
  ] as const) {
    const bytes = readFileSync(path)
    flipBit(path, at)
    expect(() => readData(job)).toThrow(/differs from what was written/)
    const messages: string[] = []
    const repeated = await prepareData(reference(weighed, split), {
      folder: b.folder,
      cache: b.cache,
      contents: true,
      report: (_, text) => messages.push(text.en),
    })
    expect(messages).toContain('The prepared data in the cache was damaged; preparing it again')
    expect(repeated).toEqual(good)
    expect(readFileSync(path)).toEqual(bytes)
    expect(readData(job)).toEqual(before)
  }
})

test('results computed from damaged rows are not cached', async () => {
  const path = b.write('measured.csv', content)
  const source = { type: 'csv', path }
  const good = await b.prepare(source, { validation: 4, seed: 7 })
  const first = await b.prepare(source, { validation: 4 })
  // The other split is computed from the same rows.
  rmSync(join(good.files.order, '..'), { recursive: true })
  flipBit(first.files.features, 30)
  expect(await b.prepare(source, { validation: 4, seed: 7 })).toEqual(good)
})

test('the metadata of the rows is checked as the rows are', async () => {
  const good = await b.prepare(source, { validation: 4 })
  const path = join(good.files.order, '..', 'info.json')
  // Another number of rows that is still a valid number.
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"count":4\d/, '"count":30'))
  expect((await b.prepare(source, { validation: 4 })).info).toEqual(good.info)
})

test('each block of a large file has its own checksum', async () => {
  const path = join(b.folder, 'large')
  await writeChecked(path, [new Uint8Array(BLOCK - 3).fill(7), new Uint8Array(9).fill(8)])
  expect(readFileSync(`${path}.crc32`, 'utf8')).toMatch(/^[0-9a-f]{8}\n[0-9a-f]{8}\n$/)
  expect([await hasSize(path, BLOCK + 6), await isIntact(path)]).toEqual([true, true])
  const reader = openChecked(path)
  reader.fill(new Uint8Array(5))
  flipBit(path, BLOCK + 1)
  reader.fill(new Uint8Array(BLOCK - 5))
  expect(() => reader.fill(new Uint8Array(6))).toThrow(/differs from what was written/)
  reader.close()
  expect(await isIntact(path)).toBe(false)
})

test('a changed file is read again, even if its modification time is restored', async () => {
  const path = join(b.folder, 'changing.csv')
  const time = new Date(2020, 1, 1)
  const write = (text: string) => {
    writeFileSync(path, text)
    utimesSync(path, time, time)
  }
  write('x,y\n1,a\n2,b\n')
  const before = await b.prepare({ type: 'csv', path, standardize: false })
  write('x,y\n7,a\n8,b\n')
  const after = await b.prepare({ type: 'csv', path, standardize: false })
  expect(floatsOf(after.files.features)).toEqual([7, 8])
  expect(after.info.fingerprint).not.toBe(before.info.fingerprint)
})

test('concurrent calls all get complete data and leave no temporary files', async () => {
  const path = b.write('both.csv', content)
  const both = await Promise.all([1, 2, 3].map(() => b.prepare({ type: 'csv', path }, { validation: 10 })))
  expect(both[1]).toEqual(both[0])
  expect(both[2]).toEqual(both[0])
  const leftovers = readdirSync(b.cache, { recursive: true }).filter((name) =>
    String(name).includes('making-'),
  )
  expect(leftovers).toEqual([])
})

test('a reader that fails leaves no files', async () => {
  await b.prepare(source)
  const previousCount = readdirSync(join(b.cache, 'data')).length
  await b.problem({ type: 'csv', path: b.write('bad.csv', 'x,y\n1,a\n2,b,3\n') })
  expect(readdirSync(join(b.cache, 'data')).length).toBe(previousCount)
})

test('a preparation that fails leaves no files beside the table', async () => {
  const path = b.write('words.csv', 'x,y\n1,a\nz,b\nw,a\n')
  await b.problem({ type: 'csv', path })
  const tables = readdirSync(join(b.cache, 'data')).map((name) => join(b.cache, 'data', name))
  const left = tables.flatMap((folder) => readdirSync(folder)).filter((name) => name.startsWith('making-'))
  expect(left).toEqual([])
})

test('a full disk is reported as such', async () => {
  const diskFull = Object.assign(new Error('write'), { code: 'ENOSPC' })
  const result = createAtomically(
    join(b.cache, 'full'),
    async () => false,
    () => Promise.reject(diskFull),
    progressOf({}),
  )
  await expect(result).rejects.toThrow(
    `The disk is full: the prepared data does not fit into ${b.cache}. Free some space, or set LAYERLOOM_CACHE to a folder on another disk.`,
  )
})

test('a cache folder that is a file', async () => {
  const cache = join(b.folder, b.write('file', ''))
  await expect(prepareData(reference(source), { folder: b.folder, cache })).rejects.toThrow(
    /^The cache folder .* cannot be written to \((ENOTDIR|EEXIST)\)\. Set LAYERLOOM_CACHE to a folder that you can write to\.$/,
  )
})

test('an override replaces the path', async () => {
  b.write('other.csv', 'x,y\n100,a\n200,b\n')
  const data = await b.prepare(source, {}, 'other.csv')
  expect(floatsOf(data.files.features)).toEqual([100, 200])
})

test('an override of another kind of table is read as that kind; a table is no picture', async () => {
  b.write('other.json', '[{"x": 7, "y": "a"}, {"x": 9, "y": "b"}]')
  const data = await b.prepare({ ...source, sep: ';', more_paths: ['none.csv'] }, {}, 'other.json')
  expect(floatsOf(data.files.features)).toEqual([7, 9])
  await expect(b.prepare({ type: 'idx', images: 'i', labels: 'l' }, {}, 'other.json')).rejects.toThrow(
    /^The document’s data are IDX files, but other\.json is a table\. Choose a file of the same kind/,
  )
})

test('a split that leaves no training rows, or an invalid split', async () => {
  expect(await b.problem(source, { validation: 30, test: 0.25 })).toEqual([
    'validation',
    'The split takes 30 validation and 10 test rows of 40, which leaves none for training. Use fewer.',
  ])
  expect(await b.problem(source, { test: -0.1 })).toEqual([
    'test',
    'test of the split: expected a fraction from 0 to below 1 or a whole number of rows, received -0.1.',
  ])
  expect((await b.problem(source, { validation: 1.5 }))[0]).toBe('validation')
  expect((await b.problem(source, { validation: Number.NaN }))[0]).toBe('validation')
})

test('an unknown source and an invalid field', async () => {
  expect(await b.problem({ type: 'toString' })).toEqual([
    'source',
    'There is no data source named "toString". Choose one of fashion_mnist, idx, csv, parquet, json, excel, sqlite.',
  ])
  expect(await b.problem({ type: 'csv', path: 7 })).toEqual([
    'path',
    'path of the data source: expected text, received 7.',
  ])
})

test('a relative path needs a saved document', async () => {
  await expect(prepareData(reference(source), { folder: null, cache: b.cache })).rejects.toThrow(
    'path: "table.csv" is relative to the document’s folder, but the document is not saved yet. Save it, or enter a full path.',
  )
})

test('the environment decides where the cache is', () => {
  const before = process.env.LAYERLOOM_CACHE
  try {
    process.env.LAYERLOOM_CACHE = b.folder
    expect(cacheFolder('/elsewhere')).toBe(b.folder)
    delete process.env.LAYERLOOM_CACHE
    expect(cacheFolder('/elsewhere')).toBe('/elsewhere')
  } finally {
    if (before !== undefined) process.env.LAYERLOOM_CACHE = before
  }
})

test('every message exists in both languages', () => {
  // Functions get sample arguments; the test only checks that there is a text in each language.
  for (const [name, entry] of Object.entries(texts)) {
    const call = entry as unknown as (...args: unknown[]) => { en: string; ko: string }
    const message = typeof entry === 'function' ? call(...sampleArguments(name)) : entry
    expect(message.en, name).toMatch(/\S/)
    expect(message.ko, name).toMatch(/[가-힣]/)
    expect(`${message.en}${message.ko}`, name).not.toMatch(/undefined|NaN|\[object/)
  }
})

/** Sample arguments by the name of the message. */
function sampleArguments(name: string): unknown[] {
  const argumentsByName: { readonly [name: string]: unknown[] } = {
    noReader: ['x', ['a', 'b']],
    noPictures: [[28, 28]],
    field: ['path', { en: 'text', ko: '글자' }, '7'],
    split: [1, 2, 3],
    idxCount: [1, 2],
    idxSize: ['images', 'p', [1, 2], 3, 4],
    idxMore: ['images', 'p', [1, 2], 3],
    idxEmpty: ['images', 'p', [0, 2]],
    idxTooLarge: ['images', 'p', [1, 2], 3, 4],
    idxShort: ['images', 'p', 3, 4],
    idxLabelShape: ['p', [1, 2]],
    idxMismatch: ['p', [1], [2]],
    idxNotFinite: ['p', 1],
    missing: ['path', 'p', '/p'],
    notFile: ['path', 'p', true],
    noColumn: ['target', 'x', ['a', 'b']],
    sampleContent: [7000, [1, 2]],
    sampleSkipped: [2],
    readingRows: ['p', 3],
    tooManyClasses: ['y', 3, 4],
    csvLine: ['p', 1, 2],
    csvColumns: ['p', 1, 2],
    csvRows: ['p', 1, 2],
    missingValues: ['x', 1, placeOf(null, 4)],
    noFeatures: [['x']],
    columnTwice: ['target', 'x', 'features'],
    weightRange: ['x', placeOf(3, 1), '-1'],
    tooManyTargets: [65, 64],
    noteNotStratified: ['test', { reason: 'single row', codes: [0] }, ['a'], 'train'],
  }
  return argumentsByName[name] ?? ['a', 'b', 'c']
}

test('the exact Korean messages', () => {
  expect(texts.missing('path', 'a.csv', '/d/a.csv').ko).toBe(
    'path: "a.csv" 파일이 없습니다(찾은 곳: /d/a.csv).',
  )
  expect(texts.missingValues('나이', 3, placeOf(5, 3)).ko).toBe(
    '"나이" 열에 빈 값이 3개 있고 첫 번째는 5번째 줄입니다. 채우거나 그 행을 지우세요.',
  )
  expect(texts.idxCount(4, 3).ko).toBe(
    'labels: 이미지는 4개인데 레이블은 3개입니다. 짝이 맞는 두 파일을 고르세요.',
  )
  expect(texts.sampleSkipped(2).ko).toBe('예제 데이터에서 손상된 이미지 2장을 뺐습니다.')
})
