/** How a table is found to be written, each option set by hand, and the types of columns. */
import { describe, expect, test } from 'vitest'
import type { Table } from '../../../../electron/engine/data/table/table.ts'
import { optionsOf, rowsOf, tableFixture } from './helper.ts'

const t = tableFixture()
const factOf = (table: Table, field: string) => table.info.options.find((option) => option.field === field)!
const typesOf = ({ info }: Table) => info.columns.map(({ type }) => type)
const namesOf = ({ info }: Table) => info.columns.map(({ name }) => name)
const problemsOf = ({ info }: Table) => info.problems.map(({ message }) => message.en)
const lines = (...rows: string[]) => `${rows.join('\n')}\n`
/** A table of two columns. */
const pairs = (cells: readonly string[]) => `n,v\n${cells.map((cell, i) => `${i},${cell}`).join('\n')}\n`
const numbersOf = async (cells: readonly string[], source = {}) => [
  ...(await (await t.read(pairs(cells), { source })).numbers(1)),
]

describe('separators', () => {
  test.each([
    [',', 'x,y,z', '1,2,a'],
    [';', 'x;y;z', '1;2;a'],
    ['\t', 'x\ty\tz', '1\t2\ta b'],
    ['|', 'x|y|z', '1|2|a'],
    ['||', 'x||y||z', '1||2||a'],
    ['::', 'x::y::z', '1::2::a'],
    [':', 'x:y:z', '1:2:a'],
    ['~', 'x~y~z', '1~2~a'],
    [' ', 'x y  z', ' 1 2   a'],
  ])('%j is found', async (sep, header, row) => {
    const table = await t.read(lines(header, row, row, row))
    expect(optionsOf(table).sep).toBe(sep)
    expect(table.info.columns.length).toBe(3)
    expect(factOf(table, 'sep').reason?.en).toContain('divided into 3 columns')
  })
  test('the mark inside of times is none where another one divides the names too', async () => {
    const table = await t.read(lines('at v', ...Array.from({ length: 6 }, (_, i) => `10:3${i} ${i}`)))
    expect([optionsOf(table).sep, namesOf(table)]).toEqual([' ', ['at', 'v']])
  })
  test('two blanks where single ones are inside of cells', async () => {
    const table = await t.read(
      lines('x   first name  z', '1   Ann Lee     a', '2   Bob       b', '3   Cy van Dam  a'),
    )
    expect([optionsOf(table).sep, namesOf(table)]).toEqual(['  ', ['x', 'first name', 'z']])
  })
  test('a separator inside quotation marks does not count', async () => {
    const table = await t.read(lines('a;b', '"1;2";x', '"3,4";y', '"5;6";z'))
    expect(await rowsOf(table)).toEqual([
      ['1;2', 'x'],
      ['3,4', 'y'],
      ['5;6', 'z'],
    ])
  })
  test('one set by hand; a tab and blanks as they are typed', async () => {
    const table = await t.read(lines('a;b,c', '1;2,3'), { source: { sep: ';' } })
    expect([namesOf(table), factOf(table, 'sep')]).toMatchObject([
      ['a', 'b,c'],
      { isSet: true, reason: null },
    ])
    expect(namesOf(await t.read('a\tb\n1\t2\n', { source: { sep: '\\t' } }))).toEqual(['a', 'b'])
    expect(namesOf(await t.read('a   b\n1 2\n', { source: { sep: '\\s+' } }))).toEqual(['a', 'b'])
  })
})

describe('numbers', () => {
  test('marks of decimals and thousands are found together', async () => {
    const cases: [string[], number[], object][] = [
      [['1.5', '2', '-3e2'], [1.5, 2, -300], { decimal: '.', thousands: '' }],
      [['"1,234.5"', '2'], [1234.5, 2], { decimal: '.', thousands: ',' }],
      [['"1.234,5"', '"2,25"'], [1234.5, 2.25], { decimal: ',', thousands: '.' }],
      [['1 234', '1 234 567', '8'], [1234, 1234567, 8], { decimal: '.', thousands: ' ' }],
      [["1'234.5", '8.5'], [1234.5, 8.5], { decimal: '.', thousands: "'" }],
    ]
    for (const [cells, values, marks] of cases) {
      const table = await t.read(pairs(cells))
      expect([...(await table.numbers(1))]).toEqual(values)
      expect(optionsOf(table)).toMatchObject(marks)
    }
    const german = await t.read(lines('n;v', '1,5;3.366', '2,5;614'))
    expect([...(await german.numbers(1))]).toEqual([3366, 614])
  })
  test('set by hand', async () => {
    expect(await numbersOf(['"3,366"', '614'], { decimal: ',' })).toEqual([3.366, 614])
    expect(await numbersOf(['1.234', '5.678'], { thousands: '.', decimal: ',' })).toEqual([1234, 5678])
    expect(await numbersOf(['1_000', '2'], { thousands: '_' })).toEqual([1000, 2])
  })
  test('a mark that shows only after the first lines', async () => {
    const cells = Array.from({ length: 200_000 }, (_, i) => (i > 190_000 ? `${i},5` : `${i}`))
    const table = await t.read(lines('n;v', cells.map((cell, i) => `${i};${cell}`).join('\n')))
    expect(optionsOf(table).decimal).toBe(',')
    expect(table.info.columns[1]).toMatchObject({ type: 'number', badCells: { count: 0 } })
    expect((await table.numbers(1))[199_999]).toBe(199_999.5)
  })
  test('texts that only look like numbers are none', async () => {
    for (const cells of [
      ['1_000', '2_000'],
      ['0x1F', '0x20'],
      ['5K', '6M'],
      ['12:30', '12:31'],
      ['1.2.3', '1.2.4'],
      ['inf', '-inf'],
    ])
      expect(typesOf(await t.read(pairs(cells)))[1]).toBe('category')
  })
  test('units that every number has', async () => {
    for (const [cells, unit, values] of [
      [['$1', '-$2.5', '$ 3'], '$', [1, -2.5, 3]],
      [['1 %', '2%', '3.5 %'], '%', [1, 2, 3.5]],
      [['12 kg', '13 kg', '7kg'], 'kg', [12, 13, 7]],
      [['5 €', '6 €', '7 €'], '€', [5, 6, 7]],
      [['USD 5', 'USD 6', 'USD 7'], 'USD', [5, 6, 7]],
      [['300원', '500원', '1000원'], '원', [300, 500, 1000]],
    ] as const) {
      const table = await t.read(pairs(cells))
      expect([table.info.columns[1]!.unit, ...(await table.numbers(1))]).toEqual([unit, ...values])
    }
  })
  test('numbers without the unit of the others are said', async () => {
    expect(problemsOf(await t.read(pairs(['1%', '2%', '0.5'])))).toEqual([
      'Column "v": 1 number is without "%", and read as if it were there.',
    ])
  })
  test('whole numbers beyond 2^53 with marks between thousands are texts', async () => {
    const cells = ['9,007,199,254,740,993', '9,007,199,254,740,992', '5']
    const table = await t.read(`a;b\n${cells.map((cell) => `${cell};x\n`).join('')}`)
    expect(table.info.columns[0]).toMatchObject({ type: 'category' })
    expect(await table.texts(0, 0, 3)).toEqual(cells)
  })

  test('integers that double precision would merge stay texts, others are numbers', async () => {
    const table = await t.read(pairs(['9007199254740993', '9007199254740992', '5']))
    expect(typesOf(table)[1]).toBe('category')
    expect(table.info.columns[1]!.categories).toEqual(['5', '9007199254740992', '9007199254740993'])
    expect(problemsOf(table)[0]).toContain('that double precision cannot tell apart')
    expect(await numbersOf(['9007199254740992', '1e300', '1e39'])).toEqual([9007199254740992, 1e300, 1e39])
    const set = await t.read(pairs(['9007199254740993', '5']), { types: { v: 'number' } })
    expect((await set.numbers(1))[0]).toBe(9007199254740992)
  })
  test('codes with leading zeros stay categories', async () => {
    const table = await t.read(pairs(['02139', '10115', '00501']))
    expect(table.info.columns[1]).toMatchObject({ type: 'category', categories: ['00501', '02139', '10115'] })
    expect(problemsOf(table)[0]).toContain('would lose their leading zeros')
    expect(await numbersOf(['07', '10', '100'])).toEqual([7, 10, 100])
  })
  test('few texts among numbers are bad cells, many make a category', async () => {
    const cells = Array.from({ length: 100 }, (_, i) => (i === 41 ? 'tall' : String(i)))
    const { type, badCells, missing } = (await t.read(pairs(cells))).info.columns[1]!
    expect([type, missing]).toEqual(['number', 0])
    expect(badCells).toEqual({ count: 1, first: [{ row: 41, line: 43, text: 'tall' }] })
    const many = cells.map((cell, i) => (i % 10 === 0 ? 'tall' : cell))
    const table = await t.read(pairs(many))
    expect(typesOf(table)[1]).toBe('text')
    expect(problemsOf(table)).toEqual([
      'Column "v" is not read as numbers: 11 of 100 cells are none, the first on line 2 ("tall"). Set its type to number to count them as missing.',
    ])
    const set = await t.read(pairs(many), { types: { v: 'number' } })
    expect(set.info.columns[1]).toMatchObject({
      type: 'number',
      foundType: 'category',
      badCells: { count: 11 },
    })
    expect(await set.texts(1, 9, 12)).toEqual(['9', 'tall', '11'])
  })
  test('types are decided over all rows, not the first ones', async () => {
    const late = Array.from({ length: 150_000 }, (_, i) => (i < 100_000 ? `${i}` : `x${i % 5}`))
    expect(typesOf(await t.read(pairs(late)))[1]).toBe('text')
    const empty = Array.from({ length: 300_000 }, (_, i) => (i < 280_000 ? '' : `${i}.5`))
    const table = await t.read(pairs(empty))
    expect(table.info.columns[1]).toMatchObject({ type: 'number', missing: 280_000 })
    expect((await table.numbers(1))[299_999]).toBe(299_999.5)
  })
})

describe('missing values', () => {
  test('words in a column of numbers; only empty ones and a few in a column of texts', async () => {
    expect(await numbersOf(['1', 'Unknown', 'none', '?', '5', '-'])).toEqual([1, NaN, NaN, NaN, 5, NaN])
    const table = await t.read(lines('a,b', 'x,1', 'unknown,2', 'NA,3', ',4', 'none,5'))
    expect(table.info.columns[0]).toMatchObject({ missing: 2, categories: ['none', 'unknown', 'x'] })
  })
  test('a target keeps its words as classes', async () => {
    const table = await t.read(lines('b,a', '1,NA', '2,none', '3,', '4,null'))
    expect(table.info.columns[1]).toMatchObject({ missing: 1, categories: ['NA', 'none', 'null'] })
    const other = await t.read(lines('b,a', '1,NA', '2,x', '3,x'), { source: { target: 'b' } })
    expect(other.info.columns[1]).toMatchObject({ missing: 1, categories: ['x'] })
  })
  test('set by hand, they hold for every column, also the target, and also numbers', async () => {
    const content = lines('a,b', '-999,x', '5,gone', 'NA,x')
    const table = await t.read(content, { source: { na_values: ['-999', 'gone', 'NA'] } })
    expect(table.info.columns.map(({ missing }) => missing)).toEqual([2, 1])
    expect([...(await table.numbers(0))]).toEqual([NaN, 5, NaN])
    expect(factOf(table, 'na_values')).toMatchObject({ isSet: true, value: ['-999', 'gone', 'NA'] })
    const none = await t.read(lines('a,b', '1,x', '2,NA', '3,x'), {
      source: { na_values: ['nothing'], target: 'a' },
    })
    expect(none.info.columns[1]).toMatchObject({ missing: 0, categories: ['NA', 'x'] })
  })
})

describe('headers', () => {
  test('none, one, several joined, names of years', async () => {
    expect(namesOf(await t.read(lines('1,2.5,b', '-3,4e3,a')))).toEqual(['column0', 'column1', 'column2'])
    expect(namesOf(await t.read(lines('2019,2020,2021', '1,2,3', '4,5,6')))).toEqual(['2019', '2020', '2021'])
    const units = await t.read(lines('mass,height,name', 'kg,cm,', '5,6,a', '7,8,b', '9,8,b'))
    expect([namesOf(units), units.info.rows]).toEqual([['mass kg', 'height cm', 'name'], 3])
    expect(factOf(units, 'header')).toMatchObject({ value: 2, alternatives: [{ value: 1 }] })
    const merged = await t.read(lines('2019,,2020,', 'q1,q2,q1,q2', '1,2,3,4', '5,6,7,8', '2,3,4,5'))
    expect(namesOf(merged)).toEqual(['2019 q1', '2019 q2', '2020 q1', '2020 q2'])
  })
  test('the document names columns as the first line does', async () => {
    const content = lines('3,1,2', '1,2,3', '4,5,6')
    expect((await t.read(content)).info.rows).toBe(3)
    const table = await t.read(content, { source: { target: '2', features: ['3'] } })
    expect([namesOf(table), table.info.rows]).toEqual([['3', '1', '2'], 2])
    expect(factOf(table, 'header')).toMatchObject({ value: 1, isSet: false, alternatives: [{ value: 0 }] })
    const set = await t.read(content, { source: { target: '2', header: 0 } })
    expect(set.info.rows).toBe(3)
  })
  test('a table of texts', async () => {
    const table = await t.read(lines('stadt,klasse', 'Bonn,a', 'Köln,b', 'Bonn,a'))
    expect(factOf(table, 'header')).toMatchObject({ value: 1, alternatives: [{ value: 0 }] })
    const bare = await t.read(lines('Bonn,a', 'Köln,b', 'Bonn,a'))
    expect([factOf(bare, 'header').value, bare.info.rows]).toEqual([0, 3])
  })
  test('set by hand', async () => {
    const content = lines('a,b', 'c,d', '1,2')
    expect(namesOf(await t.read(content, { source: { header: 2 } }))).toEqual(['a c', 'b d'])
    expect((await t.read(content, { source: { header: 0 } })).info.rows).toBe(3)
  })
  test('names that repeat are numbered, and it is said', async () => {
    const table = await t.read(lines('a,a,a.1, A ,', '1,2,3,4,5'))
    expect(namesOf(table)).toEqual(['a', 'a.2', 'a.1', 'A', 'Unnamed: 4'])
    expect(table.info.columns[3]!.header).toBe(' A ')
    expect(problemsOf(table)).toEqual([
      'The header has names more than once: "a". The later columns are called "a.1" and so on.',
      'Some names of columns differ only in upper and lower case: "a", "A".',
    ])
  })
})

describe('lines that are not part of the table', () => {
  test('a preamble, comments above and between, marks that are none', async () => {
    const preamble = await t.read(lines('Station 5', '', 'from: 2020', 'x,y,z', '1,2,3', '4,5,6'))
    expect(optionsOf(preamble)).toMatchObject({ skiprows: 3, header: 1 })
    const comments = await t.read(lines('# made by x, y', '# z', 'x,y', '1,2', '# pause', '3,4'))
    expect(optionsOf(comments)).toMatchObject({ skiprows: 0, comment: '#' })
    expect([comments.info.rows, comments.info.hasCommentMarkInCells]).toEqual([2, false])
    expect(factOf(comments, 'comment').reason?.en).toMatch(/^3 lines such as line 1 /)
    expect(problemsOf(comments)).toEqual([
      '1 line that starts with "#" has as many cells as a row and is left out, the first is line 1. Set comment to an empty text to read them.',
    ])
    const names = await t.read(lines('#id,x', '#1,2', '#2,3'))
    expect([optionsOf(names).comment, namesOf(names)]).toEqual(['', ['#id', 'x']])
  })
  test('a comment far behind the first lines', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},2`)
    rows[190_000] = '# sensor changed'
    const table = await t.read(lines('x,y', rows.join('\n')))
    expect(table.info.rows).toBe(199_999)
    expect(factOf(table, 'comment').reason?.en).toBe(
      '1 line such as line 190,002 ("# sensor changed") does not fit the table.',
    )
  })
  test('set by hand', async () => {
    const content = lines('junk,junk,junk', 'x,y', '1,2', '!3,4', '5,6')
    const table = await t.read(content, { source: { skiprows: 1, comment: '!' } })
    expect(await rowsOf(table)).toEqual([
      ['1', '2'],
      ['5', '6'],
    ])
    expect(await t.problem(lines('x,y', '1,2', '#3'), { source: { comment: '' } })).toContain(
      'line 3 of …/table',
    )
  })
})

describe('quotation marks', () => {
  test('single ones are found; none at all set by hand', async () => {
    const table = await t.read(lines("'a,b','c'", "'1,5','x'", "'2,5','y'"))
    expect([optionsOf(table).quotechar, namesOf(table)]).toEqual(["'", ['a,b', 'c']])
    const none = await t.read(lines('a,b', '"x,1', 'y",2'), { source: { quotechar: '' } })
    expect(await rowsOf(none)).toEqual([
      ['"x', '1'],
      ['y"', '2'],
    ])
  })
  test('an apostrophe in texts is none', async () => {
    const table = await t.read(lines('name,x', "O'Neil,1", "d'Arc,2"))
    expect(optionsOf(table).quotechar).toBe('"')
  })
})

describe('dates and booleans', () => {
  test.each([
    ['2024-05-01 13:45', '%Y-%m-%d %H:%M', Date.UTC(2024, 4, 1, 13, 45)],
    ['2024-05-01T13:45:30.250Z', '%Y-%m-%dT%H:%M:%S.%f%z', Date.UTC(2024, 4, 1, 13, 45, 30, 250)],
    ['2024-05-01T00:00:00+09:00', '%Y-%m-%dT%H:%M:%S%z', Date.UTC(2024, 3, 30, 15)],
    ['13.05.2024', '%d.%m.%Y', Date.UTC(2024, 4, 13)],
    ['13/05/2024', '%d/%m/%Y', Date.UTC(2024, 4, 13)],
    ['05/13/2024', '%m/%d/%Y', Date.UTC(2024, 4, 13)],
    ['13 May 2024', '%d %b %Y', Date.UTC(2024, 4, 13)],
    ['"May 13, 2024"', '%b %d, %Y', Date.UTC(2024, 4, 13)],
    ['2024년 5월 13일', '%Y년 %m월 %d일', Date.UTC(2024, 4, 13)],
  ])('%s', async (cell, format, milliseconds) => {
    const table = await t.read(pairs([cell, cell, cell]))
    expect(table.info.columns[1]).toMatchObject({ type: 'date', dateFormat: format })
    expect((await table.numbers(1))[0]).toBe(milliseconds)
  })
  test('day and month that may be exchanged are shown, and set by hand', async () => {
    const cells = ['01/02/2024', '03/04/2024']
    const table = await t.read(pairs(cells))
    expect(factOf(table, 'date_format')).toMatchObject({
      value: '%d/%m/%Y',
      reason: { en: '"01/02/2024" in column "v" is 2024-02-01.' },
      alternatives: [{ value: '%m/%d/%Y', meaning: { en: '"01/02/2024" in column "v" is 2024-01-02.' } }],
    })
    const set = await t.read(pairs(cells), { source: { date_format: '%m/%d/%Y' } })
    expect([...(await set.numbers(1))]).toEqual([Date.UTC(2024, 0, 2), Date.UTC(2024, 2, 4)])
    expect(factOf(set, 'date_format')).toMatchObject({ isSet: true, alternatives: [] })
    const sure = await t.read(pairs(['01/02/2024', '13/04/2024']))
    expect([factOf(sure, 'date_format'), sure.info.columns[1]!.dateFormat]).toEqual([undefined, '%d/%m/%Y'])
    const compact = await t.read(pairs(['20240501', '20240502']), { source: { date_format: '%Y%m%d' } })
    expect((await compact.numbers(1))[1]).toBe(Date.UTC(2024, 4, 2))
  })
  test('words of a boolean, and others where the type is set', async () => {
    const table = await t.read(pairs(['True', 'FALSE', 'yes', 'No', 'NA']))
    expect(table.info.columns[1]).toMatchObject({ type: 'boolean', missing: 1 })
    expect([...(await table.numbers(1))]).toEqual([1, 0, 1, 0, NaN])
    const set = await t.read(pairs(['Y', 'n', 'maybe', '1']), { types: { v: 'boolean' } })
    expect([...(await set.numbers(1))]).toEqual([1, 0, NaN, 1])
    expect(set.info.columns[1]!.badCells).toEqual({ count: 1, first: [{ row: 2, line: 4, text: 'maybe' }] })
  })
})

test('blanks around texts are taken away, and noted', async () => {
  const table = await t.read(lines('a, b', '1, x ', '2,x'))
  expect([namesOf(table), table.info.columns[1]]).toMatchObject([
    ['a', 'b'],
    { isPadded: true, categories: ['x'] },
  ])
})

test('more distinct texts than codes are kept as texts', async () => {
  const cells = Array.from({ length: 150_000 }, (_, i) =>
    i % 3 === 0 ? `name ${i}` : i % 1000 === 1 ? 'NA' : 'same',
  )
  const table = await t.read(pairs(cells), { source: { target: 'n' } })
  expect(table.info.columns[1]).toMatchObject({
    type: 'text',
    categories: null,
    missing: 100,
    markers: [{ text: 'NA', count: 100 }],
  })
  expect(await table.texts(1, 1000, 1003)).toEqual(['same', null, 'name 1002'])
  expect(await table.texts(1, 149_998, 150_000)).toEqual(['same', 'same'])
  expect(await table.texts(1, 65_534, 65_539)).toEqual(
    ['same', 'same', 'name 65535'].concat(['same', 'same']).map((_, i) => cells[65_534 + i]),
  )
})
