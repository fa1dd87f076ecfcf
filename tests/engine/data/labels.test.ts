/** Multi-label targets of tables: cells that list labels, and columns of 0 and 1. */
import { expect, test } from 'vitest'
import { prepareData } from '../../../electron/engine/data/index.ts'
import { inspectTable } from '../../../electron/engine/data/inspect.ts'
import { openColumn } from '../../../electron/engine/data/prepare-table/column-values.ts'
import type { Table } from '../../../electron/engine/data/table/table.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { suggest } from '../../../shared/data/suggest.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import type { Json } from '../../../shared/json.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { memoryTable, textColumn } from '../../support/memory-table.ts'
import { dataFixture, floatsOf, intsOf } from './helper.ts'

const b = dataFixture()
const table = (name: string, header: string, rows: readonly string[]) =>
  b.write(name, [header, ...rows].join('\n'))

const reference = (
  source: { readonly [field: string]: Json },
  step: object | null = null,
  split: object = {},
): DataReference => ({
  ...createDataReference({ type: 'csv', ...source }),
  columns: step
    ? [
        {
          name: String(source.target),
          type: 'auto',
          steps: [{ type: 'multi_label', ...step }] as never,
          categories: null,
        },
      ]
    : [],
  split: {
    method: 'column',
    column: 'part',
    validation: 0,
    test: 0,
    seed: 1,
    stratify: true,
    ...split,
  } as never,
})
const problems = async (data: DataReference): Promise<readonly string[]> => {
  try {
    await prepareData(data, b)
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ message }) => message.en)
    throw error
  }
  return []
}
/** The labels of each row in the order of the file. */
async function prepared(data: DataReference) {
  const { info, files } = await prepareData(data, b)
  const values = floatsOf(files.targets)
  const { classes } = info.targets[0]
  const rows = Array.from({ length: values.length / classes.length }, (_, row) =>
    classes.filter((_, label) => values[row * classes.length + label] === 1),
  )
  return { info, rows, order: intsOf(files.order) }
}

const FILMS = table('films.csv', 'part,length,genres', [
  'train,90,"drama, war"',
  'train,95,"comedy"',
  'test,100,"comedy,musical"',
  'train,80,',
  'val,85,"war, comedy,"',
  'train,110,"Drama,war"',
])

test('cells become labels of the training rows, sorted as in Python; an empty cell has none', async () => {
  const { info, rows } = await prepared(reference({ path: FILMS, target: 'genres' }, { sep: ',' }))
  expect(info.targets).toEqual([
    {
      name: 'genres',
      kind: 'labels',
      classes: ['Drama', 'comedy', 'drama', 'war'],
      counts: { train: [1, 1, 1, 2], validation: [0, 1, 0, 1], test: [0, 1, 0, 0] },
    },
  ])
  expect(rows).toEqual([['drama', 'war'], ['comedy'], ['comedy'], [], ['comedy', 'war'], ['Drama', 'war']])
  expect(info.notes).toEqual([])
})

test('an empty cell can be a missing value, whose row leaves before the split', async () => {
  const data = reference({ path: FILMS, target: 'genres' }, { missing: 'missing' })
  const { info, rows } = await prepared(data)
  expect(rows).toHaveLength(5)
  expect(info.notes.map(({ en }) => en)).toEqual([
    '1 row has no value in the target ("genres") and is left out.',
  ])
})

test('a label that no training row has can be refused', async () => {
  expect(await problems(reference({ path: FILMS, target: 'genres' }, { unseen: 'refuse' }))).toEqual([
    'Column "genres", step multi_label: the label “musical” is in no training row, and this column refuses unseen labels on line 4.',
  ])
  const emptied = table('untargeted.csv', 'part,length,genres', [
    'train,90,"drama, war"',
    'train,95,comedy',
    'test,,musical',
    'val,85,war',
  ])
  const ofRowsWithTarget = reference({ path: emptied, target: 'length' })
  const steps = [{ type: 'multi_label', unseen: 'refuse' }] as never
  const columns = [{ name: 'genres', type: 'auto' as const, steps, categories: null }]
  expect(await problems({ ...ofRowsWithTarget, columns })).toEqual([])
})

test('a separator that divides nothing, and other steps, are refused with the cure', async () => {
  expect(await problems(reference({ path: FILMS, target: 'genres' }, { sep: '|' }))).toEqual([
    'Column "genres", step multi_label: no training row has the separator “|”: set sep to “,” if that divides the labels.',
  ])
  const two = reference({ path: FILMS, target: 'genres' }, {})
  const steps = [...two.columns![0]!.steps!, { type: 'one_hot' }]
  expect(await problems({ ...two, columns: [{ ...two.columns![0]!, steps }] })).toEqual([
    'target: the step multi_label must be the only one of column "genres".',
  ])
})

test('labels are not stratified', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `x,${i % 7},${['a;b', 'b', 'a'][i % 3]}`)
  const path = table('plain.csv', 'part,x,tags', rows)
  const order = async (stratify: boolean) => {
    const random = { method: 'train_test_split', test: 0.25, validation: 0.25, stratify, column: null }
    return (await prepared(reference({ path, target: 'tags', features: ['x'] }, { sep: ';' }, random))).order
  }
  expect(await order(true)).toEqual(await order(false))
})

test('texts that differ in nearly every row can be labels', async () => {
  const rows = Array.from(
    { length: 18_000 },
    (_, i) =>
      `train,${i % 7},${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].filter((bit) => (i >> bit) & 1).join(' ; ')}`,
  )
  const path = table('long.csv', 'part,x,tags', rows)
  const profile = await inspectTable(reference({ path, target: 'tags' }), b)
  const column = profile.columns.at(-1)!
  expect([column.type, column.labels?.sep, column.labels?.distinct]).toEqual(['text', ';', 15])
  expect(suggest(profile, reference({ path, target: 'tags' }).source).task).toBe('labels')
  const { info } = await prepared(reference({ path, target: 'tags' }, { sep: ';' }))
  expect(info.targets[0].counts!.train.reduce((a, c) => a + c, 0)).toBe(
    rows.reduce((sum, row) => sum + (row.endsWith(',') ? 0 : row.split(';').length), 0),
  )
  expect(info.targets[0].classes.slice(0, 3)).toEqual(['0', '1', '10'])
})

test('cells that are too many to be lists of labels are refused before all are read', async () => {
  const blank = memoryTable([textColumn('notes', 'text', [])], { rows: 800_000 })
  let read = 0
  const texts: Table['texts'] = async (_, from, to) => {
    read = to
    return Array.from({ length: to - from }, (_, i) => `note ${from + i}`.padEnd(500, 'x'))
  }
  const settings = {
    name: 'notes',
    type: 'auto',
    steps: [{ type: 'multi_label' }],
    categories: null,
  } as const
  const opened = openColumn({ ...blank, texts }, 0, settings, 'features', new Set())
  const error = await opened.catch((thrown: ProblemError) => thrown)
  expect(error).toMatchObject({ problems: [{ code: 'data_step', field: 'columns.notes.steps' }] })
  expect((error as ProblemError).message).toMatch(/^Column "notes", step multi_label: more than \d{3},\d{3} /)
  expect(read).toBeLessThan(600_000)
})

const COLUMNS = table('columns.csv', 'part,x,war,drama,fun', [
  'train,1,0,1,yes',
  'train,2,1,1,no',
  'test,3,,0,yes',
  'val,4,1,0,no',
  'train,5,0,0,yes',
])

test('columns of 0 and 1 are one target; a row with an empty cell leaves', async () => {
  const { info, rows } = await prepared(
    reference({ path: COLUMNS, target: null, labels: ['war', 'drama', 'fun'] }, null, { method: 'column' }),
  )
  expect(info.targets).toEqual([
    {
      name: 'labels',
      kind: 'labels',
      classes: ['war', 'drama', 'fun'],
      counts: { train: [1, 2, 2], validation: [1, 0, 0], test: [0, 0, 0] },
    },
  ])
  expect(rows).toEqual([['drama', 'fun'], ['war', 'drama'], ['war'], ['fun']])
  expect(info.columns.map(({ name }) => name)).toEqual(['x'])
})

test('they come after other targets, and a column with another value is refused', async () => {
  const { info } = await prepareData(
    reference({ path: COLUMNS, target: 'x', labels: ['drama', 'fun'], features: ['war'] }),
    b,
  ).catch((error: ProblemError) => ({ info: error.problems }))
  expect(info).toEqual([expect.objectContaining({ code: 'csv_missing' })])
  const path = table('wrong.csv', 'part,x,war,drama', [
    'train,1,0,1',
    'train,2,1,2',
    'train,2,1,0',
    'test,5,1,0',
  ])
  expect(await problems(reference({ path, target: null, labels: ['war', 'drama'] }))).toEqual([
    'labels: column "drama" must hold 0 and 1, and has "2" on line 3. Correct it, or give the column another role.',
  ])
  const text = table('text.csv', 'part,x,war', ['train,1,a', 'train,2,b', 'test,5,a'])
  expect(await problems(reference({ path: text, target: null, labels: ['war'] }))).toEqual([
    'labels: column "war" must hold 0 and 1, and has "a" on line 2. Correct it, or give the column another role.',
  ])
  expect(await problems(reference({ path: COLUMNS, target: null, labels: ['war', 'sad'] }))).toEqual([
    expect.stringContaining('sad'),
  ])
})

test('the target of columns has a name that no column has', async () => {
  const path = table('columns.csv', 'part,labels,seen,sad', ['train,1,1,0', 'train,,0,1', 'train,3,1,1'])
  const steps = [{ type: 'fill' }, { type: 'standardize' }] as never
  const { info, rows } = await prepared({
    ...reference({ path, target: null, labels: ['seen', 'sad'], features: ['labels'] }),
    columns: [{ name: 'labels', type: 'auto', steps, categories: null }],
  })
  expect(info.targets.map(({ name }) => name)).toEqual(['labels (columns)'])
  expect(rows).toEqual([['seen'], ['sad'], ['seen', 'sad']])
})
