/** Accepts what is suggested for a table. */
import { type ColumnSettings, columnFields, settingsFinder } from '../../data/columns.ts'
import type { DataReference } from '../../data/data-reference.ts'
import type { SuggestedColumn, Suggestion } from '../../data/suggest.ts'
import { type Config, nonDefaultProps, toNames } from '../../fields/index.ts'
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
  const source = withRoles({ ...data.source, ...suggestion.options }, suggestion)
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

function withRoles(source: Config, { targets, columns }: Suggestion): Config {
  // A person who has listed the features has decided about all columns.
  const isListed = toNames(source.features as readonly string[] | null).length > 0
  const having = (role: string) => columns.filter((column) => column.role === role).map(({ name }) => name)
  // An empty list would mean the same as none, but differ from it.
  const features = having('feature')
  return {
    ...source,
    target: targets.length === 1 ? targets[0]! : targets.length === 0 ? null : [...targets],
    features: features.length === 0 || (having('ignore').length === 0 && !isListed) ? null : features,
    sample_weight: having('weight')[0] ?? null,
  }
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
