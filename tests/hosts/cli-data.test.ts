/** The command line on tables: what `data inspect` prints, and what `train --data` without a document trains. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aligned, shortened } from '../../electron/cli/aligned.ts'
import { suggestedDocument } from '../../electron/cli/suggested-document.ts'
import { tableReport } from '../../electron/cli/table-report.ts'
import { tableReference } from '../../electron/cli/table-source.ts'
import { prepareData } from '../../electron/engine/data/index.ts'
import { inspectTable } from '../../electron/engine/data/inspect.ts'
import { suggest } from '../../shared/data/suggest.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import type { EngineCalls } from '../../shared/ipc/contract/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { fakeCalls } from './fake-calls.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const options = { folder: null, cache: join(folder, 'cache') }
const engine: EngineCalls = fakeCalls({
  inspectTable: (reference) => inspectTable(reference, options),
  describeData: async (reference) => (await prepareData(reference, options)).info,
})
const write = (name: string, lines: readonly string[]) => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  return name
}
const FLOWERS = write('flowers.csv', [
  'id,length,kind',
  ...Array.from({ length: 60 }, (_, i) => `${i + 1},${(i % 2) + (i % 7) / 4},${i % 2 ? '장미' : 'lily'}`),
])

test('a report shows how the file is read, its columns with roles and steps, and the suggestion in a sentence', async () => {
  const reference = tableReference(FLOWERS, {}, folder)
  const profile = await inspectTable(reference, options)
  const lines = tableReport(profile, suggest(profile, reference.source))
  expect(lines[0]).toMatch(/^flowers\.csv · 60 rows · 3 columns · [\d,]+ bytes$/)
  expect(lines.filter((line) => line.startsWith('sep '))).toEqual([expect.stringMatching(/^sep +"," +\S/)])
  const table = lines.slice(lines.findIndex((line) => line.startsWith('column ')))
  expect(table.slice(0, 6)).toEqual([
    'column  type      role     missing  distinct  values                preparation',
    'id      number    ignore         0        60  1 … 60, median 30.5   row number',
    'length  number    feature        0        11  0 … 2.5, median 1.25  standardize',
    'kind    category  target         0         2  lily, 장미            2 classes',
    '',
    'To predict “kind”, learn from 1 column; leave out 1: 1 is a row number or id.',
  ])
})

test('wide characters take two columns, and long texts are cut', () => {
  expect(
    aligned(
      [
        ['장미', '1'],
        ['a', '10'],
      ],
      [1],
    ),
  ).toEqual(['장미   1', 'a     10'])
  expect([shortened('a  long\ntext', 8), shortened('가나다라', 6)]).toEqual(['a long …', '가나…'])
})

test('a table alone gives a document that trains: roles, network and settings, told in a few lines', async () => {
  const lines: string[] = []
  const document = await suggestedDocument(engine, tableReference(FLOWERS, {}, folder), (line) =>
    lines.push(line),
  )
  expect(document.name).toBe('flowers')
  expect(document.data!.source).toMatchObject({ target: 'kind', features: ['length'] })
  expect(Object.values(mainNetwork(document).layers).map(({ type }) => type)).toEqual([
    'Input',
    'Dense',
    'Dense',
    'Output',
  ])
  expect(lines).toEqual([
    'To predict “kind”, learn from 1 column; leave out 1: 1 is a row number or id.',
    'network: Input 1 → Dense 16 relu → Dense 2 softmax → Output sparse_categorical_crossentropy',
    'rows: 48 to train, 6 to validate, 6 to test',
  ])
  const data = (await prepareData(document.data!, options)).info
  expect(analyze(document, data).problems).toEqual([])
})

test('a table with nothing to learn is refused with the reasons', async () => {
  const constant = write('constant.csv', ['x,y', '1,5', '2,5', '4,5'])
  const lines: string[] = []
  const failed = suggestedDocument(engine, tableReference(constant, {}, folder), (line) => lines.push(line))
  await expect(failed).rejects.toThrow('The target “y” has the same value in every row')
})

test('reader options are those of the document, with the names of pandas', () => {
  const { source } = tableReference(
    'a.txt',
    { sep: '\\t', header: '0', na_values: ['-', 'x'], target: ['a', 'b'] },
    '/data',
  )
  expect(source).toMatchObject({
    path: '/data/a.txt',
    sep: '\t',
    header: 0,
    na_values: ['-', 'x'],
    target: ['a', 'b'],
  })
  expect(tableReference('a.txt', { target: ['a'] }, '/data').source).toMatchObject({ target: 'a', sep: null })
  expect(tableReference('a.xlsx', { sheet_name: 'b' }, '/data').source).toMatchObject({
    type: 'excel',
    sheet_name: 'b',
  })
  expect(() => tableReference('a.parquet', { sep: ';' }, '/data')).toThrow(
    '--sep is not an option of a Parquet',
  )
  expect(() => tableReference('a.txt', { header: 'two' }, '/data')).toThrow(/^--header must be .* not/)
})
