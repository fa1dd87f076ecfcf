/** The source of a run's table for a new file, which is read as the run has read its own. */
import { dataSources } from '../../../shared/data/sources/index.ts'
import type { TableReading } from '../../../shared/data/table-reading.ts'
import { type Config, getMember } from '../../../shared/fields/index.ts'

/** What few rows do not tell: a new file may be one row with `1.234`. The others are the file's own: its encoding, and the lines above the
 *  table. Missing values are found by the cell alone, in each column by its type. */
const KEPT = [
  'sep',
  'widths',
  'decimal',
  'thousands',
  'header',
  'comment',
  'quotechar',
  'date_format',
] as const

/** The source with the reader options that were found for the run. Those that the document sets stay.
 *  @param reading null: unknown, as in runs of earlier versions */
export function sourceAsRead(source: Config, reading: TableReading | null): Config {
  const options = reading?.options ?? {}
  // Every text has an encoding, and no other kind of table; a run may have read a file of another kind in place of its document's own.
  const isText = Object.hasOwn(getMember(dataSources, source).fields, 'encoding')
  if (!isText || options.encoding === undefined) return source
  const open = KEPT.filter((field) => (source[field] ?? null) === null && (options[field] ?? null) !== null)
  return { ...source, ...Object.fromEntries(open.map((field) => [field, options[field]!])) }
}
