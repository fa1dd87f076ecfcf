/** The columns of the rows: those in use first, the targets before them. */
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Text } from '../../../shared/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import type { KnownTable } from '../use-table-view.ts'
import { type Filling, fillingOf } from './filling.ts'
import { type PreparedCell, preparedCells, preparedLength } from './prepared-text.ts'
import type { Fills } from './use-fills.ts'

export interface OrderedColumn {
  readonly view: ColumnView
  /** Its place in the file. */
  readonly index: number
  /** Width for its name and first values. */
  readonly width: number
  /** What is put in the place of a missing cell, where that is known. */
  readonly filling: Filling | null
  /** What the steps make of a cell; empty while the cells of the file are shown, and for a column that is no feature. */
  readonly prepared: readonly PreparedCell[]
}

/** A cell without a value, where no other word stands for one. */
export const MISSING: Text = { en: 'missing', ko: '빈 값' }

const RANK = { target: 0, label: 1, feature: 2, weight: 3, ignore: 4 } as const

/** @param info of the prepared table, if what the steps make of the cells is shown */
export const orderedColumns = (
  { view }: KnownTable,
  fills: Fills | null = null,
  info: DataInfo | null = null,
): readonly OrderedColumn[] =>
  view.columns
    .map((column, index) => {
      const { name } = column.profile
      const filling = fills && fillingOf(column, fills.get(name))
      const prepared = info && column.role === 'feature' ? preparedCells(info.columns, name) : []
      return { view: column, index, filling, prepared, width: widthOf(column, filling, prepared) }
    })
    .sort((a, b) => RANK[a.view.role] - RANK[b.view.role] || a.index - b.index)

function widthOf(
  { profile: { name, examples, missing, markers } }: ColumnView,
  filling: Filling | null,
  prepared: readonly PreparedCell[],
): number {
  const marker = markers[0]?.text || MISSING.en
  const texts = [
    name,
    ...(prepared.length > 0 ? [] : examples.slice(0, 5)),
    ...(missing > 0 && prepared.length === 0 ? [filling ? `${marker} → ${filling.text.en}` : marker] : []),
  ]
  const longest = Math.max(preparedLength(prepared), ...texts.map((text) => text.length))
  return Math.min(220, Math.max(58, Math.round(longest * 7.2) + 18))
}

/** Keys of the cells that are known not to be of their column's type. */
export const badCellsOf = (columns: readonly OrderedColumn[]): ReadonlySet<string> =>
  new Set(columns.flatMap(({ view }, i) => view.profile.badCells.first.map(({ row }) => cellKey(row, i))))

export const cellKey = (row: number, column: number): string => `${row} ${column}`
