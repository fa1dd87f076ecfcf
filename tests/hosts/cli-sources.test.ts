/** Every kind of data that the command line can be given: looked at, trained with a suggested network, and in place of a document's own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { dataReference, matchingFiles } from '../../electron/cli/data-source.ts'
import { pictureReport } from '../../electron/cli/picture-report.ts'
import { suggestedDocument } from '../../electron/cli/suggested-document.ts'
import { tableReport } from '../../electron/cli/table-report.ts'
import { prepareData } from '../../electron/engine/data/index.ts'
import { inspectTable } from '../../electron/engine/data/inspect.ts'
import { isTableSource } from '../../shared/data/sources/index.ts'
import { suggest } from '../../shared/data/suggest.ts'
import type { EngineCalls } from '../../shared/ipc/contract/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { idxBytes } from '../engine/data/helper.ts'
import { writeParquet } from '../engine/data/table/duck.ts'
import { book, rowsXml } from '../engine/data/table/workbook.ts'
import { zipFile } from '../setup/zip-file.ts'
import { fakeCalls } from './fake-calls.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const options = { folder: null, cache: join(folder, 'cache') }
const engine: EngineCalls = fakeCalls({
  inspectTable: (reference) => inspectTable(reference, options),
  describeData: async (reference) => (await prepareData(reference, options)).info,
})

const ROWS = 60
const rows = Array.from(
  { length: ROWS },
  (_, i) => [(i * 7) % 31, ((i * 13) % 37) / 4, ['a', 'b', 'c'][i % 3]!] as const,
)
const lines = (sep: string, from = 0, to = ROWS) =>
  [['x', 'y', 'kind'], ...rows.slice(from, to)].map((row) => row.join(sep)).join('\n')
const objects = rows.map(([x, y, kind]) => ({ x, y, kind }))

beforeAll(async () => {
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
  mkdirSync(join(folder, 'parts'))
  mkdirSync(join(folder, 'digits'))
  write('table.csv', lines(','))
  write('table.tsv', lines('\t'))
  write('table.csv.gz', gzipSync(lines(',')))
  write('table.csv.zip', zipFile([{ name: 'table.csv', data: Buffer.from(lines(',')) }]))
  write(
    'places.txt',
    rows.map(([x, y, kind]) => `${String(x).padStart(3)}${String(y).padStart(6)}  ${kind}`).join('\n'),
  )
  write('parts/1.csv', lines(',', 0, 20))
  write('parts/2.csv', lines(',', 20, 40))
  write('parts/3.csv', lines(',', 40))
  write('table.json', JSON.stringify(objects))
  write('table.ndjson', objects.map((row) => JSON.stringify(row)).join('\n'))
  const values = rows.map(([x, y, kind]) => `(${x}, ${y}, '${kind}')`).join(', ')
  await writeParquet(join(folder, 'table.parquet'), `SELECT * FROM (VALUES ${values}) AS t(x, y, kind)`)
  write('book.xlsx', book({ rows: rowsXml([['x', 'y', 'kind'], ...rows]) }))
  write(
    'digits/train-images-idx3-ubyte',
    idxBytes(
      8,
      [ROWS, 4, 4],
      rows.flatMap(([x]) => Array.from({ length: 16 }, () => x)),
    ),
  )
  write(
    'digits/train-labels-idx1-ubyte.gz',
    gzipSync(
      idxBytes(
        8,
        [ROWS],
        rows.map((_, i) => i % 3),
      ),
    ),
  )
})

interface SourceCase {
  readonly paths: readonly string[]
  readonly type: string
  readonly values?: { readonly [option: string]: string | string[] }
}
const SOURCES: readonly SourceCase[] = [
  { paths: ['table.csv'], type: 'csv' },
  { paths: ['table.tsv'], type: 'csv' },
  { paths: ['table.csv.gz'], type: 'csv' },
  { paths: ['table.csv.zip'], type: 'csv' },
  { paths: ['places.txt'], type: 'csv', values: { widths: '3,6,3', header: '0', target: ['column2'] } },
  { paths: ['parts/*.csv'], type: 'csv' },
  { paths: ['parts/1.csv', 'parts/2.csv', 'parts/3.csv'], type: 'csv' },
  { paths: ['parts/1.csv'], type: 'csv', values: { more_paths: ['parts/2.csv', 'parts/3.csv'] } },
  { paths: ['table.parquet'], type: 'parquet' },
  { paths: ['table.json'], type: 'json' },
  { paths: ['table.ndjson'], type: 'json' },
  { paths: ['book.xlsx'], type: 'excel', values: { sheet_name: 'One' } },
  { paths: ['digits'], type: 'idx' },
  { paths: ['digits/train-images-idx3-ubyte'], type: 'idx' },
]

describe.each(SOURCES)('$paths $values', ({ paths, type, values = {} }) => {
  const reference = () => dataReference(paths, values, folder)

  test('data inspect', async () => {
    const { source, split } = reference()
    expect(source.type).toBe(type)
    const report = isTableSource(source)
      ? await inspectTable(reference(), options).then((profile) =>
          tableReport(profile, suggest(profile, source, [], split)),
        )
      : pictureReport((await prepareData(reference(), options)).info)
    expect(report[0]).toContain(`${ROWS} rows`)
  })

  test('train --data without a document', async () => {
    const told: string[] = []
    const document = await suggestedDocument(engine, reference(), (line) => told.push(line))
    const { info } = await prepareData(document.data!, options)
    expect(analyze(document, info).problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(info.targets[0]).toMatchObject({ kind: 'classes' })
    expect(info.rows).toEqual({ train: 48, validation: 6, test: 6 })
    expect(told.at(-1)).toBe('rows: 48 to train, 6 to validate, 6 to test')
  })
})

test('the sample by its name', () => {
  expect(dataReference(['fashion_mnist'], {}, folder).source).toEqual({ type: 'fashion_mnist' })
})

test('a database, or what it needs', async () => {
  const file = join(folder, 'table.sqlite')
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined
  if (!sqlite) {
    writeFileSync(file, '')
    const inspected = inspectTable(dataReference([file], { table: 'flowers' }, folder), options)
    await expect(inspected).rejects.toThrow(/which this Node .* cannot read/)
    return
  }
  const database = new sqlite.DatabaseSync(file)
  database.exec('CREATE TABLE flowers (x REAL, kind TEXT)')
  for (const [x, , kind] of rows) database.exec(`INSERT INTO flowers VALUES (${x}, '${kind}')`)
  database.close()
  const profile = await inspectTable(dataReference([file], { table: 'flowers' }, folder), options)
  expect(profile.rows).toBe(ROWS)
})

test('what names no data is refused with the reason', () => {
  expect(() => dataReference(['parts/*.tsv'], {}, folder)).toThrow('no file is called parts/*.tsv')
  expect(() => dataReference(['none/*'], {}, folder)).toThrow('no file is called none/*')
  expect(() => dataReference(['table.parquet', 'table.csv'], {}, folder)).toThrow(
    'a Parquet table is one file, not 2',
  )
  expect(() => dataReference(['digits'], { sep: ';' }, folder)).toThrow('--sep is an option of tables')
  expect(() => dataReference(['digits', 'table.csv'], {}, folder)).toThrow(
    'only tables may be in several files',
  )
  writeFileSync(join(folder, 'a*.csv'), lines(','))
  expect(matchingFiles(['a*.csv', 'parts/?.csv'], folder)).toEqual([
    'a*.csv',
    'parts/1.csv',
    'parts/2.csv',
    'parts/3.csv',
  ])
})
