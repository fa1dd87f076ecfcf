/** What is known while a text table is read. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import type { NumberColumn, TextColumn } from '../csv/cell-columns.ts'
import type { Facts } from '../csv/judge-column.ts'
import type { ReaderOptions } from '../csv/options.ts'
import type { ColumnPlan } from '../csv/plan-columns.ts'
import type { RowParser } from '../csv/row-parser.ts'
import type { Dialect } from '../csv/sniff.ts'
import type { FoundMarks } from '../csv/sniff-numbers.ts'
import type { ResolvedFile } from '../find-file.ts'
import type { Unpacked } from '../text/unpack.ts'
import type { Progress } from '../types.ts'

export interface Reader extends Progress {
  readonly file: ResolvedFile
  readonly options: ReaderOptions
  readonly unpacked: Unpacked
  /** The types that the document sets. */
  readonly types: ReadonlyMap<string, ColumnType>
  readonly folder: string
}

/** What is known before a pass over the rows. */
export interface State {
  readonly dialect: Dialect
  readonly marks: FoundMarks
  readonly plans: readonly ColumnPlan[]
}

/** What a pass has read. */
export interface ReadTable {
  readonly columns: readonly (NumberColumn | TextColumn)[]
  readonly parser: RowParser
  readonly blockRows: number
}

export interface Finished extends ReadTable {
  readonly facts: readonly Facts[]
  readonly cells: readonly (readonly string[])[]
}
