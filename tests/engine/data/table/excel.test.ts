/** Excel: the table of a sheet with its types; what cannot be read is refused with the cure. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kindOfFormat } from '../../../../electron/engine/data/table/convert/xlsx/dates.ts'
import { xmlScanner } from '../../../../electron/engine/data/table/convert/xlsx/xml.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import { optionsOf, rowsOf } from './helper.ts'
import { problemsOf, sourceFixture, typesOf } from './source.ts'
import { type BookParts, book, rowsXml } from './workbook.ts'

const t = sourceFixture('excel')
let count = 0
const write = (content: Uint8Array | string) => t.write(content, `book${++count}.xlsx`)
const openBook = (parts: BookParts, props = {}) => t.open(write(book(parts)), props)
const refusalOf = (parts: BookParts, props = {}) => t.refusal(write(book(parts)), props)
const head = [
  ['x', 'y'],
  [1, 2],
  [3, 4],
]

describe('a file of openpyxl', () => {
  test('title, empty column, hidden sheet; types, missing and error cells', async () => {
    const table = await t.openKept('orders.xlsx')
    expect(typesOf(table)).toEqual({
      price: 'number',
      count: 'number',
      paid: 'boolean',
      day: 'date',
      at: 'date',
      share: 'number',
      size: 'category',
      returned: 'boolean',
    })
    expect(await rowsOf(table)).toEqual(
      [
        ['1.5', '1', 'true', '2024-01-05', '2024-01-05 10:30:00', '0.25', 'small', 'no'],
        [null, '20', 'false', '2024-01-06', '2024-01-06 00:00:00', '0.5', 'large', 'yes'],
        ['-3', '300', 'true', null, '2024-01-07 23:59:59', '1', 'small', 'no'],
        ['0.00004', '4000', 'false', '2024-02-29', '2024-01-08 12:00:00', '0', null, 'yes'],
      ].map((row) => row.map((cell) => (cell === '0.00004' ? String(4e-5) : cell))),
    )
    expect(optionsOf(table)).toEqual({
      sheet_name: 'Orders',
      usecols: 'B:I',
      skiprows: 2,
      nrows: null,
      header: 1,
      na_values: ['#N/A'],
    })
    expect(problemsOf(table)).toEqual([])
    // The second row of the table is the fifth of the sheet.
    expect(await table.lineOf(1)).toBe(5)
  })

  test('another sheet, columns and rows can be chosen', async () => {
    expect(await rowsOf(await t.openKept('orders.xlsx', { sheet_name: 'Notes' }))).toEqual([['1', 'x']])
    const part = await t.openKept('orders.xlsx', { usecols: 'C,H:I', skiprows: 2, nrows: 2 })
    expect(part.info.columns.map(({ name }) => name)).toEqual(['count', 'size', 'returned'])
    expect(part.info.rows).toBe(2)
  })

  test('what cannot be chosen', async () => {
    await t.openKept('orders.xlsx')
    expect(await t.refusal('orders.xlsx', { sheet_name: 'None' })).toEqual([
      'sheet_name',
      'sheet_name: …/orders.xlsx has no sheet "None". Choose one of "Old", "Orders", "Notes".',
    ])
    expect((await t.refusal('orders.xlsx', { usecols: 'A:' }))[1]).toMatch(
      /^usecols: expected letters of columns/,
    )
    expect((await t.refusal('orders.xlsx', { usecols: 'B:Z' }))[1]).toMatch(
      /the last column of .* has cells is I\./,
    )
    expect((await t.refusal('orders.xlsx', { skiprows: 100 }))[0]).toBe('sheet_name')
  })
})

describe('cells', () => {
  test('shared texts with runs, reading aids, entities and escapes', async () => {
    const strings = [
      '<t>x</t>',
      '<t>y</t>',
      '<r><t>a &amp; </t></r><r><t>b</t></r><rPh><t>kana</t></rPh>',
      '<t>1_x005F_2&#10;c</t>',
    ]
    const cell = (reference: string, text: number) => `<c r="${reference}" t="s"><v>${text}</v></c>`
    const rows = `<row r="1">${cell('A1', 0)}${cell('B1', 1)}</row><row r="2">${cell('A2', 2)}${cell('B2', 3)}</row>`
    expect(await rowsOf(await openBook({ rows, strings }))).toEqual([['a & b', '1_2\nc']])
  })

  test('results of formulas, booleans, errors and dates as texts', async () => {
    const rows = `${rowsXml([['a', 'b', 'c', 'd']])}<row r="2"><c r="A2"><f>1+2</f><v>3</v></c><c r="B2" t="str"><f>"u"</f><v>u</v></c><c r="C2" t="e"><v>#DIV/0!</v></c><c r="D2" t="d"><v>2024-01-05T00:00:00</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="str"><f>""</f><v></v></c></row>`
    expect(await rowsOf(await openBook({ rows }))).toEqual([
      ['3', 'u', '#DIV/0!', '2024-01-05'],
      ['true', null, null, null],
    ])
  })

  test('a formula without a saved result', async () => {
    const rows = `${rowsXml(head)}<row r="4"><c r="A4"><f>A2+A3</f></c><c r="B4"><v>1</v></c></row>`
    expect(await refusalOf({ rows })).toEqual([
      'path',
      expect.stringMatching(
        /^path: the formula in cell A4 of .* has no saved result\. Open the file in Excel and save it/,
      ),
    ])
    expect((await openBook({ rows }, { nrows: 2 })).info.rows).toBe(2)
  })

  test('dates of both ways of counting, and before March 1900', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>'
    const rows = `${rowsXml([['d', 't']])}${[1, 60, 61, 45_000].map((day, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="1"><v>${day}</v></c><c r="B${i + 2}" s="2"><v>0.4375</v></c></row>`).join('')}`
    const daysOf = async (is1904: boolean) => (await openBook({ rows, styles, is1904 })).texts(0, 0, 4)
    // As Excel shows them; the 60th day, the 29th of February 1900, never was.
    expect(await daysOf(false)).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2023-03-15'])
    expect(await daysOf(true)).toEqual(['1904-01-02', '1904-03-01', '1904-03-02', '2027-03-16'])
    expect(await (await openBook({ rows, styles })).texts(1, 0, 1)).toEqual(['10:30:00'])
  })

  test.each([
    ['yyyy-mm-dd', 'date'],
    ['mmm', 'date'],
    ['[$-412]m"월" d"일"', 'date'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm', 'duration'],
    ['0.00', 'number'],
    ['#,##0 "days"', 'number'],
    ['[Red]General', 'number'],
    ['0\\d', 'number'],
  ])('the format %s shows a %s', (code, kind) => {
    expect(kindOfFormat(200, code)).toBe(kind)
  })
})

describe('where the table is', () => {
  test('a merged title and a header of two rows', async () => {
    const rows = rowsXml([
      ['group', null, 'y'],
      ['a', 'b', null],
      [1, 2, 'u'],
      [3, 4, 'v'],
      [5, 6, 'u'],
    ])
    const after = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:C2"/></mergeCells>'
    const table = await openBook({ rows, after })
    expect(table.info.columns.map(({ name }) => name)).toEqual(['group a', 'group b', 'y'])
    expect(table.info.rows).toBe(3)
  })

  test('merged rows are refused with their place', async () => {
    const rows = rowsXml([
      ['g', 'y'],
      ['u', 1],
      [null, 2],
      ['v', 3],
    ])
    const after = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    expect((await refusalOf({ rows, after }))[1]).toMatch(
      /^path: the cells A2:A3 on the sheet "One" of .* are merged, so all but the first have no value\. Unmerge and fill them in Excel/,
    )
    expect((await openBook({ rows, after }, { usecols: 'B' })).info.rows).toBe(3)
  })

  test('cells and rows without references, prefixed names, gaps', async () => {
    const others = {
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="urn"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row><x:row r="2"><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row r="4"><x:c r="B4"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    }
    expect(await rowsOf(await openBook({ rows: '', others }))).toEqual([
      ['1', '2'],
      [null, null],
      [null, '4'],
    ])
  })
})

describe('files that are refused', () => {
  const OLD = Buffer.from('d0cf11e0a1b11ae1', 'hex')

  test.each([
    [
      'an old workbook',
      Buffer.concat([OLD, Buffer.alloc(1000)]),
      /is in the old format \.xls\. Open it in Excel and save it as/,
    ],
    [
      'an encrypted one',
      Buffer.concat([
        OLD,
        Buffer.alloc(3_000_000),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(99),
      ]),
      /is protected by a password\. Open it in Excel and save it without one/,
    ],
    ['text', Buffer.from('a,b\n1,2\n'), /is not an \.xlsx file\. Save it in Excel/],
    ['nothing', Buffer.alloc(0), /is not an \.xlsx file/],
    ['a cut file', book({ rows: rowsXml(head) }).subarray(0, 300), /is damaged \(its directory is missing\)/],
    ['another archive', book({ rows: '', others: { '[Content_Types].xml': null } }), /is not an \.xlsx file/],
    [
      'a binary workbook',
      book({ rows: '', others: { 'xl/workbook.bin': 'x' } }),
      /is another kind of spreadsheet/,
    ],
    [
      'a workbook without sheets',
      book({ rows: '', others: { 'xl/worksheets/sheet1.xml': null } }),
      /it has no sheet/,
    ],
    ['a sheet without cells', book({ rows: '' }), /the sheet "One" of .* has no cells there/],
    [
      'cut XML',
      book({ rows: '', others: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' } }),
      /it ends inside a tag/,
    ],
    [
      'a text of 5 million characters',
      book({ rows: `<row><c t="str"><v>${'x'.repeat(5_000_000)}</v></c></row>` }),
      /a tag or a text is too long/,
    ],
  ])('%s', async (_, content, message) => {
    expect(await t.refusal(write(content))).toEqual([expect.any(String), expect.stringMatching(message)])
  })

  test('a bomb, by its directory and while it is unpacked', async () => {
    const bytes = book({ rows: rowsXml(head) })
    // The directory says how large the sheet is.
    const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46
    const huge = Buffer.from(bytes)
    huge.writeUInt32LE(0xfffffffe, at + 24)
    expect((await t.refusal(write(huge)))[1]).toMatch(
      /becomes larger than 2,147,483,648 bytes when it is unpacked/,
    )
  })

  test('more rows than a sheet can have, before all of them are unpacked', async () => {
    const rows = `${rowsXml(head)}${'<row/>'.repeat(1_048_573)}`
    expect((await openBook({ rows })).info.rows).toBe(2)
    expect(await refusalOf({ rows: `${rows}<row><c><v>1</v></c></row>` })).toEqual([
      'path',
      expect.stringMatching(/is damaged \(a sheet has at most 1048576 rows\)/),
    ])
  })

  test('entities are not expanded', async () => {
    const others = {
      'xl/worksheets/sheet1.xml': `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData>${rowsXml([
        ['x', 'y'],
        ['&a;', 1],
      ])}</sheetData></worksheet>`,
    }
    expect(await rowsOf(await openBook({ rows: '', others }))).toEqual([['&a;', '1']])
  })

  test('any damage ends in a problem or in a table', async () => {
    const bytes = book({ rows: rowsXml(head), styles: '<cellXfs><xf numFmtId="14"/></cellXfs>' })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const damaged = Buffer.from(bytes)
          for (const [at, value] of changes) damaged[at] = value
          await t.open(write(damaged)).catch((error: unknown) => {
            if (!(error instanceof ProblemError)) throw error
          })
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('XML comes out the same in any pieces', () => {
  const xml = `<?xml version="1.0"?><a x="1>2" y='"'><!-- <b> --><b>t &lt; u</b><c/><![CDATA[<d>]]>ü</a>`
  const eventsOf = (pieces: readonly Buffer[]) => {
    const events: string[] = []
    let text = ''
    const flush = (event: string) => {
      if (text !== '') events.push(`text ${text}`)
      text = ''
      events.push(event)
    }
    const scanner = xmlScanner(
      {
        open: (name, attributes) => flush(`open ${name} ${attributes.get('x')} ${attributes.get('y')}`),
        close: (name) => flush(`close ${name}`),
        text(part) {
          text += part
        },
      },
      (reason) => new Error(reason),
    )
    for (const piece of pieces) scanner.write(piece)
    scanner.end()
    return events
  }
  const bytes = Buffer.from(xml)
  const whole = eventsOf([bytes])
  expect(whole).toEqual([
    'open a 1>2 "',
    'open b null null',
    'text t < u',
    'close b',
    'open c null null',
    'close c',
    'text <d>ü',
    'close a',
  ])
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
      const ends = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b)
      expect(eventsOf(ends.slice(1).map((end, i) => bytes.subarray(ends[i], end)))).toEqual(whole)
    }),
  )
})
