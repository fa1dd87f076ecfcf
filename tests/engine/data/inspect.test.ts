/** Looking at a table: statistics with their cache, rows as texts, sources that are no tables. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareData } from '../../../electron/engine/data/index.ts'
import { inspectTable, tableFills, tableRows } from '../../../electron/engine/data/inspect.ts'
import { previewTable } from '../../../electron/engine/data/preview-table.ts'
import { settingsOf } from '../../../shared/data/columns.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { reference, temporaryFolder } from './helper.ts'

const folder = temporaryFolder()
const options = { folder, cache: join(folder, 'cache') }
const csv = (name: string, lines: readonly string[]) => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  return reference({ type: 'csv', path: name })
}
const profilesIn = (at: string): string[] =>
  readdirSync(at, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('profile.json'))

test('the statistics of a file are kept beside its table, for each target', async () => {
  const data = csv('a.csv', [
    'a,b,kind',
    ...Array.from({ length: 40 }, (_, i) => `${i},${i * 0.5},${i % 2 ? 'u' : 'v'}`),
  ])
  const profile = await inspectTable(data, options)
  expect(profile).toMatchObject({
    title: 'a.csv',
    rows: 40,
    sampled: null,
    classes: ['u', 'v'],
    duplicates: 0,
  })
  expect(profile.columns.map(({ name, type, distinct }) => [name, type, distinct])).toEqual([
    ['a', 'number', 40],
    ['b', 'number', 40],
    ['kind', 'category', 2],
  ])
  const kept = profilesIn(options.cache)
  expect(kept).toHaveLength(1)
  expect(await inspectTable(data, options)).toEqual(profile)
  expect(profilesIn(options.cache)).toEqual(kept)
  const other = { ...data, source: { ...data.source, target: 'b' } }
  expect((await inspectTable(other, options)).classes).toBeNull()
  expect(profilesIn(options.cache)).toHaveLength(2)
  // Damaged statistics are computed again.
  writeFileSync(join(options.cache, kept[0]!), '{}')
  expect(await inspectTable(data, options)).toEqual(profile)
})

test('statistics of all rows are kept as well, and are the answer from then on', async () => {
  const n = 200_500
  const data = csv('many.csv', ['a,b', ...Array.from({ length: n }, (_, i) => `${i},${i % 7}`)])
  expect(await inspectTable(data, options)).toMatchObject({ rows: n, sampled: 200_000 })
  const exact = await inspectTable(data, { ...options, isExact: true })
  expect(exact.sampled).toBeNull()
  expect(exact.columns[0]!.numbers!.quantiles[2]).toBe((n - 1) / 2)
  expect(await inspectTable(data, options)).toEqual(exact)
})

test('rows are texts, null where missing, up to the end of the table', async () => {
  const data = csv('rows.csv', ['a,kind', '1.5,u', ',v', '3,u'])
  const rows = await tableRows(data, { from: 1, count: 10 }, options)
  expect(rows.map(({ cells }) => cells)).toEqual([
    [null, 'v'],
    ['3', 'u'],
  ])
  expect(await tableRows(data, { from: 3, count: 10 }, options)).toEqual([])
})

test('rows of a wide table have the columns that are asked for', async () => {
  const line = (cell: (i: number) => string) => Array.from({ length: 3000 }, (_, i) => cell(i)).join(',')
  const data = csv('wide.csv', [line((i) => `c${i}`), line((i) => `${i / 2}`), line((i) => `${i / 4}`)])
  const rows = await tableRows(data, { from: 0, count: 5, columns: [2999, 4, 3000] }, options)
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['1499.5', '2', null],
    ['749.75', '1', null],
  ])
})

test('rows name the part that the split gives them', async () => {
  const data = {
    ...csv('parts.csv', [
      'a,kind',
      ...Array.from({ length: 20 }, (_, i) => `${i},${i === 3 ? '' : i % 2 ? 'u' : 'v'}`),
    ]),
    split: { method: 'train_test_split' as const, validation: 0.2, test: 0.2, seed: 1, stratify: true },
  }
  const partsOf = async () => (await tableRows(data, { from: 0, count: 20 }, options)).map(({ part }) => part)
  const { info } = await prepareData(data, options)
  const parts = await partsOf()
  expect(info.rows).toEqual({ train: 11, validation: 4, test: 4 })
  for (const part of ['train', 'validation', 'test'] as const)
    expect(parts.filter((each) => each === part)).toHaveLength(info.rows[part])
  expect(parts.indexOf(null)).toBe(3)
})

test('rows have what the steps make of them, and what fills their gaps is known', async () => {
  const fill = { type: 'fill', strategy: 'median' }
  const data = {
    ...csv('filled.csv', ['a,c,d,kind', '1,x,1,u', ',,,v', '3,y,4,', '5,y,9,u']),
    columns: [
      { ...settingsOf([], 'a'), steps: [fill, { type: 'standardize' }] },
      { ...settingsOf([], 'c'), steps: [{ type: 'fill', strategy: 'most_frequent' }, { type: 'ordinal' }] },
      // Filled after a change: no value of the column.
      { ...settingsOf([], 'd'), steps: [{ type: 'log1p' }, fill] },
    ],
  }
  expect(await tableFills(data, options)).toEqual([
    { column: 'a', fill: 3 },
    { column: 'c', fill: 'x' },
  ])
  const range = { from: 1, count: 3 }
  const rows = await tableRows(data, { ...range, isPrepared: true }, options)
  const [gap, left, last] = rows.map(({ prepared }) => prepared)
  expect(left).toBeNull()
  expect(gap![0]).toBeCloseTo(0, 6)
  expect([gap![1], last![1]]).toEqual([0, 1])
  expect(last![2]).toBeCloseTo(Math.log(10), 6)
  expect((await tableRows(data, range, options))[0]).not.toHaveProperty('prepared')
  expect(await tableFills({ ...data, columns: [] }, options)).toEqual([])
})

test('a source that is no table is refused, also one that is unknown', async () => {
  for (const type of ['fashion_mnist', 'csv2']) {
    const failed = await inspectTable(reference({ type }), options).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(ProblemError)
    expect((failed as ProblemError).problems[0]).toMatchObject({ code: 'data_no_table', field: 'source' })
  }
})

test('pictures are looked for beside the table, and nowhere else', async () => {
  mkdirSync(join(folder, 'pictures'))
  writeFileSync(join(folder, 'pictures', '1.png'), '')
  const paths = ['pictures/1.png', 'pictures/2.png', '../secret.png', '/etc/secret.jpg', 'pictures/3.png']
  const data = csv('pictures.csv', ['image,label', ...paths.map((path, i) => `${path},${i % 2}`)])
  const { problems } = await inspectTable(data, options)
  expect(problems.map(({ code }) => code)).toEqual(['data-pictures'])
  expect(problems[0]!.message.en).toContain(
    'paths of 5 pictures, and 2 of them are not there, first “pictures/2.png”',
  )
})

test('a large table shows its columns from the first lines, with an estimate of the rows', async () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => `${(i % 977) / 4},${i % 3 ? 'u' : 'v'},some words`)
  const data = csv('large.csv', ['a,kind,words', ...rows])
  const preview = await previewTable(data, options)
  expect(preview!.title).toBe('large.csv')
  expect(preview!.estimatedRows).toBeGreaterThan(290_000)
  expect(preview!.estimatedRows).toBeLessThan(310_000)
  expect(preview!.rows).toBeLessThan(100_000)
  const profile = await inspectTable(data, options)
  expect(profile.rows).toBe(300_000)
  expect(profile.estimatedRows).toBeUndefined()
  const facts = (each: typeof profile) => each.columns.map(({ name, type }) => [name, type])
  expect(facts(preview!)).toEqual(facts(profile))
})

test('a small table has no preview, nor one whose first lines are no table', async () => {
  expect(await previewTable(csv('small.csv', ['a,b', '1,2']), options)).toBeNull()
  expect(await previewTable(csv('line.csv', ['x'.repeat(5_000_000)]), options)).toBeNull()
  writeFileSync(join(folder, 'noise.csv'), Buffer.alloc(5_000_000, 0))
  expect(await previewTable(reference({ type: 'csv', path: 'noise.csv' }), options)).toBeNull()
  await expect(previewTable(reference({ type: 'csv', path: 'none.csv' }), options)).rejects.toThrow(
    ProblemError,
  )
})

test('classes that are written as numbers have the order in which they are trained', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i * 1.5},${[2, 10, 1][i % 3]}`)
  const data = {
    ...csv('sizes.csv', ['x,size', ...lines]),
    columns: [{ ...settingsOf([], 'size'), type: 'category' as const }],
  }
  expect((await inspectTable(data, options)).classes).toEqual(['1', '2', '10'])
  expect((await prepareData(data, options)).info.targets[0].classes).toEqual(['1', '2', '10'])
})

test('“NA” is a class in every target, and missing elsewhere', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i * 1.5},${i % 3 ? 'u' : 'NA'},${i % 2 ? 'p' : 'q'}`)
  const data = csv('regions.csv', ['x,region,kind', ...lines])
  const missingFor = async (target: string | string[]) =>
    (await inspectTable({ ...data, source: { ...data.source, target } }, options)).columns[1]!.missing
  expect(await missingFor('kind')).toBe(10)
  expect(await missingFor(['kind', 'region'])).toBe(0)
})

test('a lost list of the rows that have a target is written again', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i * 1.5},${i < 10 ? '' : i % 2 ? 'p' : 'q'}`)
  const data = csv('gaps.csv', ['x,kind', ...lines])
  const parts = async () =>
    (await tableRows(data, { from: 0, count: 30 }, options)).map(({ part }) => part !== null)
  const isKept = lines.map((_, i) => i >= 10)
  expect(await parts()).toEqual(isKept)
  const { keptRows, fits } = await prepareData(data, options)
  for (const path of [keptRows!, fits!]) {
    rmSync(path)
    await prepareData(data, options)
    expect(existsSync(path)).toBe(true)
  }
  expect(await parts()).toEqual(isKept)
})

test('more bad cells than are kept: the first ones are shown', async () => {
  const lines = Array.from({ length: 100_010 }, (_, i) => `word ${i},${i % 2}`)
  const data = {
    ...csv('words.csv', ['word,kind', ...lines]),
    columns: [{ ...settingsOf([], 'word'), type: 'number' as const }],
  }
  const rows = await tableRows(data, { from: 99_999, count: 2 }, options)
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['word 99999', '1'],
    [null, '0'],
  ])
})
