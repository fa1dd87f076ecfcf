/** What the engine has found in a table. The window, `data inspect` and the suggestions are made from it. */
import type { Json } from '../json.ts'
import type { ProblemData } from '../problem.ts'
import type { Text } from '../text.ts'
import type { ColumnType } from './columns.ts'
import type { LabelList } from './labels.ts'
import type { Parts } from './parts.ts'

export interface TableProfile {
  readonly title: string
  /** Size of the file. */
  readonly bytes: number
  readonly rows: number
  /** Number of rows that quantiles and associations are computed from; null: all. Other figures are always those of all rows. */
  readonly sampled: number | null
  /** Only the first lines were read, and every other figure is about these: an estimate of the number of all rows. */
  readonly estimatedRows?: number | undefined
  readonly options: readonly OptionFact[]
  readonly columns: readonly ColumnProfile[]
  /** Classes of the first target, in the order of the counts by class: that of its settings, else sorted. Null for a number, and beyond
   *  MAX_CATEGORIES classes. */
  readonly classes: readonly string[] | null
  /** Number of rows that repeat an earlier row in every cell. */
  readonly duplicates: number
  /** The first of them; absent if there is none. */
  readonly firstDuplicate?: number | undefined
  /** Problems of the table as a whole, with the cure in words. */
  readonly problems: readonly ProblemData[]
}

/** A reader option: how the file is read, why, and how else it could be read. */
export interface OptionFact {
  /** Field of the source, for example `sep`. */
  readonly field: string
  /** The value in use. */
  readonly value: Json
  /** The document sets it; otherwise it was found in the file. */
  readonly isSet: boolean
  /** Why this value, for example “every line has 3 semicolons”. */
  readonly reason: Text | null
  /** Other readings that fit the file too, with what each would give. Empty if the reading is certain. */
  readonly alternatives: readonly { readonly value: Json; readonly meaning: Text }[]
}

export interface ColumnProfile {
  readonly name: string
  /** The type in use. */
  readonly type: ColumnType
  /** The type that the cells look like, also when the document sets another one. */
  readonly foundType: ColumnType
  readonly missing: number
  /** The texts that count as missing, with their numbers of cells; an empty cell is the text ''. */
  readonly markers: readonly TextCount[]
  /** Cells that are not of the column's type. */
  readonly badCells: { readonly count: number; readonly first: readonly BadCell[] }
  /** What was taken away from each number, for example `$` or `%`. */
  readonly unit: string | null
  /** Number of distinct values that are not missing; capped at MAX_DISTINCT. */
  readonly distinct: number
  /** The first values as they are written in the file. */
  readonly examples: readonly string[]
  /** Of a number, a boolean (0 or 1) or a date (milliseconds since 1970). */
  readonly numbers: NumberStatistics | null
  /** Of a number or a date. */
  readonly histogram: Histogram | null
  /** Of a category, a boolean or a number with few values: the most frequent first, MAX_CATEGORIES at most. */
  readonly categories: readonly CategoryCount[]
  /** The labels that the cells of a category or text seem to list; null if each cell is one value. */
  readonly labels: LabelList | null
  /** Each value is the previous one plus 1. */
  readonly isRowNumber: boolean
  /** Association with the first target; null for the target itself and for texts. */
  readonly association: Association | null
}

/** Number of rows without a value that can be learned from. */
export const absentIn = ({ missing, badCells }: Pick<ColumnProfile, 'missing' | 'badCells'>): number =>
  missing + badCells.count

export interface TextCount {
  readonly text: string
  readonly count: number
}
export interface BadCell {
  /** 0-based, without header and skipped lines. */
  readonly row: number
  /** 1-based line in the file; null where a file has no lines. */
  readonly line: number | null
  readonly text: string
}
export interface NumberStatistics {
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Of the population. */
  readonly deviation: number
  /** At 5, 25, 50, 75 and 95 %, interpolated linearly as numpy.quantile does. */
  readonly quantiles: readonly [number, number, number, number, number]
  readonly allIntegers: boolean
  /** Values beyond 3 interquartile ranges from the quartiles. */
  readonly outliers: number
  /** Row of the first of them; absent if there is none. */
  readonly firstOutlier?: number | undefined
  /** A number such as −999 that is far from all others, so that it may stand for a missing value. */
  readonly sentinel: { readonly value: number; readonly count: number } | null
}
/** Bins of equal width. */
export interface Histogram {
  readonly min: number
  readonly max: number
  /** `counts[class][bin]`; one list where the first target has no classes. Rows whose class is missing are left out. */
  readonly counts: readonly (readonly number[])[]
}
export interface CategoryCount extends TextCount {
  /** Rows of each class of the first target; absent where it has no classes. */
  readonly byClass?: readonly number[]
}
export interface Association {
  /** Bits about the target (numbers in bins; corrected for chance as Miller and Madow do), and the bits that there are to know. */
  readonly information: number
  readonly entropy: number
  /** Pearson's correlation; null unless both are numbers. */
  readonly correlation: number | null
  /** Each value of the column has a single target value, and the values of every class repeat. */
  readonly determinesTarget: boolean
}

/** A row as the window shows it. */
export interface TableRow {
  /** One text per column, or per column that was asked for; null where missing. */
  readonly cells: readonly (string | null)[]
  readonly part: keyof Parts<unknown> | null
  /** If asked for: one value for each column of DataInfo; null for a row without a target. */
  readonly prepared?: Float32Array | null
}

/** What a step puts in the place of a column's missing cells: a number, a date in milliseconds since 1970, or a category. */
export interface ColumnFill {
  readonly column: string
  readonly fill: number | string
}

export const MAX_DISTINCT = 100_000
export const MAX_CATEGORIES = 50
export const HISTOGRAM_BINS = 24
