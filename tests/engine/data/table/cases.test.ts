/** Each file of tests/data/cases is read as its README says. */
import { describe, expect, test } from 'vitest'
import type { Table } from '../../../../electron/engine/data/table/table.ts'
import { optionsOf, tableFixture } from './helper.ts'

const t = tableFixture()

const found = (sep: string, others: object = {}) => ({
  sep,
  decimal: '.',
  thousands: '',
  header: 1,
  skiprows: 0,
  comment: '',
  quotechar: '"',
  encoding: 'utf-8',
  na_values: [],
  ...others,
})
const columnsOf = ({ info }: Table) => Object.fromEntries(info.columns.map(({ name, type }) => [name, type]))
const column = (table: Table, name: string) => table.info.columns.findIndex((each) => each.name === name)
const factOf = (table: Table, field: string) => table.info.options.find((option) => option.field === field)!

const ab = { a: 'number', b: 'number' }
const CASES: readonly [name: string, rows: number, options: object, columns: object][] = [
  ['bool_features.csv', 300, found(','), { a: 'number', smoker: 'boolean', kind: 'number' }],
  [
    'churn.csv',
    200,
    found(',', { na_values: ['NA'] }),
    {
      signup_date: 'date',
      age: 'number',
      plan: 'category',
      city: 'category',
      monthly_spend: 'number',
      visits: 'number',
      notes: 'category',
      churned: 'boolean',
    },
  ],
  ['currency_features.csv', 300, found(','), { a: 'number', cost: 'number', kind: 'number' }],
  ['date_target.csv', 60, found(','), { ...ab, day: 'date' }],
  ['hash_mid_three.csv', 300, found(',', { comment: '#' }), { x: 'number', y: 'number', lang: 'category' }],
  ['id_leak.csv', 300, found(','), { 'Unnamed: 0': 'number', ...ab, kind: 'category' }],
  ['image_paths.csv', 60, found(','), { images: 'text', labels: 'number' }],
  ['imbalanced.csv', 3000, found(','), { ...ab, fraud: 'number' }],
  [
    'missing_markers.csv',
    300,
    found(',', { na_values: ['N/A', '-', 'n.a.', 'NULL', 'missing', '#N/A', 'NaN', '.', 'Unknown'] }),
    { ...ab, kind: 'number' },
  ],
  ['mixed_eol.csv', 60, found(','), { ...ab, kind: 'number' }],
  ['multilabel.csv', 60, found(','), { ...ab, tags: 'category' }],
  ['pandas_int_header.csv', 300, found(','), { 0: 'number', 1: 'number', 2: 'number' }],
  ['percent_features.csv', 300, found(','), { a: 'number', rate: 'number', kind: 'number' }],
  [
    'semi_target_comma.csv',
    400,
    found(';', { decimal: ',' }),
    { rooms: 'number', floor: 'number', price: 'number' },
  ],
  ['semi_target_point.csv', 400, found(';'), { rooms: 'number', floor: 'number', price: 'number' }],
  [
    'semi_text_then_comma.csv',
    40,
    found(';', { decimal: ',' }),
    { stadt: 'category', temp: 'number', klasse: 'category' },
  ],
  ['singleton.csv', 300, found(','), { ...ab, kind: 'category' }],
  ['space_sep.txt', 60, found(' '), { ...ab, kind: 'number' }],
  [
    'spectra_small.csv',
    59,
    found(','),
    Object.fromEntries(
      [...Array.from({ length: 12 }, (_, i) => 400 + 5 * i), 700].map((name) => [name, 'number']),
    ),
  ],
  ['target_currency.csv', 300, found(','), { ...ab, price: 'number' }],
  ['target_null.csv', 300, found(',', { na_values: ['null'] }), { ...ab, price: 'number' }],
  [
    'three_comma_noheader.csv',
    300,
    found(';', { decimal: ',', header: 0 }),
    { column0: 'number', column1: 'number', column2: 'number' },
  ],
  ['timestamp.csv', 2000, found(','), { ts: 'number', kind: 'number' }],
  ['title.csv', 300, found(',', { skiprows: 1 }), { x: 'number', y: 'number', kind: 'category' }],
  [
    'tsv_thousands_only.tsv',
    400,
    found('\t', { thousands: ',' }),
    { population: 'number', kind: 'category' },
  ],
]

test.each(CASES)('%s', async (name, rows, options, columns) => {
  const table = await t.openCase(name)
  expect(table.info.rows).toBe(rows)
  expect(optionsOf(table)).toEqual(options)
  expect(columnsOf(table)).toEqual(columns)
  expect(table.info.columns.map(({ badCells }) => badCells.count)).toEqual(Object.keys(columns).map(() => 0))
  expect(table.info.problems).toEqual([])
})

describe('values', () => {
  test('a decimal comma and a decimal point give the same numbers', async () => {
    const [comma, point] = [
      await t.openCase('semi_target_comma.csv'),
      await t.openCase('semi_target_point.csv'),
    ]
    const numbers = await comma.numbers(2)
    expect(numbers).toEqual(await point.numbers(2))
    expect([...numbers.subarray(0, 2)]).toEqual([0.1, 10.4])
  })
  test('3,366 is 3366 beside 614, and the other reading is shown', async () => {
    const table = await t.openCase('tsv_thousands_only.tsv')
    expect([...(await table.numbers(0)).subarray(0, 3)]).toEqual([3366, 5264, 614])
    const { reason, alternatives } = factOf(table, 'thousands')
    expect(reason?.en).toBe('"3,366" is 3,366.')
    expect(alternatives).toMatchObject([{ value: '', meaning: { en: '"3,366" is 3.366.' } }])
    const other = await t.openCase('tsv_thousands_only.tsv', { source: { thousands: '' } })
    expect([...(await other.numbers(0)).subarray(0, 3)]).toEqual([3.366, 5.264, 614])
  })
  test('units are taken away and named', async () => {
    for (const [name, unit, first] of [
      ['target_currency.csv', '$', 101.26],
      ['currency_features.csv', '$', 0],
      ['percent_features.csv', '%', 0],
    ] as const) {
      const table = await t.openCase(name)
      const at = table.info.columns.findIndex((each) => each.unit !== null)
      expect(table.info.columns[at]!.unit).toBe(unit)
      expect((await table.numbers(at))[0]).toBe(first)
    }
  })
  test('markers of missing values are counted, each with its text', async () => {
    const table = await t.openCase('missing_markers.csv')
    const { missing, markers } = table.info.columns[1]!
    expect([missing, markers.length, markers.every(({ count }) => count === 1)]).toEqual([9, 9, true])
    expect([...(await table.numbers(1)).subarray(8, 11)]).toEqual([Number.NaN, -999, 0.053])
    const target = await t.openCase('target_null.csv')
    expect(target.info.columns[2]).toMatchObject({ missing: 1, markers: [{ text: 'null', count: 1 }] })
    expect((await target.texts(2, 0, 300)).indexOf(null)).toBe(7)
    expect(await target.lineOf(7)).toBe(9)
    const churn = await t.openCase('churn.csv')
    expect(churn.info.columns.map(({ missing }) => missing)).toEqual([0, 28, 0, 0, 8, 0, 0, 0])
    expect(churn.info.columns[7]!.words).toEqual({ false: ['no'], true: ['yes'] })
  })
  test('a line that does not fit is a comment, and said to be one', async () => {
    const table = await t.openCase('hash_mid_three.csv')
    const { reason, alternatives } = factOf(table, 'comment')
    expect(reason?.en).toBe('1 line such as line 152 ("# sensor changed") does not fit the table.')
    expect(alternatives.map(({ value }) => value)).toEqual([''])
    const at = column(table, 'lang')
    expect(table.info.columns[at]!.categories).toEqual(['C', 'C#', 'C++'])
    const codes = await table.codes(at)
    expect([0, 1, 2].map((code) => codes.filter((each) => each === code).length)).toEqual([100, 100, 100])
    expect(table.info.hasCommentMarkInCells).toBe(true)
    expect([await table.lineOf(149), await table.lineOf(150)]).toEqual([151, 153])
  })
  test('a header of numbers is a header, and the other reading is shown', async () => {
    for (const name of ['spectra_small.csv', 'pandas_int_header.csv']) {
      const table = await t.openCase(name)
      expect(factOf(table, 'header').alternatives.map(({ value }) => value)).toEqual([0])
      const other = await t.openCase(name, { source: { header: 0 } })
      expect(other.info.rows).toBe(table.info.rows + 1)
    }
  })
  test('dates, booleans, seconds', async () => {
    const dates = await t.openCase('date_target.csv')
    expect((await dates.numbers(2))[59]).toBe(Date.UTC(2024, 0, 4))
    expect(dates.info.columns[2]!.dateFormat).toBe('%Y-%m-%d')
    const booleans = await t.openCase('bool_features.csv')
    expect([...(await booleans.numbers(1)).subarray(0, 3)]).toEqual([0, 1, 0])
    const seconds = await (await t.openCase('timestamp.csv')).numbers(0)
    expect([seconds[0], seconds[1]]).toEqual([1_700_000_000, 1_700_000_001])
  })
  test('a title is skipped, and quoted in the reason', async () => {
    const fact = factOf(await t.openCase('title.csv'), 'skiprows')
    expect(fact.reason?.en).toBe(
      '1 line above the table ("Results of plant 4") does not have its number of cells.',
    )
  })
})
