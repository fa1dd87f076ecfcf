/** Types of a reader of a data source and of its results. */
import type { ColumnInfo } from '../../../shared/data/column-info.ts'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Config } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { Text } from '../../../shared/text.ts'

/** `fraction` of the total work, 0 to 1, and a description of the current step. */
export type Report = (fraction: number, text: Text) => void

/** How work reports and is stopped. */
export interface Progress {
  readonly report: Report
  /** Stops the work, which then throws its reason. */
  readonly signal: AbortSignal
}

export interface ReaderContext {
  /** Base folder of relative paths; `null` for a document without a file. */
  readonly folder: string | null
  /** Replaces the path of the source: a file, or for image sources also a folder with IDX files. */
  readonly override: string | null
  readonly cache: string
  readonly report: Report
}

/** The rows in source order, as stored in the cache. */
export interface Rows {
  readonly title: string
  readonly count: number
  readonly shape: readonly number[]
  readonly dtype: DataInfo['dtype']
  readonly columns: readonly ColumnInfo[]
  readonly targets: DataInfo['targets']
  readonly weights: DataInfo['weights']
  readonly preparation: DataInfo['preparation']
  readonly notes: readonly Text[]
}

/** Output files of a reader: raw little-endian values, row by row. */
export interface RowFiles {
  readonly features: string
  /** int32 or float32: all rows of the first target, then those of the next one (of labels, the numbers of a row side by side); then, if
   *  present, the sample weights. */
  readonly targets: string
}

/** A source whose files exist; `key` changes whenever its rows may have changed. */
export interface Located {
  readonly key: Json
  /** Writes both files and returns their metadata. @throws ProblemError */
  read(files: RowFiles): Promise<Rows>
}

export interface Reader {
  /** Type of the data source that it reads. */
  readonly type: string
  /** Checks that the files exist. `source` has every field. @throws ProblemError */
  locate(source: Config, context: ReaderContext): Promise<Located>
}

export interface PrepareOptions {
  /** Base folder of relative paths; `null` for a document without a file. */
  readonly folder: string | null
  /** Path that replaces the path of the source (`--data`): a file, or a folder with IDX files for image sources. */
  readonly override?: string | null
  /** Cache folder, see cacheFolder(). */
  readonly cache: string
  readonly report?: Report
  /** Stops reading and preparing, which then throw its reason. */
  readonly signal?: AbortSignal | undefined
  /** Verifies the full contents of the cached files, because a run found them damaged. */
  readonly contents?: boolean
}
