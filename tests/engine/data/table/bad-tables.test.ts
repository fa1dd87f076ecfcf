/** Tables that cannot be read: one message with the place and the cure, in bounded time and memory. */
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTable } from '../../../../electron/engine/data/table/read-table.ts'
import { cpuTimer } from '../../../support/cpu-time.ts'
import { tableFixture } from './helper.ts'

const t = tableFixture()

describe('options that do not fit', () => {
  test.each([
    ['decimal', '!', 'decimal: expected . or ,, received "!".'],
    [
      'sep',
      '',
      'sep: expected one or more characters other than a line break and the quotation mark, received "".',
    ],
    [
      'thousands',
      '5',
      'thousands: expected an empty text, or one character that is no digit, letter, sign or decimal mark, received "5".',
    ],
    ['quotechar', '""', 'quotechar: expected an empty text, or one character such as ", received "\\"\\"".'],
    [
      'date_format',
      '%d.%m',
      'date_format: expected a format in the codes of strptime with year, month and day, such as %d/%m/%Y, received "%d.%m".',
    ],
    ['comment', '\n', 'comment: expected a text without a line break, received "\\n".'],
  ])('%s %j', async (field, value, message) => {
    expect(await t.problem('a,b\n1,2\n', { source: { [field]: value } })).toBe(message)
  })
  test('more lines to skip than there are', async () => {
    expect(await t.problem('a,b\n1,2\n', { source: { skiprows: 9 } })).toMatch(/has no rows\.$/)
  })
})

describe('contents', () => {
  test('empty, blank, only a header', async () => {
    for (const content of ['', ' \r\n\n', 'a,b\n', '# only\n'])
      expect(await t.problem(content)).toMatch(/^path: …\/table\d+\.csv has no rows\.$/)
  })
  test('a row of another length, with its line', async () => {
    const ragged = (line: number, found: number, expected: number) =>
      new RegExp(
        `^path: line ${line} of …/table\\d+\\.csv has ${found} cells?; expected ${expected}, as in the other lines\\. Correct the line, or set sep, quotechar or comment\\.$`,
      )
    expect(await t.problem('x,y,z\n1,2,a\n\n3,4\n5,6,b\n')).toMatch(ragged(4, 2, 3))
    expect(await t.problem('x,y,z\n1,2,a\n3,4,b,c\n5,6,b\n')).toMatch(ragged(3, 4, 3))
    expect(await t.problem('x,y,z\n1,2,3,4\n5,6,7,8\n')).toMatch(ragged(1, 3, 4))
    const rows = Array.from({ length: 200_000 }, (_, i) => (i === 190_000 ? 'total' : `${i},2`))
    expect(await t.problem(`x,y\n${rows.join('\n')}\n`)).toMatch(ragged('190,002' as unknown as number, 1, 2))
  })
  test('quotation marks that are not closed, or closed too early', async () => {
    expect(await t.problem('x,y\n1,a\n2,"b\n3,c\n')).toMatch(
      /^path: the quotation mark on line 3 of .* is never closed\. Close it, or set quotechar to an empty text\.$/,
    )
    expect(await t.problem('x,y\n1,a\n2,"b" c\n3,c\n')).toMatch(
      /^path: a text follows a closing quotation mark on line 3 of /,
    )
    const elapsed = cpuTimer()
    const rows = Array.from({ length: 1_000_000 }, (_, i) => (i === 50 ? '1,"open' : '12,3'))
    expect(await t.problem(`x,y\n${rows.join('\n')}\n`)).toMatch(/the quotation mark on line 52 of/)
    expect(elapsed()).toBeLessThan(5000)
  })
  test('zero bytes', async () => {
    expect(await t.problem('x,y\n1,a\n2,\0b\n3,c\n')).toMatch(
      /^path: .* has a NUL at byte 11 \(line 3\), which no table of text has\. Is the file damaged or binary\?$/,
    )
  })
  test('a line of a gigabyte stops at the limit', async () => {
    const path = t.write(`x,y\n1,2\n3,${'a'.repeat(3e6)}`)
    truncateSync(join(t.folder, path), 1e9)
    const elapsed = cpuTimer()
    await expect(t.open(path)).rejects.toThrow(/NUL|line 3 of .* is longer than 2,097,152 bytes/)
    expect(elapsed()).toBeLessThan(5000)
    const text = t.write(`x,y\n1,2\n3,${'a'.repeat(3e7)}`)
    await expect(t.open(text)).rejects.toThrow(
      /line 3 of .* is longer than 2,097,152 bytes\. Is it a table\?$/,
    )
  })
  test('too many columns, with their number', async () => {
    expect(await t.problem(`${'a,'.repeat(100_000)}b\n1\n`)).toMatch(
      /has 100,001 columns; at most 20,000 are read\.$/,
    )
  })
  test('a category with too many texts', async () => {
    const rows = Array.from({ length: 100_002 }, (_, i) => `${i},n${i}`)
    expect(await t.problem(`x,y\n${rows.join('\n')}\n`, { types: { y: 'category' } })).toMatch(
      /^columns: "y" is set to category but has more than 100,000 different texts/,
    )
  })
})

test('a file that changes while it is read', async () => {
  const path = t.write(`x,y\n${'1,2\n'.repeat(300_000)}`)
  const full = join(t.folder, path)
  let isChanged = false
  const report = (fraction: number) => {
    if (fraction === 0 || isChanged) return
    isChanged = true
    appendFileSync(full, '3,4\n')
  }
  await expect(
    openTable({ source: { type: 'csv', path: full } }, { folder: null, cache: t.cache, report }),
  ).rejects.toThrow(/changed while it was read\. Wait until it is written, then read the data again\.$/)
  writeFileSync(full, 'x,y\n1,2\n')
  expect((await t.open(path)).info.rows).toBe(1)
})

test('20,000 columns are read', async () => {
  const width = 20_000
  const line = (cell: (i: number) => string) => Array.from({ length: width }, (_, i) => cell(i)).join(',')
  const rows = Array.from({ length: 60 }, (_, row) => line((i) => String(row + i / 4)))
  const elapsed = cpuTimer()
  const table = await t.read(`${line((i) => `c${i}`)}\n${rows.join('\n')}\n`)
  expect(elapsed()).toBeLessThan(8000)
  expect([table.info.rows, table.info.columns.length]).toEqual([60, width])
  expect((await table.numbers(19_999))[59]).toBe(59 + 19_999 / 4)
})
