/** What a document sets about reading a table. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import type { Json } from '../../../../shared/json.ts'

export interface ReaderSettings {
  /** Reader options by the name of the source's field; null: as found. */
  readonly options: { readonly [field: string]: Json }
  /** Types of columns that the document sets. */
  readonly types: readonly { readonly name: string; readonly type: ColumnType | 'auto' }[]
}
