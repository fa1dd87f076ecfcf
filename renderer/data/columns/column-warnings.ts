/** What a person should know about a column before training. */
import type { ColumnProblem } from '../../../shared/data/suggest/problems.ts'
import type { KnownTable } from '../use-table-view.ts'
import type { ColumnView } from './column-view.ts'

/** Problems by the column they are about, for the last suggestion. */
let cached: {
  readonly suggestion: unknown
  readonly byColumn: ReadonlyMap<string | null, readonly ColumnProblem[]>
} | null = null

function problemsByColumn({ suggestion }: KnownTable) {
  if (cached?.suggestion !== suggestion) {
    const byColumn = new Map<string | null, ColumnProblem[]>()
    for (const problem of suggestion.problems)
      byColumn.set(problem.column, [...(byColumn.get(problem.column) ?? []), problem])
    cached = { suggestion, byColumn }
  }
  return cached.byColumn
}

export const warningsOf = ({ profile }: ColumnView, table: KnownTable): readonly ColumnProblem[] =>
  problemsByColumn(table).get(profile.name) ?? []
