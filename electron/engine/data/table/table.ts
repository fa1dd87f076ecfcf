/** A table in the cache: the cells of a file as typed columns. Readers create it (write-table.ts); preparation, statistics and the rows in
 *  the window read it. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import type { BadCell, OptionFact, TextCount } from '../../../../shared/data/table-profile.ts'
import type { BooleanWords } from '../../../../shared/data/table-reading.ts'
import type { ProblemData } from '../../../../shared/problem.ts'

export interface TableInfo {
  readonly title: string
  readonly bytes: number
  readonly rows: number
  readonly options: readonly OptionFact[]
  readonly columns: readonly TableColumn[]
  readonly problems: readonly ProblemData[]
  /** The mark of comment lines also occurs inside cells. The exported program must know, as pandas cuts the line there. */
  readonly hasCommentMarkInCells: boolean
}

export interface TableColumn {
  readonly name: string
  /** The name as the header writes it, with blanks and before it was made unique; null without a header or with several lines of it. */
  readonly header: string | null
  readonly type: ColumnType
  readonly foundType: ColumnType
  /** Number of missing cells. */
  readonly missing: number
  readonly markers: readonly TextCount[]
  readonly badCells: { readonly count: number; readonly first: readonly BadCell[] }
  readonly unit: string | null
  /** Numbers that an Excel sheet shows as durations: days. */
  readonly isDuration?: boolean | undefined
  /** Some cells of a category or text have blanks around them, which are taken away. */
  readonly isPadded: boolean
  /** The texts of a boolean that occur; null for other types. */
  readonly words: BooleanWords | null
  /** Format of a date in the codes of `datetime.strptime`, for example `%d.%m.%Y`; null for other types. */
  readonly dateFormat: string | null
  /** Distinct texts of a category in the order of its codes, which category-order.ts decides; null for other types, and for texts that are not coded. */
  readonly categories: readonly string[] | null
}

export interface Table {
  readonly info: TableInfo
  /** Rows that are read at once: a range within a multiple of them is read fastest. */
  readonly blockRows: number
  /** Of a number, a boolean (0 or 1) or a date (milliseconds since 1970-01-01 UTC): NaN where missing. All rows, or those of a range. The
   *  values are not to be changed.
   *  @throws ProblemError when the file in the cache is damaged */
  numbers(column: number, from?: number, to?: number): Promise<Float64Array>
  /** Of a category: the index of each row in `categories`, −1 where missing. */
  codes(column: number, from?: number, to?: number): Promise<Int32Array>
  /** Cells as texts, as in the file; null where missing. Of any type. */
  texts(column: number, from: number, to: number): Promise<(string | null)[]>
  /** The same whatever the roles and types of the columns are, and '' where missing: what fingerprints of rows are made of. */
  writtenTexts(column: number, from: number, to: number): Promise<string[]>
  /** Rows of the cells that are not of the column's type, ascending: the first MAX_BAD of them. */
  badRows(column: number): Promise<Int32Array>
  /** 1-based line of the file on which a row starts; null where a file has no lines. */
  lineOf(row: number): Promise<number | null>
}
