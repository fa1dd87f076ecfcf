/** The parser of rows against a simple reference, whatever the pieces in which the file arrives. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CellColumn, NumberColumn } from '../../../../electron/engine/data/csv/cell-columns.ts'
import { Interner } from '../../../../electron/engine/data/csv/interner.ts'
import { NumberScanner } from '../../../../electron/engine/data/csv/number-scanner.ts'
import { RowError, type RowFormat } from '../../../../electron/engine/data/csv/row-format.ts'
import { RowParser } from '../../../../electron/engine/data/csv/row-parser.ts'

const BLOCK_ROWS = 3

const plain: RowFormat = {
  sep: ',',
  quote: '"',
  comment: '',
  skip: 0,
  header: 0,
  decimal: '.',
  commentCandidates: [],
}

/** Collects the texts of a column. */
class Cells implements CellColumn {
  readonly plainNumbers = null
  readonly all: string[] = []
  readonly #block: string[] = []
  add(bytes: Buffer, start: number, end: number, row: number): null {
    this.#block[row] = trimmed(bytes.toString('utf8', start, end))
    return null
  }
  commit(): void {}
  flush(rows: number): ArrayBufferView {
    this.all.push(...this.#block.slice(0, rows))
    return new Uint8Array(0)
  }
}

const trimmed = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')

interface Result {
  readonly rows: readonly (readonly string[])[]
  readonly lines: readonly number[]
  readonly fault: unknown
}

/** Parses a text that arrives in pieces of these sizes, again and again. */
function parse(text: string, width: number, format: RowFormat, sizes: readonly number[]): Result {
  const columns = Array.from({ length: width }, () => new Cells())
  const parser = new RowParser(format, columns, BLOCK_ROWS)
  const bytes = Buffer.from(text)
  let rest = Buffer.alloc(0)
  let fault: unknown = null
  const read = (piece: Buffer, isLast: boolean) => {
    let at = 0
    for (;;) {
      at = parser.parse(piece, at, piece.length, isLast)
      if (parser.blockRow < BLOCK_ROWS) break
      for (const column of columns) column.flush(parser.blockRow)
      parser.startBlock()
    }
    rest = Buffer.from(piece.subarray(at))
  }
  try {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const end = Math.min(bytes.length, at + sizes[i % sizes.length]!)
      read(Buffer.concat([rest, bytes.subarray(at, end)]), false)
      at = end
    }
    read(rest, true)
  } catch (error) {
    if (!(error instanceof RowError)) throw error
    fault = error.fault
  }
  for (const column of columns) column.flush(parser.blockRow)
  const count = parser.rowsBefore + parser.blockRow
  return {
    rows: Array.from({ length: count }, (_, row) => columns.map(({ all }) => all[row]!)),
    lines: linesOf(parser.lines, count),
    fault,
  }
}

function linesOf(pairs: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, row) => {
    let line = 0
    for (let i = 0; i < pairs.length && pairs[i]! <= row; i += 2) line = row + pairs[i + 1]!
    return line
  })
}

/** The reference: one character after the other, the whole text at once. */
function reference(text: string, width: number, sep: string): Result {
  const rows: string[][] = []
  const lines: number[] = []
  let line = 1
  let at = 0
  const isBreak = () => at >= text.length || text[at] === '\n' || text[at] === '\r'
  const isSeparator = (index: number) => text.startsWith(sep, index)
  const isBlank = (index: number) => (text[index] === ' ' || text[index] === '\t') && !isSeparator(index)
  while (at < text.length) {
    const start = line
    const from = at
    const cells: string[] = []
    for (;;) {
      let blanks = at
      while (isBlank(blanks)) blanks++
      if (text[blanks] === '"') {
        at = blanks + 1
        let cell = ''
        while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) {
          if (text[at] === '"') at++
          if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) line++
          cell += text[at++]
        }
        if (at >= text.length) return { rows, lines, fault: { kind: 'open quote', line: start } }
        at++
        while (isBlank(at)) at++
        if (!isBreak() && !isSeparator(at)) return { rows, lines, fault: { kind: 'text after quote', line } }
        cells.push(trimmed(cell))
      } else {
        let cell = ''
        while (!isBreak() && !isSeparator(at)) cell += text[at++]
        cells.push(trimmed(cell))
      }
      // Where there are too many cells, the faults of the others do not matter.
      if (isBreak()) break
      at += sep.length
    }
    const content = text.slice(from, at)
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    line++
    if (content.trim() === '' && (content === '' || cells.length !== width)) continue
    if (cells.length !== width)
      return { rows, lines, fault: { kind: 'ragged', line: start, expected: width, found: cells.length } }
    rows.push(cells)
    lines.push(start)
  }
  return { rows, lines, fault: null }
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })

describe('against the reference', () => {
  const text = fc
    .array(
      fc.constantFrom(',', ',', '"', '""', '\n', '\n', '\r', '\r\n', 'a', '1', '.5', ' ', '\t', 'é', '#'),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join(''))

  test.each([',', '\t', '||', '#'])('any text, separator %j', (sep) => {
    const texts = text.map((each) => each.replaceAll(',', sep))
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 3 }), sizes, (content, width, pieces) => {
        const expected = reference(content, width, sep)
        const received = parse(content, width, { ...plain, sep }, pieces)
        // Of a quotation mark that is still open, either line may be named: the mark's or the row's.
        if ((expected.fault as { kind?: string } | null)?.kind === 'open quote')
          expect(received.fault).toMatchObject({ kind: 'open quote' })
        else expect(received).toEqual(expected)
      }),
      { numRuns: 3000 },
    )
  })

  test('a written table is read as it was', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'b', ',', ';', '"', '\n', '\r\n', ' ', '\u00e9', '漢', '😀'),
      maxLength: 6,
    })
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }))
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), sizes, (rows, end, pieces) => {
        const width = rows[0]?.length ?? 2
        const content = rows
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';') + end)
          .join('')
        const { rows: read, fault } = parse(content, width, { ...plain, sep: ';' }, pieces)
        expect(fault).toBeNull()
        expect(read).toEqual(rows.map((row) => row.map(trimmed)))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('rows', () => {
  const rowsOf = (text: string, format: Partial<RowFormat>, width: number) =>
    [1, 2, 5, 100].map((size) => parse(text, width, { ...plain, ...format }, [size]))

  test('blanks, two blanks, comments, lines above, a header', () => {
    const cases: [string, Partial<RowFormat>, string[][], number[]][] = [
      [
        '  1  2\t3 \n\n4 5 6\n',
        { sep: ' ' },
        [
          ['1', '2', '3'],
          ['4', '5', '6'],
        ],
        [1, 3],
      ],
      [
        'New York   5  x\nBonn  6 \tx\n',
        { sep: '  ' },
        [
          ['New York', '5', 'x'],
          ['Bonn', '6', 'x'],
        ],
        [1, 2],
      ],
      ['a,b,c\n#x\n1,#2,3\n', { comment: '#', header: 1 }, [['1', '#2', '3']], [3]],
      ['title\n"\na,b,c\n1,2,3', { skip: 2, header: 1 }, [['1', '2', '3']], [4]],
      [
        '1,2,3\n# note, "\n4,5,6\n',
        { commentCandidates: ['#'] },
        [
          ['1', '2', '3'],
          ['4', '5', '6'],
        ],
        [1, 3],
      ],
      ["'a,b',2,3\n", { quote: "'" }, [['a,b', '2', '3']], [1]],
      ['"a",2,3\n', { quote: '' }, [['"a"', '2', '3']], [1]],
      ['5" pipe,2,"x ""y"" z"\n', {}, [['5" pipe', '2', 'x "y" z']], [1]],
    ]
    for (const [text, format, rows, lines] of cases)
      for (const result of rowsOf(text, format, 3)) expect(result).toEqual({ rows, lines, fault: null })
  })
})

test('numbers are those of JavaScript, or left to the slow way', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((x) => x.toFixed(8)),
    fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((x) => x.toPrecision(17)),
    fc.integer().map(String),
    fc.string({ unit: fc.constantFrom('0', '1', '9', '.', '-', '+', 'e', 'E', 'x', '_'), maxLength: 10 }),
  )
  const scanner = new NumberScanner('.')
  let scanned = 0
  fc.assert(
    fc.property(number, (text) => {
      const bytes = Buffer.from(`${text},`)
      const end = scanner.scan(bytes, 0, bytes.length)
      if (end !== text.length) return
      scanned++
      expect(scanner.value).toBe(Number(text))
    }),
    { numRuns: 20_000 },
  )
  expect(scanned).toBeGreaterThan(5000)
})

test('a column of numbers: plain, quoted, padded, bad, missing', () => {
  const column = new NumberColumn((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN), 100, {
    isDate: false,
    naValues: null,
  })
  const parser = new RowParser(plain, [column, new Cells()], 100)
  const bytes = Buffer.from('1.5,a\n "-2" ,a\n ,a\nNA,a\nx1,a\n"3\n",a\n12345678901234567890,b\n')
  parser.parse(bytes, 0, bytes.length, true)
  const values = [...(column.flush(parser.blockRow) as Float64Array)]
  expect(values).toEqual([1.5, -2, Number.NaN, Number.NaN, Number.NaN, 3, 1.2345678901234567e19])
  expect(column.first).toEqual([{ row: 4, line: 5, text: 'x1' }])
  expect([...column.markers]).toEqual([['NA', 1]])
  expect(column.inexact).toBe('12345678901234567890')
})

test('distinct texts are numbered in the order of their appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3 }), { maxLength: 200 }), (texts) => {
      const interner = new Interner()
      const distinct: string[] = []
      for (const text of texts.map((each) => Buffer.from(each).toString())) {
        if (!distinct.includes(text)) distinct.push(text)
        const bytes = Buffer.from(`x${text}y`)
        expect(interner.numberOf(bytes, 1, bytes.length - 1)).toBe(distinct.indexOf(text))
      }
      expect(interner.texts()).toEqual(distinct)
    }),
  )
})

test('a text that comes again has its number, however many there are', () => {
  const interner = new Interner()
  for (let number = 0; number < 1000; number++) {
    const bytes = Buffer.from(`text ${number}`)
    for (let again = 0; again < 2; again++) expect(interner.numberOf(bytes, 0, bytes.length)).toBe(number)
  }
})
