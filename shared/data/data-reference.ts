/** The part of a document that names its data: a source and the split of its rows. */
import type { Config } from '../fields/index.ts'
import type { ColumnSettings } from './columns.ts'
import type { RowMark } from './marks.ts'

/** The rules by which rows are divided: at random as scikit-learn does, once or into folds that validate in turn; groups of a column at
 *  random; by the times in a column; by the names of parts in a column; and the only one of file format version 1. */
export const SPLIT_METHODS = [
  'train_test_split',
  'kfold',
  'group_shuffle_split',
  'time',
  'column',
  'hash',
] as const
export type SplitMethod = (typeof SPLIT_METHODS)[number]
/** The rules that need no column. */
export type RandomSplitMethod = Extract<SplitMethod, 'train_test_split' | 'kfold' | 'hash'>
export const isRandomSplit = (method: SplitMethod): method is RandomSplitMethod =>
  method === 'train_test_split' || method === 'kfold' || method === 'hash'

export interface DataReference {
  /** A member of the family of data sources: `{ type: 'fashion_mnist' }`, `{ type: 'csv', path, target }`. */
  readonly source: Config
  /** What the person has set about the columns of a table; the others are read as they are found. */
  readonly columns?: readonly ColumnSettings[] | undefined
  /** Rows that are excluded or have a wrong label. */
  readonly marks?: readonly RowMark[] | undefined
  /** Rows are drawn by the rule `method` with `seed`, per class if `stratify`. `validation` and `test` are fractions of the rows, or
   *  exact counts if ≥ 1. */
  readonly split: {
    readonly method: SplitMethod
    readonly validation: number
    readonly test: number
    readonly seed: number
    readonly stratify: boolean
    /** The column of the rules group_shuffle_split, time and column. */
    readonly column?: string | null | undefined
    /** Of kfold: the number of folds, and which of them, from 0, is for validation (k-fold.ts). */
    readonly n_splits?: number | null | undefined
    readonly fold?: number | null | undefined
  }
  /** sha256 of the prepared rows at their last use; `null` before the first use. */
  readonly fingerprint: string | null
}

/** The column that decides the split, which is no feature by itself. */
export const splitColumn = ({ method, column }: DataReference['split']): string | null =>
  isRandomSplit(method) ? null : (column ?? null)
