/** What each column is expected to hold, from the first rows: numbers and dates are parsed while the file is read, everything else is kept
 *  as text. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import { DATE_FORMATS, dateParser, exchanged } from '../table/date-format.ts'
import { isMarker } from '../table/markers.ts'
import { numberParser } from '../table/number-format.ts'
import { kindOf } from './cell-kind.ts'
import { findUnit, MIN_SHARE, type NumberMarks } from './sniff-numbers.ts'

export type ColumnPlan =
  | { readonly kind: 'number'; readonly unit: string | null }
  | { readonly kind: 'date'; readonly format: string }
  | { readonly kind: 'text'; readonly reason: 'codes' | 'inexact' | 'bad' | null }

export const TEXT: ColumnPlan = { kind: 'text', reason: null }

/** @param cells cells of the first rows that are not missing
 *  @param type the type that the document sets
 *  @param setFormat the format of dates that the document sets */
export function planColumn(
  cells: readonly string[],
  marks: NumberMarks,
  type: ColumnType | null,
  setFormat: string | null,
): ColumnPlan {
  if (type === 'category' || type === 'text' || type === 'boolean') return TEXT
  const unit = findUnit(cells)
  if (type === 'number') return { kind: 'number', unit }
  if (type === 'date')
    return { kind: 'date', format: dateFormat(cells, 0, setFormat) ?? setFormat ?? '%Y-%m-%d' }
  if (cells.length === 0) return TEXT
  if (setFormat !== null && hasFormat(cells, setFormat)) return { kind: 'date', format: setFormat }
  if (areCodes(cells)) return { kind: 'text', reason: 'codes' }
  const parse = numberParser({ ...marks, unit })
  if (share(cells, (cell) => !Number.isNaN(parse(cell))) >= MIN_SHARE) return { kind: 'number', unit }
  const format = dateFormat(cells, MIN_SHARE, null)
  return format === null ? TEXT : { kind: 'date', format }
}

const share = (cells: readonly string[], fits: (cell: string) => boolean): number =>
  cells.reduce((count, cell) => count + (fits(cell) ? 1 : 0), 0) / Math.max(1, cells.length)

/** Whole numbers of the same number of digits, some with leading zeros, such as postal codes. */
export function areCodes(cells: readonly string[]): boolean {
  const length = cells[0]?.length ?? 0
  return (
    length > 1 &&
    cells.every((cell) => cell.length === length && /^\d+$/.test(cell)) &&
    cells.some((cell) => cell.startsWith('0'))
  )
}

export function hasFormat(cells: readonly string[], format: string): boolean {
  const parse = dateParser(format)
  return share(cells, (cell) => !Number.isNaN(parse(cell))) >= MIN_SHARE
}

/** The format that most cells have, if so many have it; the set one where others have it as often. */
export function dateFormat(
  cells: readonly string[],
  minShare: number,
  setFormat: string | null,
): string | null {
  const some = cells.slice(0, 50)
  if (share(some, (cell) => kindOf(cell) === 'date') < Math.max(0.5, minShare) * 0.9) return null
  let [best, bestShare] = [null as string | null, 0]
  for (const format of setFormat === null ? DATE_FORMATS : [setFormat, ...DATE_FORMATS]) {
    const parse = dateParser(format)
    if (share(some, (cell) => !Number.isNaN(parse(cell))) === 0) continue
    const found = share(cells, (cell) => !Number.isNaN(parse(cell)))
    if (found > bestShare) [best, bestShare] = [format, found]
  }
  return best !== null && bestShare >= minShare ? best : null
}

/** The format with day and month exchanged, if the cells fit it as well. */
export function ambiguousFormat(format: string, cells: readonly string[]): string | null {
  const other = exchanged(format)
  if (other === null) return null
  const parse = dateParser(other)
  return cells.every((cell) => !Number.isNaN(parse(cell))) ? other : null
}

export const presentCells = (cells: readonly string[]): string[] =>
  cells.map((cell) => cell.trim()).filter((cell) => !isMarker(cell))
