/** What the exported program needs to know about how a table was read. */

import { byCodePoint } from '../../../../shared/data/code-points.ts'
import type { TableReading } from '../../../../shared/data/table-reading.ts'
import type { TableColumn, TableInfo } from './table.ts'

export function readingOf({ options, columns, hasCommentMarkInCells }: TableInfo): TableReading {
  const markers = new Set(columns.flatMap((column) => column.markers.map(({ text }) => text)))
  return {
    options: Object.fromEntries(options.map(({ field, value }) => [field, value])),
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      unit: column.unit,
      ...(column.isDuration && { isDuration: true }),
      markers: column.markers.map(({ text }) => text).filter((text) => text !== ''),
      // The values of free texts are not kept apart.
      hasMarkerAsValue:
        column.categories?.some((text) => markers.has(text)) ?? (column.type === 'text' && markers.size > 0),
      missing: column.missing,
      hasBadCells: column.badCells.count > 0,
      isPadded: column.isPadded,
      isSortedByValue: (column.categories ?? []).some(
        (text, i, all) => i > 0 && byCodePoint(all[i - 1]!, text) > 0,
      ),
      isWhole:
        column.categories?.every(
          (text) => Number.isSafeInteger(Number(text)) && String(Number(text)) === text,
        ) ?? false,
      words: column.words,
      dateFormat: column.dateFormat,
    })),
    isRenamed: pandasNames(columns).some((name, i) => name !== columns[i]!.name),
    hasCommentMarkInCells,
  }
}

/** The names that `pandas.read_csv` makes of a header: `Unnamed: 2` for an empty cell, and `a.1` for the second `a`. */
function pandasNames(columns: readonly TableColumn[]): (string | null)[] {
  const headers = columns.map(({ header }, i) => (header === '' ? `Unnamed: ${i}` : header))
  const used = new Set(headers)
  const counts = new Map<string, number>()
  return headers.map((header) => {
    if (header === null) return null
    const count = counts.get(header) ?? 0
    counts.set(header, count + 1)
    if (count === 0) return header
    let suffix = count
    while (used.has(`${header}.${suffix}`)) suffix++
    used.add(`${header}.${suffix}`)
    return `${header}.${suffix}`
  })
}
