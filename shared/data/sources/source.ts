/** What a data source is. */
import type { Definition } from '../../fields/index.ts'
import type { Text } from '../../text.ts'
import type { DataReference } from '../data-reference.ts'

export interface DataSourceDefinition extends Definition {
  readonly title: Text
  /** The data comes with the app, which downloads it at its first use. */
  readonly builtIn?: boolean
  /** The rows are those of a table: the field `path` names its file, `target` the columns to predict, and `features` those to learn
   *  from. */
  readonly isTable?: boolean
  /** Endings of the names of files of a table, by which it is recognized. */
  readonly extensions?: readonly string[]
  /** Default split of this source, if it differs from that of other sources. */
  readonly split?: Partial<DataReference['split']>
}

export const defineSource = <const D extends DataSourceDefinition>(source: D) => source
