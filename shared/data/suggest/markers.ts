/** A word such as NA is a class of the target, unless other columns of the file show that it stands for a missing value. */
import type { ColumnProfile, TableProfile } from '../table-profile.ts'

const FIELD = 'na_values'

export interface TargetMarkers {
  /** Classes that are missing values. */
  readonly classes: readonly string[]
  /** Rows with one of them. */
  readonly rows: number
  /** What to set as the texts of missing values: all that were found. */
  readonly values: readonly string[]
}

/** @returns null if there are none, or if a person has set the texts of missing values */
export function markersInTarget(
  { options, columns }: TableProfile,
  target: ColumnProfile | undefined,
): TargetMarkers | null {
  const fact = options.find(({ field }) => field === FIELD)
  if (target?.type !== 'category' || !fact || fact.isSet || !Array.isArray(fact.value)) return null
  // In another text, it is a guess as well.
  const known = new Set(
    columns
      .filter(({ type }) => type !== 'category' && type !== 'text')
      .flatMap(({ markers }) => markers.map(({ text }) => text)),
  )
  const found = target.categories.filter(({ text }) => text !== '' && known.has(text))
  if (found.length === 0) return null
  return {
    classes: found.map(({ text }) => text),
    rows: found.reduce((sum, { count }) => sum + count, 0),
    values: fact.value.map(String),
  }
}
