/** Reads Parquet files with DuckDB. */
import { ProblemError } from '../../../../../shared/problem.ts'
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
    return withDuckDb(file.path, target.scratch, async (connection, path) => {
      const from = `read_parquet(${path})`
      try {
        const columns = await columnsOf(connection, from)
        return await writeDuckTable(connection, { path: file.path, from, columns, isTyped: true }, target)
      } catch (error) {
        if (error instanceof ProblemError || isFileSystemError(error)) throw error
        throw parquetProblem(file.path, duckReason(error))
      }
    })
  },
}

function parquetProblem(path: string, reason: string): ProblemError {
  if (/encrypt/i.test(reason)) return problemError('parquet_encrypted', texts.parquetEncrypted(path), 'path')
  if (/magic bytes|too small to be a Parquet/i.test(reason))
    return problemError('parquet_format', texts.notParquet(path), 'path')
  return problemError('parquet_damaged', texts.parquetDamaged(path, reason), 'path')
}
