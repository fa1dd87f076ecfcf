/** How the rows of a table were read, as far as the exported program repeats it. The engine derives it from the table in its cache
 *  (electron/engine/data/table/reading.ts). */
import type { Json } from '../json.ts'
import type { ColumnType } from './columns.ts'

export interface TableReading {
  /** The reader options in use, found or set, by the name of the source's field. */
  readonly options: { readonly [field: string]: Json }
  /** Every column of the file, in its order. */
  readonly columns: readonly ReadColumn[]
  /** pandas would make other names of the header, or there is none. */
  readonly isRenamed: boolean
  /** The mark of comment lines also occurs inside cells, where pandas would cut the line. */
  readonly hasCommentMarkInCells: boolean
}

export interface ReadColumn {
  readonly name: string
  /** The type in use. */
  readonly type: ColumnType
  /** What is taken away from each number, for example `$`. */
  readonly unit: string | null
  /** Numbers that an Excel sheet shows as durations, which pandas reads as such: days. */
  readonly isDuration?: boolean | undefined
  /** Texts of missing cells, besides the empty text. */
  readonly markers: readonly string[]
  /** A text that is a marker in another column is, or may be, a value of this one. */
  readonly hasMarkerAsValue: boolean
  /** Number of missing cells. */
  readonly missing: number
  /** Some cells are not of the type and count as missing. */
  readonly hasBadCells: boolean
  /** Some cells of a category or text have blanks around them, which are taken away. */
  readonly isPadded: boolean
  /** The categories are numbers and in another order than their texts: 2 before 10. */
  readonly isSortedByValue: boolean
  /** The categories are whole numbers, of which pandas makes 3.0 if some cells are missing. */
  readonly isWhole: boolean
  /** The texts of a boolean. */
  readonly words: BooleanWords | null
  /** Format of a date in the codes of `datetime.strptime`, for example `%d.%m.%Y`. */
  readonly dateFormat: string | null
}

/** The texts of a boolean as they are written in the file. */
export interface BooleanWords {
  readonly false: readonly string[]
  readonly true: readonly string[]
}
