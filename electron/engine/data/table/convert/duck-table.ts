/** Writes what DuckDB reads as a text. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api'
import { type ProblemData, problem } from '../../../../../shared/problem.ts'
import type { Text } from '../../../../../shared/text.ts'
import { MAX_COLUMNS, MAX_ROWS } from '../../limits.ts'
import { problemError } from '../../problem-error.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { Report } from '../../types.ts'
import { type ConvertContext, type Converted, setTypes } from './converter.ts'
import { MAX_TEXT } from './csv-text.ts'
import {
  cellText,
  isLeftOut,
  type Leaf,
  leavesOf,
  type Measured,
  measure,
  statedType,
} from './duck-columns.ts'
import { identifier, literal } from './duck-db.ts'
import { type DuckColumn, storeDuckTable } from './duck-store.ts'
import { texts } from './texts.ts'

const NOTHING: Measured = { isSpecial: false, areDigits: false, repeats: false }
const POLL_MS = 100

/** Where the table is written to. */
export type DuckTarget = Pick<ConvertContext, 'folder' | 'scratch' | 'settings' | 'report' | 'signal'>

export interface DuckSource {
  /** Path of the file, for messages. */
  readonly path: string
  /** The call that reads the rows, as SQL. */
  readonly from: string
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[]
  /** The file states which columns are texts. */
  readonly isTyped: boolean
}

export async function columnsOf(connection: DuckDBConnection, from: string): Promise<DuckSource['columns']> {
  const result = await connection.run(`SELECT * FROM ${from} LIMIT 0`)
  return result.columnNames().map((name, i) => ({ name, type: result.columnType(i) }))
}

/** @throws ProblemError if there is no row or no column, or too many; DuckDB's errors */
export async function writeDuckTable(
  connection: DuckDBConnection,
  { path, from, columns, isTyped }: DuckSource,
  { folder, scratch, settings, ...progress }: DuckTarget,
): Promise<Converted> {
  const leaves = columns.flatMap(({ name, type }) => leavesOf(name, type))
  if (leaves.length > MAX_COLUMNS)
    throw problemError('csv_columns', dataTexts.csvColumns(path, leaves.length, MAX_COLUMNS), 'path')
  const { rows, measured } = await measureAll(connection, from, leaves, isTyped)
  if (rows === 0) throw problemError('data_no_rows', dataTexts.csvEmpty(path), 'path')
  if (rows > MAX_ROWS) throw problemError('csv_rows', texts.tooManyRows(path, rows, MAX_ROWS), 'path')
  const named = uniqueNames(leaves.map((leaf, i) => ({ leaf, measured: measured[i]! })))
  const kept = named.filter(({ leaf, measured: facts }) => !isLeftOut(leaf, facts))
  const others = named.filter((column) => !kept.includes(column)).map(({ leaf }) => leaf)
  if (kept.length === 0)
    throw problemError('data_no_columns', texts.onlyNested(path, namesOf(others)), 'path')
  const set = setTypes(settings)
  const isStored =
    isTyped && (await storeDuckTable(connection, { path, from, rows }, kept, set, folder, progress))
  const text = isStored ? null : await writeText(connection, path, from, kept, scratch, progress.report)
  const zoned = kept.filter(({ leaf }) => leaf.kind === 'zoned').map(({ name }) => name)
  return {
    path: text,
    types: new Map(
      kept.flatMap(({ name, leaf, measured: facts }) => {
        const type = statedType(leaf, facts)
        return type === null ? [] : [[name, type] as const]
      }),
    ),
    problems: [
      ...(others.length > 0
        ? [warning('data_nested', texts.nested(namesOf(others), others[0]!.typeName))]
        : []),
      ...(zoned.length > 0 ? [hint('data_time_zone', texts.zoned(zoned))] : []),
    ],
  }
}

async function writeText(
  connection: DuckDBConnection,
  path: string,
  from: string,
  columns: readonly DuckColumn[],
  scratch: string,
  report: Report,
): Promise<string> {
  const target = join(scratch, 'table.csv')
  const cells = columns.map(({ leaf, measured, name }) => {
    const text = cellText(leaf, measured)
    // A line without any character would be no row.
    return `${columns.length === 1 ? `coalesce(${text}, '')` : text} AS ${identifier(name)}`
  })
  await copyWithProgress(
    connection,
    `COPY (SELECT ${cells.join(', ')} FROM ${from}) TO ${literal(target)}
     (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '')`,
    target,
    path,
    report,
  )
  return target
}

const warning = (code: string, message: Text): ProblemData => problem(code, message, { severity: 'warning' })
const hint = (code: string, message: Text): ProblemData => problem(code, message, { severity: 'hint' })
const namesOf = (leaves: readonly Leaf[]): string[] => leaves.map(({ name }) => name)

async function measureAll(
  connection: DuckDBConnection,
  from: string,
  leaves: readonly Leaf[],
  isTyped: boolean,
): Promise<{ readonly rows: number; readonly measured: readonly Measured[] }> {
  const expressions = leaves.map((leaf) => measure(leaf, isTyped))
  const result = await connection.runAndReadAll(
    `SELECT count(*), ${expressions.flatMap((list) => list ?? []).join(', ')} FROM ${from}`,
  )
  const [count, ...values] = result.getRowsJS()[0]!
  let at = 0
  const measured = expressions.map((list) => {
    if (list === null) return NOTHING
    const [isSpecial, areDigits, repeats] = values.slice(at, at + list.length)
    at += list.length
    return { isSpecial: isSpecial === true, areDigits: areDigits === true, repeats: repeats === true }
  })
  return { rows: Number(count), measured }
}

/** Names as the reader of tables makes them: a field `b` of `a` may be called like a column `a.b`. */
function uniqueNames<T extends { readonly leaf: Leaf }>(
  columns: readonly T[],
): (T & { readonly name: string })[] {
  const used = new Set<string>()
  return columns.map((column) => {
    const wanted = column.leaf.name.trim() || 'column'
    let name = wanted
    // DuckDB tells names apart by their lower case.
    for (let i = 1; used.has(name.toLowerCase()); i++) name = `${wanted}.${i}`
    used.add(name.toLowerCase())
    return { ...column, name }
  })
}

/** Interrupts the copy when the text becomes larger than MAX_TEXT: a small file may hold a huge table. */
async function copyWithProgress(
  connection: DuckDBConnection,
  sql: string,
  target: string,
  path: string,
  report: Report,
): Promise<void> {
  let isTooLarge = false
  const timer = setInterval(async () => {
    const size = (await stat(target).catch(() => null))?.size ?? 0
    const { percentage } = connection.progress
    report(Math.min(Math.max(percentage, 0) / 100, 1), dataTexts.reading(path))
    if (size <= MAX_TEXT) return
    isTooLarge = true
    connection.interrupt()
  }, POLL_MS)
  try {
    await connection.run(sql)
  } catch (error) {
    throw isTooLarge ? problemError('data_too_large', texts.tooLarge(path, MAX_TEXT), 'path') : error
  } finally {
    clearInterval(timer)
  }
}
