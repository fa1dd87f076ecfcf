/** Whether the cells of a column list several labels, as `drama,comedy`. */
import type { ColumnProfile } from '../table-profile.ts'

const SEPARATORS = [',', ';', '|']

/** The labels, or null. Each occurs in several combinations, and there are fewer labels than combinations: “Seoul, Korea” is no list. */
export function labelsIn({ categories, distinct }: ColumnProfile): readonly string[] | null {
  if (categories.length < distinct) return null
  for (const separator of SEPARATORS) {
    const cells = categories.map(({ text }) => text.split(separator).map((label) => label.trim()))
    if (!cells.some((labels) => labels.length > 1)) continue
    const uses = new Map<string, number>()
    for (const labels of cells)
      for (const label of new Set(labels)) uses.set(label, (uses.get(label) ?? 0) + 1)
    const isList = uses.size < cells.length && ![...uses].some(([label, count]) => label === '' || count < 2)
    if (isList) return [...uses.keys()].sort()
  }
  return null
}
