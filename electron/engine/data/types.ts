/** What a reader of one kind of data source is, and what it leaves behind. */
import type { ColumnInfo, DataInfo } from '../../../shared/data/data-info.ts'
import type { Config } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { Text } from '../../../shared/text.ts'

/** `fraction` of the whole, 0 to 1, and what is being done. */
export type Report = (fraction: number, text: Text) => void

export interface Place {
  /** Folder that relative paths start at; `null` for a document without a file. */
  readonly folder: string | null
  /** Replaces the path of the source: a file, or for image sources also a folder with IDX files. */
  readonly override: string | null
  readonly cache: string
  readonly report: Report
}

export type Preparation = DataInfo['preparation']

/** The rows in source order, as they lie in the cache. */
export interface Rows {
  readonly title: string
  readonly count: number
  readonly shape: readonly number[]
  readonly dtype: DataInfo['dtype']
  readonly columns: readonly ColumnInfo[]
  readonly targets: DataInfo['targets']
  readonly weights: DataInfo['weights']
  /** 'standardize' is measured on the training rows once they are known. */
  readonly preparation: Preparation | 'standardize'
  readonly notes: readonly Text[]
}

/** Where a reader writes: raw little-endian values, row after row. */
export interface RowFiles {
  readonly features: string
  /** int32 or float32: all rows of the first target, then those of the next; last, where there are any, the rows' weights. */
  readonly targets: string
}

/** A source that has been found and can be read; `key` changes whenever its rows may have changed. */
export interface Located {
  readonly key: Json
  /** Writes both files and says what is in them. Throws ProblemError. */
  read(files: RowFiles): Promise<Rows>
}

export interface Reader {
  /** The member of the family of data sources that it reads. */
  readonly type: string
  /** Checks that the files are there. `source` has every field. Throws ProblemError. */
  locate(source: Config, place: Place): Promise<Located>
}
