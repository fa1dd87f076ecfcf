/** An open CSV table and the rows that were read from it. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Columns } from './columns.ts'
import type { Dialect } from './dialect.ts'
import type { targetColumn } from './target.ts'

/** An open table, as needed to read it or to explain its errors. */
export interface Table {
  readonly connection: DuckDBConnection
  readonly path: string
  readonly file: string
  readonly dialect: Dialect
  readonly columns: Columns
}

export interface ReadRows {
  readonly count: number
  /** In the order of the target columns. */
  readonly targets: readonly ReturnType<typeof targetColumn>[]
  readonly weights: Float32Array | null
  /** Column → first row (0-based) without a finite number. */
  readonly invalidRows: ReadonlyMap<number, number>
  /** Missing values of each target. */
  readonly missingTargets: readonly { readonly count: number; readonly first: number }[]
}
