/** Reads JSON, a list of objects or an object per line, with DuckDB. */
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type DuckDBConnection,
  DuckDBListType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api'
import { ProblemError } from '../../../../../shared/problem.ts'
import type { ResolvedFile } from '../../find-file.ts'
import { problemError } from '../../problem-error.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { Converter } from './converter.ts'
import { identifier, literal, withDuckDb } from './duck-db.ts'
import { duckReason, isFileSystemError } from './duck-error.ts'
import { columnsOf, type DuckSource, writeDuckTable } from './duck-table.ts'
import { texts } from './texts.ts'

/** All rows are looked at, as types may change at any of them; fields inside fields stay fields, however many there are. The formats fit no
 *  text, so that dates stay as they are written. */
const OPTIONS = `sample_size = -1, maximum_depth = 16, map_inference_threshold = -1, field_appearance_threshold = 0,
  dateformat = '%Y no', timestampformat = '%Y no'`

export const jsonConverter: Converter = {
  type: 'json',
  fields: [],
  async convert({ files: [file], ...target }) {
    const start = await startOf(file)
    const path = start.mark > 0 ? await withoutMark(file, start.mark, target.scratch) : file.path
    return withDuckDb(path, target, async (connection, name) => {
      try {
        const found = await columnsOf(
          connection,
          `read_json(${name}, format = 'auto', records = 'true', ${OPTIONS})`,
        )
        const columns = found.map((column) => ({ ...column, type: column.type }))
        const from = `read_json(${name}, format = 'auto', records = 'true', columns = {${columnTypes(columns)}})`
        if (start.isObject) await checkRows(connection, from, file.path, columns)
        return await writeDuckTable(
          connection,
          { path: file.path, from, columns: await columnsOf(connection, from), isTyped: false },
          target,
        )
      } catch (error) {
        if (error instanceof ProblemError || isFileSystemError(error)) throw error
        throw jsonProblem(file.path, duckReason(error))
      }
    })
  },
}

const columnTypes = (columns: DuckSource['columns']): string =>
  columns.map(({ name, type }) => `${literal(name)}: ${literal(typeText(type))}`).join(', ')

/** Times of a day and UUIDs stay as they are written. */
function typeText(type: DuckDBType): string {
  if (type instanceof DuckDBStructType)
    return `STRUCT(${type.entryNames.map((name, i) => `${identifier(name)} ${typeText(type.entryTypes[i]!)}`).join(', ')})`
  if (type.alias) return type.alias
  return type.typeId === DuckDBTypeId.TIME || type.typeId === DuckDBTypeId.UUID ? 'VARCHAR' : String(type)
}

/** An object in which every member is a list or an object is no row: pandas writes a table by columns so, others put their rows into a
 *  member. @throws ProblemError */
async function checkRows(
  connection: DuckDBConnection,
  from: string,
  path: string,
  columns: DuckSource['columns'],
): Promise<void> {
  const nested = columns.filter(
    ({ type }) => type instanceof DuckDBStructType || type instanceof DuckDBListType,
  )
  const lists = nested.filter(({ type }) => type instanceof DuckDBListType)
  if (nested.length < columns.length && lists.length !== 1) return
  const result = await connection.runAndReadAll(`SELECT count(*) FROM (SELECT * FROM ${from} LIMIT 2)`)
  if (Number(result.getRowsJS()[0]![0]) !== 1) return
  const [list] = lists
  throw problemError(
    'json_no_table',
    list ? texts.jsonMember(path, list.name) : texts.jsonColumns(path, columns[0]!.name),
    'path',
  )
}

/** How the file starts. @throws ProblemError if there is nothing in it, or if it is UTF-16 */
async function startOf({
  path,
  size,
}: ResolvedFile): Promise<{ readonly mark: number; readonly isObject: boolean }> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw problemError(
      'data_unreadable',
      dataTexts.unreadable('path', path, error.code ?? String(error)),
      'path',
    )
  })
  try {
    const bytes = Buffer.alloc(Math.min(4096, size))
    await handle.read(bytes, 0, bytes.length, 0)
    const hex = bytes.toString('hex', 0, 3)
    if (hex.startsWith('fffe') || hex.startsWith('feff') || hex.startsWith('00') || hex.slice(2, 4) === '00')
      throw problemError('json_encoding', texts.jsonEncoding(path), 'path')
    const mark = hex === 'efbbbf' ? 3 : 0
    const text = bytes.toString('utf8', mark).trimStart()
    if (text === '' && size <= bytes.length)
      throw problemError('data_no_rows', dataTexts.csvEmpty(path), 'path')
    return { mark, isObject: text.startsWith('{') }
  } finally {
    await handle.close()
  }
}

/** DuckDB does not know the mark of UTF-8. */
async function withoutMark({ path }: ResolvedFile, mark: number, scratch: string): Promise<string> {
  const copy = join(scratch, 'without-mark.json')
  await pipeline(createReadStream(path, { start: mark }), createWriteStream(copy))
  return copy
}

function jsonProblem(path: string, reason: string): ProblemError {
  if (/non-record JSON/.test(reason)) return problemError('json_no_table', texts.jsonNoTable(path), 'path')
  const place = /at byte (\d+) in (?:record\/value|line) (\d+): (.*)$/.exec(reason)
  if (place) return problemError('json_damaged', texts.jsonDamaged(path, Number(place[2]), place[3]!), 'path')
  if (/duplicate key/.test(reason)) return problemError('json_damaged', texts.jsonTwice(path, reason), 'path')
  if (/maximum_object_size/.test(reason)) return problemError('json_size', texts.jsonLarge(path), 'path')
  return problemError('json_damaged', texts.jsonUnreadable(path, reason), 'path')
}
