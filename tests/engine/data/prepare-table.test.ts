/** Roles, split and steps of a table: what a run reads, and what is refused. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tableFingerprints } from '../../../electron/engine/data/marks/fingerprint.ts'
import { prepareTable } from '../../../electron/engine/data/prepare-table/index.ts'
import { progressOf } from '../../../electron/engine/data/progress.ts'
import type { Table } from '../../../electron/engine/data/table/table.ts'
import { type ColumnSettings, settingsOf } from '../../../shared/data/columns.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { csv } from '../../../shared/data/sources/csv.ts'
import { steps } from '../../../shared/data/steps/index.ts'
import { createConfig, defaultProps } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { memoryTable, numberColumn, textColumn } from '../../support/memory-table.ts'
import { floatsOf, intsOf, reference, temporaryFolder } from './helper.ts'

const folder = temporaryFolder()
let uses = 0

const step = (type: string, props: { [field: string]: Json } = {}) => createConfig(steps, type, props)
const column = (name: string, settings: Partial<ColumnSettings>): ColumnSettings => ({
  ...settingsOf([], name),
  ...settings,
})

interface Settings {
  readonly source?: { readonly [field: string]: Json }
  readonly columns?: readonly ColumnSettings[]
  readonly split?: Partial<DataReference['split']>
  /** Rows of the table. */
  readonly excluded?: readonly number[]
}
async function prepare(
  table: Table,
  { source = {}, columns = [], split = {}, excluded = [] }: Settings = {},
) {
  const at = join(folder, String(uses++))
  const full = reference(
    { type: 'csv', ...(defaultProps(csv.fields) as { [field: string]: Json }), ...source },
    split,
  )
  const fingerprints = await tableFingerprints(table, excluded)
  const marks = excluded.map((row) => ({ row, fingerprint: fingerprints.get(row)!, excluded: true as const }))
  const { info, folder: prepared } = await prepareTable(
    table,
    at,
    { ...full, columns, marks },
    { ...progressOf({}), contents: false },
  )
  const width = info.columns.length
  const flat = floatsOf(join(prepared, 'features'))
  return {
    info,
    prepared,
    order: intsOf(join(prepared, 'order')),
    targets: join(prepared, 'targets'),
    features: Array.from({ length: flat.length / width }, (_, row) =>
      flat.slice(row * width, (row + 1) * width),
    ),
  }
}
const refusal = async (table: Table, settings?: Settings): Promise<string[]> => {
  try {
    await prepare(table, settings)
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ message }) => message.en)
    throw error
  }
  throw new Error('It was prepared.')
}

describe('features', () => {
  test('numbers are standardized with the training rows, unless the source says otherwise', async () => {
    const table = memoryTable([numberColumn('x', [1, 3, 5, 7]), numberColumn('y', [0.5, 1.5, 2.5, 3.5])])
    const { features, info, order } = await prepare(table, { split: { test: 1, stratify: false } })
    const train = order.slice(0, 3).map((row) => [1, 3, 5, 7][row]!)
    const mean = train.reduce((a, b) => a + b, 0) / 3
    const deviation = Math.sqrt(train.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3)
    expect(features.map(([x]) => x)).toEqual([1, 3, 5, 7].map((x) => Math.fround((x - mean) / deviation)))
    expect(info).toMatchObject({ shape: [1], columns: [{ name: 'x', type: 'number', isPrepared: true }] })
    const raw = await prepare(table, { source: { standardize: false } })
    expect(raw.features).toEqual([[1], [3], [5], [7]])
    expect(raw.info.columns).toEqual([{ name: 'x', type: 'number' }])
  })

  test('a category becomes a code, and its width is that of the training rows', async () => {
    const table = memoryTable([
      textColumn('island', 'category', ['b', 'a', 'b', null]),
      numberColumn('y', [0.5, 1.5, 2.5, 3.5]),
    ])
    const { features, info } = await prepare(table, {
      columns: [column('island', { steps: [step('one_hot')] })],
    })
    expect(features).toEqual([[1], [0], [1], [-1]])
    expect(info.shape).toEqual([2])
    expect(info.columns).toEqual([
      { name: 'island', type: 'category', code: { kind: 'one-hot', size: 2 }, isPrepared: true },
    ])
  })

  test('the order of categories can be set', async () => {
    const table = memoryTable([
      textColumn('size', 'category', ['S', 'L', 'M']),
      numberColumn('y', [0.5, 1.5, 2.5]),
    ])
    const columns = [column('size', { steps: [step('ordinal')], categories: ['S', 'M', 'L'] })]
    expect((await prepare(table, { columns })).features).toEqual([[0], [2], [1]])
  })

  test('a step may add columns, and an indicator is not scaled', async () => {
    const table = memoryTable([numberColumn('x', [1, Number.NaN, 3]), numberColumn('y', [0.5, 1.5, 2.5])])
    const columns = [column('x', { steps: [step('fill', { indicator: true }), step('min_max')] })]
    const { features, info } = await prepare(table, { columns })
    expect(features).toEqual([
      [0, 0],
      [0.5, 1],
      [1, 0],
    ])
    expect(info.columns.map(({ name, source }) => [name, source])).toEqual([
      ['x', undefined],
      ['x_missing', 'x'],
    ])
  })

  test('timestamps keep their detail', async () => {
    const table = memoryTable([
      numberColumn('ts', [1_700_000_000, 1_700_000_001, 1_700_000_002]),
      numberColumn('y', [0.5, 1.5, 2.5]),
    ])
    const { features, info } = await prepare(table)
    expect(features.map(([x]) => x)).toEqual([-1, 0, 1].map((x) => Math.fround(x / Math.sqrt(2 / 3))))
    expect(info.notes).toEqual([])
    const raw = await prepare(table, { source: { standardize: false } })
    expect(raw.info.notes[0]!.en).toMatch(/so close together/)
  })

  test('rows without a value are left out after the split, and said', async () => {
    const x = Array.from({ length: 40 }, (_, i) => (i % 10 === 3 ? Number.NaN : i))
    const table = memoryTable([
      numberColumn('x', x),
      numberColumn(
        'y',
        x.map((_, i) => i + 0.5),
      ),
    ])
    const split = { validation: 10, test: 10, stratify: false }
    const all = await prepare(table, { columns: [column('x', { steps: [step('fill')] })], split })
    const { order, info } = await prepare(table, {
      columns: [column('x', { steps: [step('drop_missing')] })],
      split,
    })
    expect(order).toEqual(all.order.filter((row) => row % 10 !== 3))
    expect(info.rows.train + info.rows.validation + info.rows.test).toBe(36)
    expect(info.notes.map(({ en }) => en)).toEqual([
      '4 rows without a value in "x" are left out after the split.',
    ])
  })

  test('what the steps have learned is stored', async () => {
    const table = memoryTable([numberColumn('x', [1, 3]), numberColumn('y', [0.5, 1.5])])
    const { prepared } = await prepare(table)
    expect(JSON.parse(readFileSync(join(prepared, 'fits.json'), 'utf8'))).toEqual([
      { column: 'x', steps: [{ type: 'standardize' }], fits: [[{ offset: 2, scale: 1 }]] },
    ])
    expect(existsSync(join(prepared, 'fits.json.crc32'))).toBe(true)
  })
})

describe('targets', () => {
  test('rows without a target leave before the split, and are counted', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2, 3, 4]),
      numberColumn('y', [0.5, Number.NaN, 2.5, 3.5]),
    ])
    const { features, targets, info } = await prepare(table, { source: { standardize: false } })
    expect(features).toEqual([[1], [3], [4]])
    expect(floatsOf(targets)).toEqual([0.5, 2.5, 3.5])
    expect(info.notes.map(({ en }) => en)).toEqual([
      '1 row has no value in the target ("y") and is left out.',
    ])
  })

  test('a row without a target needs no weight', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2, 3]),
      numberColumn('w', [0.5, Number.NaN, 2]),
      numberColumn('y', [0.5, Number.NaN, 2.5]),
    ])
    const { targets } = await prepare(table, { source: { sample_weight: 'w' } })
    // The targets, then the weights.
    expect(floatsOf(targets)).toEqual([0.5, 2.5, 0.5, 2])
    const missing = memoryTable([
      numberColumn('x', [1, 2]),
      numberColumn('w', [0.5, Number.NaN]),
      numberColumn('y', [0.5, 1.5]),
    ])
    expect((await refusal(missing, { source: { sample_weight: 'w' } }))[0]).toMatch(
      /"w" has 1 missing value, the first in line 3/,
    )
  })

  test('a boolean is two classes, or a number', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2, 3]),
      textColumn('y', 'boolean', ['true', 'false', 'true']),
    ])
    const { targets, info } = await prepare(table)
    expect(info.targets[0]).toMatchObject({ kind: 'classes', classes: ['false', 'true'], text: { line: 2 } })
    expect(intsOf(targets)).toEqual([1, 0, 1])
    const number = await prepare(table, { source: { task: 'number' } })
    expect(number.info.targets[0]).toMatchObject({ kind: 'number', range: [0, 1] })
  })

  test('the order of classes can be set', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2, 3]),
      textColumn('y', 'category', ['low', 'high', 'low']),
    ])
    const { targets, info } = await prepare(table, {
      columns: [column('y', { categories: ['low', 'high'] })],
    })
    expect(info.targets[0].classes).toEqual(['low', 'high'])
    expect(intsOf(targets)).toEqual([0, 1, 0])
  })

  test('another order of the classes moves no row to another part', async () => {
    const kinds = Array.from({ length: 40 }, (_, i) => ['a', 'b', 'b', 'c'][i % 4]!)
    const table = memoryTable([
      numberColumn(
        'x',
        kinds.map((_, i) => i),
      ),
      textColumn('y', 'category', kinds),
    ])
    const split = { validation: 9, test: 11, seed: 3 }
    const sorted = await prepare(table, { split })
    const chosen = await prepare(table, { split, columns: [column('y', { categories: ['c', 'a', 'b'] })] })
    expect(chosen.order).toEqual(sorted.order)
    expect(chosen.info.targets[0]).toMatchObject({ classes: ['c', 'a', 'b'], ranks: [2, 0, 1] })
    expect(sorted.info.targets[0].ranks).toBeUndefined()
  })

  test('a date becomes a number by a step, and is never ranks', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2]),
      textColumn('y', 'date', ['2024-01-01', '2024-01-03']),
    ])
    expect(await refusal(table)).toEqual([
      'target: column "y" holds dates ("2024-01-01"), which are neither classes nor numbers. Add the step days_since to it, or choose another target.',
    ])
    const { targets, info } = await prepare(table, {
      columns: [column('y', { steps: [step('days_since')] })],
    })
    expect(floatsOf(targets)).toEqual([0, 2])
    expect(info.targets[0]).toMatchObject({ kind: 'number', range: [0, 2] })
  })

  test('dates of the rows that have one', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2, 3]),
      textColumn('y', 'date', ['2024-01-01', null, '2024-01-03']),
    ])
    const { targets } = await prepare(table, { columns: [column('y', { steps: [step('days_since')] })] })
    expect(floatsOf(targets)).toEqual([0, 2])
  })

  test('numbers that 32 bits hardly tell apart are said', async () => {
    const table = memoryTable([
      numberColumn('x', [1, 2, 3]),
      numberColumn('y', [1_700_000_000.5, 1_700_000_001.5, 1_700_000_002.5]),
    ])
    const { info } = await prepare(table)
    expect(info.notes.map(({ en }) => en)).toEqual([
      expect.stringMatching(/column "y" are so close together/),
    ])
  })

  test('a number can be standardized', async () => {
    const table = memoryTable([numberColumn('x', [1, 2]), numberColumn('y', [10, 30])])
    const columns = [column('y', { steps: [step('standardize')] })]
    const { targets, info } = await prepare(table, { columns })
    expect(floatsOf(targets)).toEqual([-1, 1])
    expect(info.targets[0].scaling).toEqual({ offset: 0, scale: 1 })
    expect(info.notes.map(({ en }) => en)).toEqual([
      'The target "y" is learned as its steps make it (standardize): loss, metrics and predictions are in that unit, not in that of the column.',
    ])
  })

  test('the mean and deviation of a number are those of the training rows', async () => {
    const y = [10, 30, 500, 70.5]
    const table = memoryTable([numberColumn('x', [1, 2, 3, 4]), numberColumn('y', y)])
    const { info, order } = await prepare(table, { split: { test: 2, stratify: false } })
    const [a, b] = order.slice(0, 2).map((row) => y[row]!) as [number, number]
    expect(info.targets[0].scaling).toEqual({ offset: (a + b) / 2, scale: Math.abs(a - b) / 2 })
  })
})

describe('refused, each with the column and the cure', () => {
  const y = numberColumn('y', [0.5, 1.5])
  test.each<[string, Table, Settings, RegExp[]]>([
    [
      'text without a step',
      memoryTable([textColumn('a', 'category', ['p', 'q']), y]),
      {},
      [/column "a" is a category \("p" on line 2\) and no step makes numbers of it/],
    ],
    [
      'missing values',
      memoryTable([numberColumn('a', [1, Number.NaN]), y]),
      {},
      [/Column "a" has 1 missing value, the first on line 3\. Add the step fill/],
    ],
    [
      'several columns',
      memoryTable([
        textColumn('a', 'date', ['2024-01-01', null]),
        textColumn('b', 'category', ['p', 'q']),
        y,
      ]),
      {},
      [/"a" is a date/, /"b" is a category/],
    ],
    [
      'a number beyond 32 bits',
      memoryTable([numberColumn('a', [1, 1e39]), y]),
      { source: { standardize: false } },
      [/Column "a" has 1e\+39 on line 3, which is beyond 32-bit/],
    ],
    [
      'a target beyond 32 bits',
      memoryTable([numberColumn('a', [1, 2]), numberColumn('y', [0.5, 1e39])]),
      {},
      [/target: column "y" has 1e\+39 on line 3, which is beyond 32-bit/],
    ],
    [
      'dates that no step turns into numbers',
      memoryTable([numberColumn('a', [1, 2]), textColumn('y', 'date', ['2024-01-01', '2024-01-02'])]),
      { columns: [column('y', { steps: [] })] },
      [/target: column "y" holds dates/],
    ],
    [
      'categories of which no training row has one',
      memoryTable([textColumn('a', 'category', [null, null]), y]),
      { columns: [column('a', { steps: [step('one_hot')] })] },
      [/Column "a", step one_hot: no row has a value\. Leave the column out\./],
    ],
    [
      'a step of another type',
      memoryTable([numberColumn('a', [1, 2]), y]),
      { columns: [column('a', { steps: [step('one_hot')] })] },
      [/Column "a": the step one_hot takes a category, and receives a number/],
    ],
    [
      'a step that cannot be fitted',
      memoryTable([numberColumn('a', [-5, 2]), y]),
      { columns: [column('a', { steps: [step('log1p')] })] },
      [/Column "a", step log1p: log1p needs values above −1, and there is -5 on line 2\./],
    ],
    [
      'an invalid step',
      memoryTable([numberColumn('a', [1, 2]), y]),
      { columns: [column('a', { steps: [{ type: 'clip', quantile: 3 }] })] },
      [/Column "a", steps\.0\.quantile: expected .*received 3/],
    ],
    [
      'cells that are no numbers',
      memoryTable([
        numberColumn('a', [1, Number.NaN], {
          badCells: { count: 1, first: [{ row: 1, line: 3, text: '181 mm' }] },
        }),
        y,
      ]),
      {},
      [/column "a" must contain numbers, but 1 cell does not, the first on line 3: "181 mm"/],
    ],
    [
      'no target at all',
      memoryTable([numberColumn('a', [1, 2]), numberColumn('y', [Number.NaN, Number.NaN])]),
      {},
      [/no row has a value in column "y"/],
    ],
    [
      'steps of classes',
      memoryTable([numberColumn('a', [1, 2]), textColumn('y', 'category', ['p', 'q'])]),
      { columns: [column('y', { steps: [step('standardize')] })] },
      [/the steps of column "y" must give one number/],
    ],
  ])('%s', async (_, table, settings, messages) => {
    const received = await refusal(table, settings)
    expect(received).toHaveLength(messages.length)
    for (const [i, message] of messages.entries()) expect(received[i]).toMatch(message)
  })

  test('a person who sets the type accepts that other cells are missing', async () => {
    const bad = { badCells: { count: 1, first: [{ row: 1, line: 3, text: '181 mm' }] } }
    const table = memoryTable([numberColumn('a', [1, Number.NaN], bad), y])
    const columns = [column('a', { type: 'number', steps: [step('fill')] })]
    expect((await prepare(table, { columns, source: { standardize: false } })).features).toEqual([[1], [1]])
  })
})

describe('splits by a column', () => {
  const y = numberColumn('y', [0.5, 1.5, 2.5, 3.5, 4.5, 5.5])
  const x = numberColumn('x', [1, 2, 3, 4, 5, 6])
  const split = { validation: 0, test: 2, seed: 1 }

  test('rows of a group stay together, and the column is no feature', async () => {
    const table = memoryTable([x, textColumn('person', 'category', ['b', 'a', 'b', 'c', 'a', 'c']), y])
    const { info, order } = await prepare(table, {
      split: { ...split, test: 1, method: 'group_shuffle_split', column: 'person' },
    })
    expect(info.columns.map(({ name }) => name)).toEqual(['x'])
    const groups = order.map((row) => 'babcac'[row])
    expect(new Set(groups.slice(0, 4)).size).toBe(2)
    expect(new Set(groups.slice(4)).size).toBe(1)
  })

  test('the latest rows are for the test', async () => {
    const days = ['2024-03-01', '2024-01-01', '2024-02-01', '2024-06-01', '2024-05-01', '2024-04-01']
    const table = memoryTable([x, textColumn('day', 'date', days), y])
    const { order, info } = await prepare(table, {
      split: { ...split, validation: 1, method: 'time', column: 'day' },
    })
    expect(order).toEqual([1, 2, 0, 5, 4, 3])
    expect(info.rows).toEqual({ train: 3, validation: 1, test: 2 })
  })

  test('a column names the part of each row', async () => {
    const parts = ['train', 'Test', 'val', 'train', 'dev', 'train']
    const table = memoryTable([x, textColumn('part', 'category', parts), y])
    const { order, info } = await prepare(table, { split: { ...split, method: 'column', column: 'part' } })
    expect(order).toEqual([0, 3, 5, 2, 4, 1])
    expect(info.rows).toEqual({ train: 3, validation: 2, test: 1 })
  })

  test.each<[string, Partial<DataReference['split']>, RegExp]>([
    [
      'no column',
      { method: 'time' },
      /column of the split: time needs a column of the table\. Choose one of "x", "part", "hostile", "y"\./,
    ],
    [
      'a word that every object has',
      { method: 'column', column: 'hostile' },
      /"hostile" has "constructor" on line 3; expected one of train/,
    ],
    ['an unknown column', { method: 'time', column: 'when' }, /and there is none named "when"/],
    ['no time', { method: 'time', column: 'part' }, /"part" holds neither dates nor numbers/],
    [
      'no part',
      { method: 'column', column: 'part' },
      /"part" has "later" on line 3; expected one of train, training/,
    ],
    [
      'too few groups',
      { method: 'group_shuffle_split', column: 'part', test: 3 },
      /leaves no group of "part" for training: there are 3/,
    ],
  ])('%s', async (_, changes, message) => {
    const table = memoryTable([
      x,
      textColumn('part', 'category', ['train', 'later', 'test', 'train', 'test', 'later']),
      textColumn('hostile', 'category', ['train', 'constructor', '__proto__', 'train', 'test', 'train']),
      y,
    ])
    expect((await refusal(table, { split: { ...split, ...changes } }))[0]).toMatch(message)
  })

  test('a row without a group or time belongs to no part', async () => {
    const table = memoryTable([x, numberColumn('hour', [1, 2, Number.NaN, 4, 5, 6]), y])
    expect(await refusal(table, { split: { ...split, method: 'time', column: 'hour' } })).toEqual([
      'column of the split: "hour" has no value on line 4, so that row belongs to no part. Fill it in, or choose another rule.',
    ])
  })
})

describe('in blocks', () => {
  const ROWS = 60
  const columns = [
    numberColumn(
      'n',
      Array.from({ length: ROWS }, (_, i) => (i % 9 === 4 ? Number.NaN : (i * 37) % 101)),
    ),
    numberColumn(
      'plain',
      Array.from({ length: ROWS }, (_, i) => i / 8),
    ),
    textColumn(
      'kind',
      'category',
      Array.from({ length: ROWS }, (_, i) => (i % 11 === 3 ? null : `k${i % 5}`)),
    ),
    textColumn(
      'day',
      'date',
      Array.from({ length: ROWS }, (_, i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`),
    ),
    numberColumn(
      'gaps',
      Array.from({ length: ROWS }, (_, i) => (i % 13 === 6 ? Number.NaN : i)),
    ),
    numberColumn(
      'y',
      Array.from({ length: ROWS }, (_, i) => (i % 17 === 5 ? Number.NaN : i % 3)),
    ),
  ]
  const settings = [
    column('n', {
      steps: [step('fill', { strategy: 'median', indicator: true }), step('log1p'), step('standardize')],
    }),
    column('kind', { steps: [step('fill', { strategy: 'most_frequent' }), step('one_hot')] }),
    column('day', { steps: [step('cyclic_date_parts')] }),
    column('gaps', { steps: [step('drop_missing'), step('powers', { degree: 3 }), step('robust')] }),
  ]
  const split = { validation: 0.2, test: 0.2 }

  test('any size of the blocks gives the same rows', async () => {
    const whole = await prepare({ ...memoryTable(columns), blockRows: 1000 }, { columns: settings, split })
    expect(whole.info.notes.map(({ en }) => en).join()).toMatch(/left out/)
    for (const blockRows of [1, 7, 59]) {
      const { info, features, order } = await prepare(
        { ...memoryTable(columns), blockRows },
        { columns: settings, split },
      )
      expect(info).toEqual(whole.info)
      expect(features).toEqual(whole.features)
      expect(order).toEqual(whole.order)
    }
  })

  test('a value that a step refuses is the first one in the file', async () => {
    const values = Array.from({ length: ROWS }, (_, i) => (i < 20 ? i : i === 20 ? -5 : -7))
    const table = memoryTable([numberColumn('a', values), numberColumn('b', values), columns[5]!])
    const logs = [step('log1p'), step('standardize')]
    const work = prepare(table, {
      columns: [column('a', { steps: logs }), column('b', { steps: [step('log1p')] })],
      split,
    })
    const error = await work.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect((error as ProblemError).problems.map(({ message }) => message.en)).toEqual([
      expect.stringContaining('there is -5'),
    ])
    const only = prepare(table, { columns: [column('b', { steps: [step('log1p')] })], split })
    await expect(only).rejects.toThrow('there is -5')
  })

  test('excluded rows refuse nothing, also where a block has no others', async () => {
    const excluded = [0, 1, 2, 3, 4, 5, 6, 8, 15]
    const values = Array.from({ length: ROWS }, (_, i) => i)
    const broken = values.map((x) => (excluded.includes(x) ? -5 : x))
    const y = numberColumn(
      'y',
      values.map((i) => i % 3),
    )
    const settings = { columns: [column('x', { steps: [step('log1p')] })], split, excluded }
    const whole = await prepare(memoryTable([numberColumn('x', values), y]), settings)
    const { features, order } = await prepare(memoryTable([numberColumn('x', broken), y]), settings)
    expect(order).toEqual(whole.order)
    const included = (rows: readonly (readonly number[])[]) => rows.filter((_, i) => !excluded.includes(i))
    expect(included(features)).toEqual(included(whole.features))
    // Row 7 comes before the excluded row of its block, row 16 after it.
    for (const row of [7, 16]) {
      const x = broken.map((value, i) => (i === row ? -3 : value))
      expect(await refusal(memoryTable([numberColumn('x', x), y]), settings)).toEqual([
        `Column "x", step log1p: log1p needs values above −1, and there is -3 on line ${row + 2}.`,
      ])
    }
  })

  test('rows that are too large are refused before any column is read', async () => {
    const table = memoryTable(
      [...Array.from({ length: 800 }, (_, i) => numberColumn(`x${i}`, [])), numberColumn('y', [1, 2, 3])],
      { rows: 3_000_000 },
    )
    const read: number[] = []
    const numbers: Table['numbers'] = (number, from, to) => {
      read.push(number)
      return table.numbers(number, from, to)
    }
    await expect(prepare({ ...table, numbers })).rejects.toThrow('3,000,000')
    expect(read).toEqual([800])
  })
})
