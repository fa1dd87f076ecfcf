/** Accepts what is suggested for a table. */
import { type ColumnSettings, columnFields, settingsFinder } from '../../data/columns.ts'
import type { DataReference } from '../../data/data-reference.ts'
import { listsFeatures, withRoles } from '../../data/roles.ts'
import type { SuggestedColumn, Suggestion } from '../../data/suggest.ts'
import { type Config, nonDefaultProps } from '../../fields/index.ts'
import type { Document } from '../document.ts'
import { requireData } from './change.ts'

/** Writes the suggested roles, steps and reader options into the document. Its own settings of columns stay.
 *  @throws ProblemError if the document has no data */
export function applySuggestion(document: Document, suggestion: Suggestion): Document {
  const data = requireData(document)
  const next = suggestedData(data, suggestion)
  return next === data ? document : { ...document, data: next }
}

/** The data with what is suggested; the same object if nothing is left to accept. */
export function suggestedData(data: DataReference, suggestion: Suggestion): DataReference {
  const source = sourceWith(data.source, suggestion)
  const suggested = new Map(suggestion.columns.map((column) => [column.name, column]))
  const settingsFor = settingsFinder(data.columns)
  // Settings keep their places, so that a document which has all of it stays the same.
  const names = new Set([...(data.columns ?? []).map(({ name }) => name), ...suggested.keys()])
  const columns = [...names]
    .map((name) => {
      const column = suggested.get(name)
      return column ? settingsWith(column, settingsFor(name)) : settingsFor(name)
    })
    .filter((settings) => hasSettings(settings))
  const next = { ...data, source, columns }
  return JSON.stringify(next) === JSON.stringify({ ...data, columns: data.columns ?? [] })
    ? data
    : { ...next, fingerprint: null }
}

/** A table of which every column is used needs no list of features, unless a person has made one. */
function sourceWith(source: Config, { columns, options }: Suggestion): Config {
  const roles = new Map(columns.map(({ name, role }) => [name, role]))
  const next = withRoles({ ...source, ...options }, roles)
  return listsFeatures(source) || [...roles.values()].includes('ignore') ? next : { ...next, features: null }
}

/** What happens without settings needs none, so that a table of plain numbers has none. */
const settingsWith = (
  { type, steps, isDefault }: SuggestedColumn,
  settings: ColumnSettings,
): ColumnSettings => ({
  ...settings,
  type,
  steps: isDefault || settings.steps !== null ? settings.steps : steps,
})

function hasSettings(settings: ColumnSettings): boolean {
  const { name: _, ...own } = nonDefaultProps(columnFields, settings)
  return Object.keys(own).length > 0
}
