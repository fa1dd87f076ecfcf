/** The files of a source of tables: several files as one, and a file of another kind in place of one. */
import { expect, test } from 'vitest'
import { csv } from '../../shared/data/sources/csv.ts'
import {
  dataSources,
  TABLE_EXTENSIONS,
  tableSourceOf,
  withTableFile,
} from '../../shared/data/sources/index.ts'
import { fileFields, moveDataPaths } from '../../shared/document/data-paths.ts'
import { setData } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { createConfig } from '../../shared/fields/index.ts'
import type { Json } from '../../shared/json.ts'

const withSource = (source: { readonly [field: string]: Json }) => ({
  ...emptyDocument('a'),
  data: createDataReference({ type: csv.type, ...source }),
})

test('every file of a source is known, with its place', () => {
  const { source } = withSource({ path: 'a.csv', more_paths: ['b.csv', '', 'c.csv'] }).data
  expect(fileFields(source)).toEqual([
    { field: 'path', path: 'a.csv', index: null },
    { field: 'more_paths', path: 'b.csv', index: 0 },
    { field: 'more_paths', path: 'c.csv', index: 2 },
  ])
})

test('all paths are adjusted when a document moves', () => {
  const document = withSource({ path: 'a.csv', more_paths: ['/x/b.csv', 'c.csv', '/b/d.csv'] })
  expect(moveDataPaths(document, '/a', '/b').data!.source).toMatchObject({
    type: 'csv',
    path: '/a/a.csv',
    more_paths: ['/x/b.csv', '/a/c.csv', 'd.csv'],
  })
  expect(moveDataPaths(document, null, null)).toBe(document)
})

test.each([
  ['t.csv', 'csv'],
  ['T.TSV.GZ', 'csv'],
  ['t.txt.zip', 'csv'],
  ['t.parquet', 'parquet'],
  ['t.ndjson', 'json'],
  ['t.jsonl.gz', 'json'],
  ['t.xlsx', 'excel'],
  ['t.db', 'sqlite'],
  ['t.png', undefined],
  ['t.idx.gz', undefined],
])('%s is a table of the source %s', (name, type) => {
  expect(tableSourceOf(name)?.type).toBe(type)
})

test('no ending is that of two sources', () => {
  expect(new Set(TABLE_EXTENSIONS).size).toBe(TABLE_EXTENSIONS.length)
})

test('a file of another kind keeps the use of the columns and nothing about the reading', () => {
  const source = createConfig(dataSources, 'csv', {
    path: 'a.csv',
    target: ['y', 'z'],
    standardize: false,
    sep: ';',
    na_values: ['-'],
  })
  expect(withTableFile(source, 'b.xlsx')).toEqual(
    createConfig(dataSources, 'excel', { path: 'b.xlsx', target: ['y', 'z'], standardize: false }),
  )
  expect(withTableFile(source, 'b.tsv')).toEqual({ ...source, path: 'b.tsv' })
  expect(withTableFile(source, 'b.data')).toEqual({ ...source, path: 'b.data' })
})

test('a path that is typed chooses the kind', () => {
  const document = withSource({ path: 'a.csv', target: 'y', sep: ';' })
  expect(setData(document, 'source.path', 'b.parquet').data!.source).toEqual(
    createConfig(dataSources, 'parquet', { path: 'b.parquet', target: 'y' }),
  )
  expect(setData(document, 'source.path', 'b.csv').data!.source).toMatchObject({ type: 'csv', sep: ';' })
})
