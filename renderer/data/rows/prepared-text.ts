/** What the steps make of a cell, as the window shows it. */
import { type ColumnInfo, columnsNamed } from '../../../shared/data/column-info.ts'
import { formatValue } from '../format.ts'

/** A stored number of a prepared row. */
export interface PreparedCell {
  /** Its place in the row. */
  readonly index: number
  readonly code: ColumnInfo['code']
}

/** Longer one-hot codes are shown as the place of their 1: `3/7`; `0/7` is all zeros. */
const MAX_SHOWN = 4

/** The stored numbers that come from a column of the table. */
export const preparedCells = (columns: readonly ColumnInfo[], name: string): readonly PreparedCell[] =>
  columnsNamed(columns, name).map((column) => ({ index: columns.indexOf(column), code: column.code }))

export const preparedText = (values: Float32Array, cells: readonly PreparedCell[]): string =>
  cells.map(({ index, code }) => valueText(values[index]!, code)).join('  ')

function valueText(value: number, code: ColumnInfo['code']): string {
  if (code?.kind !== 'one-hot') return formatValue(value)
  if (code.size <= MAX_SHOWN)
    return Array.from({ length: code.size }, (_, i) => (i === value ? 1 : 0)).join(' ')
  return `${Math.max(0, value + 1)}/${code.size}`
}

/** Characters of the longest text. */
export const preparedLength = (cells: readonly PreparedCell[]): number =>
  cells.reduce(
    (sum, { code }) => sum + 2 + (code?.kind === 'one-hot' && code.size <= MAX_SHOWN ? 2 * code.size : 8),
    0,
  )
