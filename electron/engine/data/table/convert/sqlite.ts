/** Reads a table of an SQLite database with the SQLite of Node, where Node has it. The database is opened as one that cannot change, so that
 *  nothing is written next to it, and only tables are read: a view may run any query. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { ColumnType } from '../../../../../shared/data/columns.ts'
import type { OptionFact } from '../../../../../shared/data/table-profile.ts'
import { ProblemError, problem } from '../../../../../shared/problem.ts'
import { pause } from '../../blocks.ts'
import { MAX_COLUMNS, MAX_ROWS } from '../../limits.ts'
import { problemError } from '../../problem-error.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { Progress } from '../../types.ts'
import type { ConvertContext, Converted, Converter } from './converter.ts'
import { createText } from './csv-text.ts'
import { identifier } from './duck-db.ts'
import { texts } from './texts.ts'

/** Rows between two pauses, in which other work is done. */
const ROWS_AT_ONCE = 1000
const MAX_EXACT = '9007199254740991'

export const sqliteConverter: Converter = { type: 'sqlite', fields: ['table'], convert: readDatabase }

async function readDatabase({
  source,
  files: [file],
  scratch,
  report,
  signal,
}: ConvertContext): Promise<Converted> {
  const { path } = file
  const { DatabaseSync: Database } = sqliteOf(path)
  for (const log of [`${path}-wal`, `${path}-journal`]) {
    const stats = await stat(log).catch(() => null)
    if (stats !== null && stats.size > 0)
      throw problemError('sqlite_open', texts.sqliteOpen(path, log), 'path')
  }
  let database: DatabaseSync | null = null
  try {
    database = new Database(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true })
    database.exec('PRAGMA trusted_schema = OFF')
    checkPages(database, path)
    const name = chooseTable(database, source.table as string | null, path)
    const columns = columnsOf(database, name, path)
    const kept = columns.filter(({ blobs }) => blobs === 0)
    const others = columns.filter(({ blobs }) => blobs > 0).map((column) => column.name)
    if (kept.length === 0) throw problemError('data_no_columns', texts.onlyNested(path, others), 'path')
    const target = join(scratch, 'table.csv')
    await writeRows(database, name, kept, { target, path, report, signal })
    return {
      path: target,
      types: new Map(kept.flatMap((column) => (column.type === null ? [] : [[column.name, column.type]]))),
      facts: [tableFact(database, name, source.table !== null)],
      problems:
        others.length > 0
          ? [problem('data_nested', texts.nested(others, 'BLOB'), { severity: 'warning' })]
          : [],
    }
  } catch (error) {
    if (error instanceof ProblemError || !isSqliteError(error)) throw error
    throw problemError('sqlite_damaged', texts.sqliteDamaged(path, error.message), 'path')
  } finally {
    database?.close()
  }
}

const isSqliteError = (error: unknown): error is Error =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR'

/** @throws ProblemError where Node has no SQLite */
function sqliteOf(path: string): typeof import('node:sqlite') {
  // Node has it since 22.13; without this call, the import of a module that is missing would stop the engine.
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined
  if (!sqlite) throw problemError('sqlite_missing', texts.noSqlite(path, process.version), 'source')
  return sqlite
}

/** Pages that a hostile file refers to again and again would be rows without end. @throws ProblemError */
function checkPages(database: DatabaseSync, path: string): void {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (found !== 'ok')
    throw problemError('sqlite_damaged', texts.sqliteDamaged(path, String(found).split('\n').at(-1)!), 'path')
}

const tablesIn = (database: DatabaseSync): string[] =>
  database
    .prepare(
      `SELECT name FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid`,
    )
    .all()
    .map(({ name }) => String(name))

function chooseTable(database: DatabaseSync, wanted: string | null, path: string): string {
  const names = tablesIn(database)
  if (wanted === null) {
    if (names.length === 1) return names[0]!
    throw problemError('sqlite_table', texts.chooseTable(path, names), 'table')
  }
  const name = names.find((each) => each.toLowerCase() === wanted.toLowerCase())
  if (!name) throw problemError('sqlite_table', texts.noTable(path, wanted, names), 'table')
  return name
}

const tableFact = (database: DatabaseSync, name: string, isSet: boolean): OptionFact => ({
  field: 'table',
  value: name,
  isSet,
  reason: null,
  alternatives: isSet
    ? []
    : tablesIn(database)
        .filter((other) => other !== name)
        .map((value) => ({ value, meaning: texts.otherTable })),
})

interface Column {
  readonly name: string
  readonly blobs: number
  /** Null: the cells decide. */
  readonly type: ColumnType | null
}

/** A column may hold values of any type; what they are is counted. @throws ProblemError if the table is empty or too large */
function columnsOf(database: DatabaseSync, table: string, path: string): readonly Column[] {
  const names = database
    .prepare(`SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1`)
    .all(table)
    .map(({ name }) => String(name))
  if (names.length > MAX_COLUMNS)
    throw problemError('csv_columns', dataTexts.csvColumns(path, names.length, MAX_COLUMNS), 'path')
  const counts = (name: string, i: number) => {
    const column = identifier(name)
    return `sum(typeof(${column}) = 'blob') AS b${i}, sum(typeof(${column}) IN ('integer', 'real')) AS n${i},
      sum(typeof(${column}) = 'text') AS t${i},
      sum(typeof(${column}) = 'integer' AND (${column} > ${MAX_EXACT} OR ${column} < -${MAX_EXACT})) AS i${i}`
  }
  // SQLite has at most 2,000 columns in a result.
  const found: Record<string, unknown> = {}
  for (let start = 0; start < names.length; start += 400) {
    const part = names.slice(start, start + 400).map((name, i) => counts(name, start + i))
    Object.assign(
      found,
      database.prepare(`SELECT count(*) AS rows, ${part.join(', ')} FROM ${identifier(table)}`).get(),
    )
  }
  const rows = Number(found.rows)
  if (rows === 0) throw problemError('data_no_rows', texts.emptyTable(path, table), 'table')
  if (rows > MAX_ROWS) throw problemError('csv_rows', texts.tooManyRows(path, rows, MAX_ROWS), 'path')
  return names.map((name, i) => {
    const count = (letter: string) => Number(found[`${letter}${i}`])
    const areNumbers = count('n') > 0 && count('t') === 0 && count('i') === 0
    return { name, blobs: count('b'), type: areNumbers ? 'number' : null }
  })
}

async function writeRows(
  database: DatabaseSync,
  table: string,
  columns: readonly Column[],
  { target, path, report, signal }: Progress & { readonly target: string; readonly path: string },
): Promise<void> {
  const names = columns.map(({ name }, i) => `${identifier(name)} AS c${i}`)
  const statement = database.prepare(`SELECT ${names.join(', ')} FROM ${identifier(table)}`)
  // Whole numbers beyond 2^53 stay exact.
  statement.setReadBigInts(true)
  const writer = await createText(target, path)
  try {
    await writer.writeRow(columns.map(({ name }) => name))
    let rows = 0
    for (const row of statement.iterate()) {
      await writer.writeRow(columns.map((_, i) => textOf((row as Record<string, unknown>)[`c${i}`])))
      if (++rows % ROWS_AT_ONCE > 0) continue
      report(0, dataTexts.readingRows(path, rows))
      await pause(signal)
    }
  } finally {
    await writer.close()
  }
}

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  return value === Number.NEGATIVE_INFINITY ? '-inf' : String(value)
}
