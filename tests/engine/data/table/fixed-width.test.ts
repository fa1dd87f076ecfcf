/** Tables whose cells stand at fixed places of each line. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectTable } from '../../../../electron/engine/data/inspect.ts'
import type { Table } from '../../../../electron/engine/data/table/table.ts'
import { suggest } from '../../../../shared/data/suggest.ts'
import { createDataReference } from '../../../../shared/document/settings.ts'
import { optionsOf, rowsOf, tableFixture } from './helper.ts'

const t = tableFixture()
const factOf = ({ info }: Table, field: string) => info.options.find((option) => option.field === field)
const namesOf = ({ info }: Table) => info.columns.map(({ name }) => name)
const lines = (...rows: string[]) => `${rows.join('\n')}\n`

/** Names with blanks in them, gaps, numbers at the right. */
const PEOPLE = lines(
  'name          city         price',
  'Anna Smith    New York      12.5',
  'Bob                          3.0',
  'Cy van Dam    Rome         114.5',
  '김 서연          서울            7.25',
  'Dee           Los Angeles       ',
  'Eve Adams                    0.5',
)

describe('places that are found', () => {
  test('where cells have blanks in them or are empty, with the reading by blanks as the other one', async () => {
    const table = await t.read(PEOPLE, { source: { na_values: [] } })
    expect(namesOf(table)).toEqual(['name', 'city', 'price'])
    expect(optionsOf(table).widths).toEqual([14, 12, 6])
    expect(await rowsOf(table)).toEqual([
      ['Anna Smith', 'New York', '12.5'],
      ['Bob', null, '3'],
      ['Cy van Dam', 'Rome', '114.5'],
      ['김 서연', '서울', '7.25'],
      ['Dee', 'Los Angeles', null],
      ['Eve Adams', null, '0.5'],
    ])
    expect(factOf(table, 'widths')!.reason!.en).toBe(
      'The lines are blank at the same places, which gives 3 columns.',
    )
    expect(optionsOf(table)).not.toHaveProperty('quotechar')
  })
  test('a title, comments and line ends of Windows; other files of blanks stay as they are', async () => {
    const [header, ...rows] = PEOPLE.trimEnd().split('\n')
    const table = await t.read(
      [
        'Prices of the whole year 2023',
        '',
        header,
        ...rows.slice(0, 3),
        '# the sensor was changed here',
        ...rows.slice(3),
      ].join('\r\n'),
    )
    expect(optionsOf(table)).toMatchObject({ skiprows: 2, comment: '#', header: 1, widths: [14, 12, 6] })
    expect([table.info.rows, await table.lineOf(0), await table.lineOf(5)]).toEqual([6, 4, 10])
    expect(factOf(table, 'comment')!.reason!.en).toContain('line 7')
    const plain = await t.read(lines('a b', '1 2', '10 20', '3 4', '5 6', '7 8'))
    expect(optionsOf(plain)).toMatchObject({ sep: ' ' })
    expect(factOf(plain, 'widths')).toBeUndefined()
  })
  test('a single blank at the same place of all lines is one of the cell if no name stands after it', async () => {
    const table = await t.read(
      lines(
        'word        at                  x',
        'red         2024-01-05 10:30:00 1',
        'dark blue   2024-01-06 10:30:00 2',
        '            2024-01-07 10:31:00 3',
        'dark green  2024-02-05 12:00:00 4',
        'red         2024-02-06 10:30:00 5',
      ),
    )
    expect(optionsOf(table).widths).toEqual([12, 20, 1])
    expect(table.info.columns.map(({ type }) => type)).toEqual(['category', 'date', 'number'])
  })
  test('blanks in the names alone are no fixed places', async () => {
    const rows = Array.from({ length: 8 }, (_, i) => `5.${i},3.${i},1.${i},0.${i},setosa`)
    const names = 'sepal length (cm),sepal width (cm),petal length (cm),petal width (cm),target'
    const table = await t.read(lines(names, ...rows))
    expect(optionsOf(table)).toMatchObject({ sep: ',' })
    expect(factOf(table, 'widths')).toBeUndefined()
  })
  test('where commas divide the lines too, both readings are shown', async () => {
    const rows = [
      'Smith, John   23  1.5',
      'Doe, Jo      104  2.5',
      'Lee, Ann       7 10.0',
      'Ray, Bo       61  0.5',
    ]
    const path = t.write(lines(...rows, ...rows))
    const table = await t.open(path)
    expect(factOf(table, 'sep')).toMatchObject({ value: ',' })
    expect(factOf(table, 'widths')).toMatchObject({
      value: null,
      alternatives: [{ meaning: { en: 'Columns at fixed places: gives 3 columns.' } }],
    })
    const { value } = factOf(table, 'widths')!.alternatives[0]!
    const fixed = await t.open(path, { source: { widths: value } })
    expect((await rowsOf(fixed))[1]!.slice(-2)).toEqual(['104', '2.5'])
    const reference = createDataReference({ type: 'csv', path })
    const profile = await inspectTable(reference, { folder: t.folder, cache: t.cache })
    const { problems } = suggest(profile, reference.source)
    expect(problems.find(({ field }) => field === 'widths')!.message.en).toMatch(
      /^widths: read as None .* also be read with \[/,
    )
  })
  test('a later text across the limits is an error that names line and character, never a cut number', async () => {
    const row = (i: number) =>
      `${String(i % 7).padEnd(4)}${String(i % 90).padStart(3)}  ${String(i % 5).padStart(5)}`
    const many = Array.from({ length: 90_000 }, (_, i) => (i % 11 === 5 ? `    ${row(i).slice(4)}` : row(i)))
    expect(await t.problem(lines(...many, '123456789  1'))).toMatch(
      /^widths: line 90,001 of .*\.csv has a text across character 2, where a column starts in the other lines\. Set widths /,
    )
  })
})

describe('places that are set', () => {
  test('cells without any blank between them', async () => {
    const table = await t.read(lines('no  agecm', '001 42180', '002  7 99', '003101 61'), {
      source: { widths: [3, 4, 2] },
      types: { no: 'category' },
    })
    expect(namesOf(table)).toEqual(['no', 'age', 'cm'])
    expect(
      await rowsOf(
        await t.read(lines('no agcmm', '00142180', '002 7 99', '00361'), { source: { widths: [3, 2, 3] } }),
      ),
    ).toEqual([
      ['001', '42', '180'],
      ['002', '7', '99'],
      ['003', '61', null],
    ])
  })
  test('the last column goes to the end of the line', async () => {
    const table = await t.read(lines('a  b', '1  2', '3  456789'), { source: { widths: [3, 1] } })
    expect(await rowsOf(table)).toEqual([
      ['1', '2'],
      ['3', '456789'],
    ])
  })
  test('with a separator they contradict each other', async () => {
    expect(await t.problem('a b\n1 2\n', { source: { widths: [2, 1], sep: ';' } })).toBe(
      'sep: expected no value where widths is set, received ";".',
    )
  })
})

test('any table that is written at fixed places is read as it was', async () => {
  const cell = fc.stringMatching(/^[a-zé서]{1,4}( [a-z]{1,3})?$/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ word: fc.option(cell), number: fc.integer({ min: 0, max: 99_999 }) }), {
        minLength: 20,
        maxLength: 60,
      }),
      fc.constantFrom('\n', '\r\n', '\r'),
      async (records, lineEnd) => {
        const rows = records.map(
          ({ word, number }, i) =>
            `${`k${i}`.padEnd(5)}${(word ?? '').padEnd(9)}${String(number).padStart(6)}`,
        )
        const table = await t.read(['key  word     number', ...rows].join(lineEnd), {
          source: { widths: [5, 9, 6], na_values: [] },
        })
        expect(await rowsOf(table)).toEqual(
          records.map(({ word, number }, i) => [`k${i}`, word, String(number)]),
        )
      },
    ),
    { numRuns: 30 },
  )
})
