/** Stores a table that DuckDB reads straight in the cache, where the file states what every column holds: numbers, dates and booleans come as
 *  they are, texts are coded. The way over a text takes ten times as long. */
import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import type { ColumnType } from '../../../../../shared/data/columns.ts'
import { codingBudget, TextColumn } from '../../csv/cell-columns.ts'
import { type Facts, judge } from '../../csv/judge-column.ts'
import { TEXT } from '../../csv/plan-columns.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { Progress } from '../../types.ts'
import type { StoredColumn } from '../stored-table.ts'
import { blockRowsFor, createTable, type TableWriter } from '../write-table.ts'
import { cellNumber, cellText, dateFormatOf, type Leaf, type Measured, statedType } from './duck-columns.ts'

export interface DuckColumn {
  readonly name: string
  readonly leaf: Leaf
  readonly measured: Measured
}

interface Cells {
  /** The value as SQL. */
  readonly sql: string
  /** Takes some values of a vector into a block. @returns false for one that a number column cannot hold */
  fill(vector: DuckDBVector, start: number, count: number, row: number): boolean
  flush(rows: number): ArrayBufferView
  /** Null if the texts may be numbers or dates. */
  facts(rows: number): Facts | null
}

/** @param types the types that the document sets
 *  @returns false if a column must be looked at as text; the folder is to be written again then */
export async function storeDuckTable(
  connection: DuckDBConnection,
  { path, from, rows }: { readonly path: string; readonly from: string; readonly rows: number },
  columns: readonly DuckColumn[],
  types: ReadonlyMap<string, ColumnType>,
  folder: string,
  { report, signal }: Progress,
): Promise<boolean> {
  const blockRows = blockRowsFor(columns.length)
  const budget = codingBudget()
  const cells = columns.map((column) => {
    const type = types.get(column.name) ?? null
    return cellNumber(column.leaf) === null
      ? textCells(column, type, new TextColumn(blockRows, { budget, naValues: [] }))
      : numberCells(column, type, blockRows)
  })
  if (cells.includes(null)) return false
  const known = cells as readonly Cells[]
  const writer = await createTable(folder)
  try {
    const progress = (done: number) => {
      signal.throwIfAborted()
      report(done / rows, dataTexts.readingRows(path, done))
    }
    if (!(await writeCells(connection, from, known, { writer, blockRows, progress }))) return false
    const stored: StoredColumn[] = []
    for (const [i, { name, leaf }] of columns.entries()) {
      const facts = known[i]!.facts(rows)
      if (facts === null || (facts.type === 'category' && facts.textsFrom !== null)) return false
      stored.push({ name, header: leaf.name, ...facts, badSegment: null })
    }
    await writer.finish({
      title: path,
      bytes: 0,
      rows,
      blockRows,
      options: [],
      columns: stored,
      problems: [],
      hasCommentMarkInCells: false,
      areMarkersSet: true,
      linesSegment: null,
    })
    return true
  } finally {
    await writer.close()
  }
}

async function writeCells(
  connection: DuckDBConnection,
  from: string,
  cells: readonly Cells[],
  {
    writer,
    blockRows,
    progress,
  }: {
    readonly writer: TableWriter
    readonly blockRows: number
    readonly progress: (rows: number) => void
  },
): Promise<boolean> {
  const list = cells.map(({ sql }, i) => `${sql} AS c${i}`).join(', ')
  const result = await connection.stream(`SELECT ${list} FROM ${from}`)
  let row = 0
  let before = 0
  const flush = async () => {
    await writer.writeBlock(cells.map((column) => column.flush(row)))
    before += row
    row = 0
    progress(before)
  }
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    for (let start = 0; start < chunk.rowCount; ) {
      const count = Math.min(chunk.rowCount - start, blockRows - row)
      for (const [i, column] of cells.entries())
        if (!column.fill(chunk.getColumnVector(i), start, count, row)) return false
      start += count
      row += count
      if (row === blockRows) await flush()
    }
  }
  if (row > 0) await flush()
  return true
}

function numberCells(
  { leaf, measured }: DuckColumn,
  type: ColumnType | null,
  blockRows: number,
): Cells | null {
  const stated = statedType(leaf, measured)
  if (stated === null || (type !== null && type !== stated)) return null
  const numbers = new Float64Array(blockRows)
  let missing = 0
  return {
    sql: cellNumber(leaf)!,
    fill(vector, start, count, row) {
      for (let i = 0; i < count; i++) {
        const value = vector.getItem(start + i) as number | null
        if (value === null || Number.isNaN(value)) {
          missing++
          numbers[row + i] = Number.NaN
        } else if (Number.isFinite(value)) numbers[row + i] = value
        else return false
      }
      return true
    },
    flush: (rows) => numbers.subarray(0, rows),
    facts: () => ({
      type: stated,
      foundType: stated,
      storage: 'numbers',
      textsFrom: null,
      dictionary: null,
      markers: missing > 0 ? [{ text: '', count: missing }] : [],
      badCells: { count: 0, first: [] },
      unit: null,
      isPadded: false,
      words: null,
      dateFormat: dateFormatOf(leaf, measured),
    }),
  }
}

const EMPTY = Buffer.alloc(0)

function textCells({ leaf, measured }: DuckColumn, set: ColumnType | null, column: TextColumn): Cells | null {
  if (set === 'number' || set === 'date') return null
  const type = set ?? statedType(leaf, measured)
  return {
    sql: cellText(leaf, measured),
    fill(vector, start, count, row) {
      for (let i = 0; i < count; i++) {
        const text = vector.getItem(start + i) as string | null
        const bytes = text === null || text === '' ? EMPTY : Buffer.from(text)
        column.add(bytes, 0, bytes.length, row + i)
      }
      return true
    },
    flush: (rows) => column.flush(rows),
    facts(rows) {
      const marks = { decimal: '.', thousands: '' }
      const verdict = judge(column, {
        plan: TEXT,
        type,
        rows,
        marks,
        naValues: [],
        setFormat: null,
        tried: [],
      })
      return 'facts' in verdict ? verdict.facts : null
    },
  }
}
