/** What a document says about columns that its table does not have, since it was written for another file. */
import type { DataReference } from '../data-reference.ts'
import { namesWithRole, withoutColumns } from '../roles.ts'
import type { TableProfile } from '../table-profile.ts'

export interface OfOtherTable {
  /** Columns that have a role or settings in the document, but are not in the table. */
  readonly names: readonly string[]
  /** The source without them. */
  readonly source: DataReference['source']
}

export function ofOtherTable({ columns }: TableProfile, data: DataReference): OfOtherTable {
  const known = new Set(columns.map(({ name }) => name))
  const settings = (data.columns ?? []).map(({ name }) => name)
  const names = [...new Set([...namesWithRole(data.source), ...settings])].filter((name) => !known.has(name))
  return { names, source: names.length === 0 ? data.source : withoutColumns(data.source, new Set(names)) }
}
