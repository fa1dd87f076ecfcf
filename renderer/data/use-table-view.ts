/** The columns as the window shows them; `null` until the table is known. */
import type { DataReference } from '../../shared/data/data-reference.ts'
import { type Suggestion, suggestForDocument } from '../../shared/data/suggest.ts'
import type { TableProfile } from '../../shared/data/table-profile.ts'
import { useDocument } from '../state/store.ts'
import { isTable, useTable } from '../state/table.ts'
import { type TableView, tableView } from './columns/column-view.ts'

export interface KnownTable {
  readonly data: DataReference
  readonly profile: TableProfile
  readonly suggestion: Suggestion
  readonly view: TableView
}

/** The last result, since several parts of the workspace ask for the same. */
let cached: KnownTable | null = null

export function tableOf(data: DataReference, profile: TableProfile): KnownTable {
  if (cached?.data === data && cached.profile === profile) return cached
  const suggestion = suggestForDocument(profile, data)
  // The reasons stay on the screen after a person has accepted them.
  const undecided = suggestForDocument(profile, { ...data, source: { ...data.source, features: null } })
  cached = { data, profile, suggestion, view: tableView(data, profile, suggestion, undecided) }
  return cached
}

export function useTableView(): KnownTable | null {
  const { data } = useDocument()
  const profile = useTable((s) => s.profile)
  return isTable(data) && profile ? tableOf(data, profile) : null
}
