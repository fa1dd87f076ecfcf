/** Settings and roles of the columns of a table. */
import { type ColumnSettings, columnFields, settingsOf } from '../../data/columns.ts'
import { type Role, withoutColumns, withRoles } from '../../data/roles.ts'
import { nonDefaultProps } from '../../fields/index.ts'
import type { Document } from '../document.ts'
import { refuseEdit, requireData } from './change.ts'

/** Sets what is known about a column; a column whose settings are all defaults is left out.
 *  @throws ProblemError if the document has no data */
export function setColumn(
  document: Document,
  column: string,
  settings: Partial<Omit<ColumnSettings, 'name'>>,
): Document {
  const data = requireData(document)
  const next: ColumnSettings = { ...settingsOf(data.columns, column), ...settings }
  const { name: _, ...own } = nonDefaultProps(columnFields, next)
  const others = (data.columns ?? []).filter(({ name }) => name !== column)
  const columns = Object.keys(own).length > 0 ? [...others, next] : others
  return JSON.stringify(columns) === JSON.stringify(data.columns ?? [])
    ? document
    : { ...document, data: { ...data, columns, fingerprint: null } }
}

/** Gives every column a role. @param roles by the names of all columns, in the order of the file
 *  @throws ProblemError if the document has no data, or if no column would be a feature */
export function setRoles(document: Document, roles: ReadonlyMap<string, Role>): Document {
  const data = requireData(document)
  // An empty list would mean every other column.
  if (![...roles.values()].includes('feature'))
    return refuseEdit(
      {
        en: 'The network needs a column to learn from: make another one a feature first.',
        ko: '신경망이 학습할 열이 있어야 합니다. 먼저 다른 열을 특징으로 바꾸세요.',
      },
      { field: 'features' },
    )
  return {
    ...document,
    data: { ...data, source: withRoles(data.source, roles), fingerprint: null },
  }
}

/** Takes roles and settings from columns, which the table no longer has.
 *  @throws ProblemError if the document has no data */
export function removeColumns(document: Document, names: readonly string[]): Document {
  const { columns, ...data } = requireData(document)
  const removed = new Set(names)
  const source = withoutColumns(data.source, removed)
  const kept = columns?.filter(({ name }) => !removed.has(name))
  return { ...document, data: { ...data, ...(kept && { columns: kept }), source, fingerprint: null } }
}
