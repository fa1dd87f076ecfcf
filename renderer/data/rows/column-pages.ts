/** The cells of a wide table are asked for by pages of columns: all of 20,000 would be 80 MB for a screen of rows. */
import type { TableRow } from '../../../shared/data/table-profile.ts'
import type { OrderedColumn } from './ordered-columns.ts'

/** A narrower table is asked for all of its columns. */
const MAX_ALL = 400
/** Columns between the beginnings of two pages; more than a wide screen shows. */
const STEP = 150

/** The page of the first column in view; null: all columns. */
export const pageOf = (columns: readonly OrderedColumn[], shown: number): number | null =>
  columns.length <= MAX_ALL ? null : Math.floor(shown / STEP)

/** Places in the file of the columns of a page, which has those of the next page too, as the view may reach there. The targets are always
 *  among them: a right label is compared with the row's own. */
export function columnsOfPage(columns: readonly OrderedColumn[], page: number | null): number[] | null {
  if (page === null) return null
  const own = columns.slice(page * STEP, (page + 2) * STEP)
  const targets = columns.slice(0, STEP).filter(({ view }) => view.role === 'target')
  return [...new Set([...targets, ...own].map(({ index }) => index))]
}

/** Cells at the places of their columns in the file; the others are absent. */
export function placed(cells: TableRow['cells'], places: readonly number[]): TableRow['cells'] {
  const row: (string | null)[] = []
  for (const [i, place] of places.entries()) row[place] = cells[i] ?? null
  return row
}
