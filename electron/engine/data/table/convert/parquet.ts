/** Reads Parquet files with DuckDB. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { isObject } from '../../../../../shared/json.ts'
import { ProblemError, problem } from '../../../../../shared/problem.ts'
import { problemError } from '../../problem-error.ts'
import type { Converter } from './converter.ts'
import { withDuckDb } from './duck-db.ts'
import { duckReason, isFileSystemError } from './duck-error.ts'
import { columnsOf, writeDuckTable } from './duck-table.ts'
import { texts } from './texts.ts'

export const parquetConverter: Converter = {
  type: 'parquet',
  fields: [],
  convert({ files: [file], ...target }) {
    return withDuckDb(file.path, target, async (connection, path) => {
      const from = `read_parquet(${path})`
      try {
        const index = await indexColumns(connection, path)
        const all = await columnsOf(connection, from)
        const columns = all.filter(({ name }) => !index.has(name))
        if (columns.length === 0)
          throw problemError('data_no_columns', texts.onlyIndex(file.path, [...index]), 'path')
        const parquet = { path: file.path, from, columns, isTyped: true }
        const converted = await writeDuckTable(connection, parquet, target)
        if (columns.length === all.length) return converted
        const hint = problem('data_index', texts.index([...index]), { severity: 'hint' })
        return { ...converted, problems: [hint, ...(converted.problems ?? [])] }
      } catch (error) {
        if (error instanceof ProblemError || isFileSystemError(error)) throw error
        throw parquetProblem(file.path, duckReason(error))
      }
    })
  },
}

/** Columns that pandas has written for its index: `read_parquet`, which the exported program calls, does not give them as columns. */
async function indexColumns(connection: DuckDBConnection, path: string): Promise<ReadonlySet<string>> {
  const result = await connection.runAndReadAll(
    `SELECT TRY(decode(value)) FROM parquet_kv_metadata(${path}) WHERE key = 'pandas'::BLOB`,
  )
  const metadata = jsonOf(String(result.getRowsJS()[0]?.[0] ?? ''))
  const columns = isObject(metadata) && Array.isArray(metadata.index_columns) ? metadata.index_columns : []
  // A range is an object and no column.
  return new Set(columns.filter((name) => typeof name === 'string'))
}

/** Null for a text that is no JSON: then pandas has not written it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function parquetProblem(path: string, reason: string): ProblemError {
  if (/encrypt/i.test(reason)) return problemError('parquet_encrypted', texts.parquetEncrypted(path), 'path')
  if (/magic bytes|too small to be a Parquet/i.test(reason))
    return problemError('parquet_format', texts.notParquet(path), 'path')
  return problemError('parquet_damaged', texts.parquetDamaged(path, reason), 'path')
}
