/** A table in blocks: ranges of rows, segments that are read together, and blocks of long texts. */
import { expect, test } from 'vitest'
import { codingBudget, TextColumn } from '../../../../electron/engine/data/csv/cell-columns.ts'
import { openStoredTable } from '../../../../electron/engine/data/table/open-table.ts'
import { type StoredColumn, storedTable } from '../../../../electron/engine/data/table/stored-table.ts'
import { blockRowsFor, createTable } from '../../../../electron/engine/data/table/write-table.ts'
import { temporaryFolder } from '../helper.ts'

const WIDTH = 50
const ROWS = 11
const BLOCK = 4
const WORDS = ['u', '', 'v', '12']
const cell = (row: number, column: number) => row * 100 + column

const column = (number: number): StoredColumn => ({
  name: `c${number}`,
  header: `c${number}`,
  type: number % 2 === 0 ? 'number' : 'category',
  foundType: number % 2 === 0 ? 'number' : 'category',
  storage: number % 2 === 0 ? 'numbers' : 'codes',
  textsFrom: null,
  dictionary: number % 2 === 0 ? null : WORDS.map((text) => ({ text, count: 1 })),
  markers: number % 2 === 0 ? [] : [{ text: '', count: 1 }],
  badCells: { count: 0, first: [] },
  badSegment: null,
  unit: null,
  isPadded: false,
  words: null,
  dateFormat: null,
})

/** Numbers in even columns, codes in odd ones, so that segments have other sizes. */
async function written() {
  const folder = temporaryFolder()
  const writer = await createTable(folder)
  for (let from = 0; from < ROWS; from += BLOCK) {
    const rows = Array.from({ length: Math.min(BLOCK, ROWS - from) }, (_, i) => from + i)
    await writer.writeBlock(
      Array.from({ length: WIDTH }, (_, c) =>
        c % 2 === 0
          ? Float64Array.from(rows, (row) => cell(row, c))
          : Int32Array.from(rows, (row) => (row + c) % WORDS.length),
      ),
    )
  }
  await writer.finish({
    title: 'blocks.csv',
    bytes: 0,
    rows: ROWS,
    blockRows: BLOCK,
    options: [],
    columns: Array.from({ length: WIDTH }, (_, c) => column(c)),
    problems: [],
    hasCommentMarkInCells: false,
    areMarkersSet: false,
    linesSegment: await writer.writeSegment(Int32Array.from([0, 2])),
  })
  await writer.close()
  return openStoredTable(folder, (await storedTable(folder))!, new Set())
}

test('every range of rows of every column is what was written', async () => {
  const table = await written()
  const categories = ['u', 'v', '12'].sort()
  expect(table.info.columns[1]!.categories).toEqual(categories)
  for (let c = 0; c < WIDTH; c++)
    for (let from = 0; from < ROWS; from++)
      for (const to of [from, from + 1, from + 3, BLOCK, ROWS].filter((end) => end >= from && end <= ROWS)) {
        const rows = Array.from({ length: to - from }, (_, i) => from + i)
        if (c % 2 === 0)
          expect([...(await table.numbers(c, from, to))]).toEqual(rows.map((row) => cell(row, c)))
        else {
          const words = rows.map((row) => WORDS[(row + c) % WORDS.length]!)
          expect([...(await table.codes(c, from, to))]).toEqual(words.map((word) => categories.indexOf(word)))
          expect(await table.texts(c, from, to)).toEqual(words.map((word) => word || null))
        }
      }
  expect((await table.numbers(2)).length).toBe(ROWS)
  expect(await table.lineOf(3)).toBe(5)
})

test('rows of long texts make small blocks', () => {
  expect([blockRowsFor(30), blockRowsFor(20_000), blockRowsFor(3, 100)]).toEqual([65_536, 209, 65_536])
  expect([blockRowsFor(3, 100_000), blockRowsFor(1, 2 ** 30)]).toEqual([2684, 16])
})

test('a block with more text than its places can number is refused', () => {
  const texts = new TextColumn(4, { budget: codingBudget(), naValues: [], maxCoded: 1, maxBlockBytes: 10 })
  const add = (text: string, row: number) => texts.add(Buffer.from(text), 0, text.length, row)
  add('abcd', 0)
  add('efgh', 1)
  expect(() => add('ijk', 2)).toThrow('A column has more than 10 bytes of text in 4 rows.')
  add('ij', 2)
  const bytes = Buffer.from(texts.flush(3) as Uint8Array)
  expect(bytes.subarray(16).toString()).toBe('abcdefghij')
})
