/** Features that are taken from an earlier preparation are the same as those that are prepared anew. */
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type PreparedData, prepareData } from '../../../electron/engine/data/index.ts'
import { rowFingerprints } from '../../../electron/engine/data/marks/row-fingerprints.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { RightLabel, RowMark } from '../../../shared/data/marks.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { dataFixture, intsOf, reference } from './helper.ts'

const b = dataFixture()
const place = { folder: b.folder, cache: b.cache }
const column = (name: string, ...steps: object[]) => ({
  name,
  type: 'auto' as const,
  steps: steps as never,
  categories: null,
})

const write = (path: string, cellOf: (i: number) => string) =>
  b.write(
    path,
    `size,color,tags,kind,price\n${Array.from({ length: 60 }, (_, i) =>
      [
        cellOf(i),
        ['red', 'green', 'blue'][i % 3],
        ['a;b', 'a', 'b;c'][i % 3],
        ['cat', 'dog', ''][i % 7 === 6 ? 2 : i % 2],
        `${i}.5`,
      ].join(),
    ).join('\n')}\n`,
  )
write('whole.csv', (i) => String((i * 7) % 31))
write('gaps.csv', (i) => (i % 11 === 5 ? '' : String((i * 7) % 31)))
write('broken.csv', (i) => (i === 20 ? 'about 3' : String((i * 7) % 31)))
const dataOf = (path: string, source: object, ...columns: ReturnType<typeof column>[]): DataReference => ({
  ...reference(
    { type: 'csv', path, target: 'kind', features: ['size', 'color'], ...source },
    { validation: 9, test: 9 },
  ),
  columns: [column('color', { type: 'one_hot' }), ...columns],
})
const SCALED = dataOf('whole.csv', {}, column('size', { type: 'standardize' }))
const PLAIN = dataOf('whole.csv', {}, column('size', { type: 'min_max' }))
const DROPPING = dataOf('gaps.csv', {}, column('size', { type: 'drop_missing' }, { type: 'standardize' }))
const BROKEN = dataOf('broken.csv', {}, column('size', { type: 'standardize' }))

type Marked = { readonly [row: number]: 'excluded' | RightLabel }
async function marked(data: DataReference, marks: Marked): Promise<DataReference> {
  const rows = Object.keys(marks).map(Number)
  const fingerprints = await rowFingerprints(data, rows, place)
  const target = String(data.source.target)
  return {
    ...data,
    marks: rows.map((row, i): RowMark => {
      const mark = { row, fingerprint: fingerprints[i]! }
      const label = marks[row]!
      return label === 'excluded' ? { ...mark, excluded: true } : { ...mark, target, label }
    }),
  }
}

const inodeOf = ({ files }: PreparedData) => statSync(files.features).ino
const contentOf = ({ info, files, keptRows, fits }: PreparedData) => ({
  info,
  files: Object.values(files).map((path) => readFileSync(path).toString('hex')),
  kept: keptRows && readFileSync(keptRows).toString('hex'),
  fits: JSON.parse(readFileSync(fits!, 'utf8')),
})
/** Prepared in a cache of its own, which has nothing to take. */
const preparedAnew = (data: DataReference) =>
  prepareData(data, { ...place, cache: mkdtempSync(join(b.folder, 'cache-')) })

/** A row whose label is another one than `dog`. */
const catIn = (rows: readonly number[]): number => rows.find((row) => row % 2 === 0 && row % 7 !== 6)!

/** Rows of the source in a part. */
async function rowsIn(data: DataReference, part: 'train' | 'validation'): Promise<readonly number[]> {
  const { info, files, keptRows } = await prepareData(data, place)
  const kept = keptRows && intsOf(keptRows)
  const order = intsOf(files.order).map((row) => (kept ? kept[row]! : row))
  return [
    ...(part === 'train'
      ? order.slice(0, info.rows.train)
      : order.slice(info.rows.train, info.rows.train + info.rows.validation)),
  ]
}

test.each([
  ['a right label', SCALED, (train: readonly number[]) => ({ [catIn(train)]: 'dog' }), true],
  [
    'an excluded row outside of training',
    SCALED,
    (_: unknown, held: readonly number[]) => ({ [held[0]!]: 'excluded' }),
    true,
  ],
  [
    'an excluded training row, from which a step has learned',
    SCALED,
    (train: readonly number[]) => ({ [train[0]!]: 'excluded' }),
    false,
  ],
  [
    'an excluded training row that changes nothing',
    PLAIN,
    (train: readonly number[]) => ({ [train.find((row) => ![0, 30].includes((row * 7) % 31))!]: 'excluded' }),
    true,
  ],
  [
    'both',
    SCALED,
    (train: readonly number[], held: readonly number[]) => ({
      [catIn(train)]: 'dog',
      [held[0]!]: 'excluded',
    }),
    true,
  ],
  [
    'a right label where a step leaves rows out',
    DROPPING,
    (train: readonly number[]) => ({ [catIn(train)]: 'dog' }),
    false,
  ],
] as const)('%s', async (_, data, marksOf, isTaken) => {
  const before = await prepareData(data, place)
  const own = await marked(
    data,
    marksOf(await rowsIn(data, 'train'), await rowsIn(data, 'validation')) as Marked,
  )
  const after = await prepareData(own, place)
  expect(contentOf(after)).toEqual(contentOf(await preparedAnew(own)))
  expect(after.info.fingerprint).not.toBe(before.info.fingerprint)
  expect(inodeOf(after) === inodeOf(before)).toBe(isTaken)
})

test('other labels of the same rows take the features with the same rows left out', async () => {
  const [first, second] = await rowsIn(SCALED, 'train')
  const one = await prepareData(await marked(SCALED, { [first!]: 'excluded' }), place)
  const other = await marked(SCALED, { [first!]: 'excluded', [second!]: 'dog' })
  const both = await prepareData(other, place)
  expect(inodeOf(both)).toBe(inodeOf(one))
  expect(contentOf(both)).toEqual(contentOf(await preparedAnew(other)))
})

test('a broken row is refused as soon as it is no longer left out', async () => {
  const excluded = await marked(BROKEN, { 20: 'excluded' })
  const before = await prepareData(excluded, place)
  const labelled = await marked(BROKEN, { 20: 'excluded', 22: 'dog' })
  const after = await prepareData(labelled, place)
  expect(inodeOf(after)).toBe(inodeOf(before))
  expect(contentOf(after)).toEqual(contentOf(await preparedAnew(labelled)))
  const included = await marked(BROKEN, { 22: 'dog' })
  await expect(prepareData(included, place)).rejects.toThrow(ProblemError)
})

test('features that are damaged on the disk are not taken', async () => {
  const data = { ...SCALED, split: { ...SCALED.split, seed: 9 } }
  const before = await prepareData(data, place)
  const [first] = await rowsIn(data, 'train')
  const own = await marked(data, { [first!]: 'dog' })
  const bytes = readFileSync(before.files.features)
  bytes[40]! ^= 1
  writeFileSync(before.files.features, bytes)
  const after = await prepareData(own, place)
  expect(contentOf(after)).toEqual(contentOf(await preparedAnew(own)))
})
