/** What turns a source of tables that is not text into a text that the reader of tables reads: UTF-8, commas, `"`, one header line, LF, an
 *  empty cell where a value is missing. */
import type { ColumnType } from '../../../../../shared/data/columns.ts'
import type { OptionFact } from '../../../../../shared/data/table-profile.ts'
import type { Config } from '../../../../../shared/fields/index.ts'
import type { Json } from '../../../../../shared/json.ts'
import type { ProblemData } from '../../../../../shared/problem.ts'
import type { ResolvedFile } from '../../find-file.ts'
import type { Progress } from '../../types.ts'
import type { ReaderSettings } from '../reader-settings.ts'

export interface ConvertContext extends Progress {
  readonly source: Config
  /** The first one is that of the field `path`. */
  readonly files: readonly [ResolvedFile, ...ResolvedFile[]]
  readonly settings: ReaderSettings
  /** The folder of the table. */
  readonly folder: string
  /** Folder for the text and intermediate files, which is removed afterwards. */
  readonly scratch: string
}

export interface Converted {
  /** The text; null: the table is in its folder already. */
  readonly path: string | null
  /** Types that the source states, by the names that the reader gives the columns. */
  readonly types?: ReadonlyMap<string, ColumnType>
  /** Reader options other than those of a converted text. Null: as found in the text. */
  readonly options?: { readonly [field: string]: Json }
  /** How the source was read; the facts of the reader about the text are not shown, but for those named in `readerFacts`. */
  readonly facts?: readonly OptionFact[]
  readonly readerFacts?: readonly string[]
  readonly problems?: readonly ProblemData[]
  /** Places of the columns whose numbers are days of a duration. */
  readonly durations?: readonly number[]
  /** As of the table. */
  readonly hasCommentMarkInCells?: boolean
  /** The lines of the text are those that a person sees in the file. */
  readonly hasLines?: boolean
}

export interface Converter {
  /** Type of the source. */
  readonly type: string
  /** Fields of the source that decide what the cells are. */
  readonly fields: readonly string[]
  /** @throws ProblemError naming the file, what was expected and what was found */
  convert(context: ConvertContext): Promise<Converted>
}

/** Reader options of a converted text. */
export const CONVERTED_OPTIONS: { readonly [field: string]: Json } = {
  sep: ',',
  widths: null,
  decimal: '.',
  thousands: '',
  header: 1,
  skiprows: 0,
  comment: '',
  quotechar: '"',
  encoding: 'utf-8',
  na_values: [],
  date_format: null,
}

/** The types that the document sets, by the names of the columns. */
export const setTypes = ({ types }: ReaderSettings): ReadonlyMap<string, ColumnType> =>
  new Map(types.flatMap(({ name, type }) => (type === 'auto' ? [] : [[name, type] as const])))
