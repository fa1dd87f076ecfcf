/** The columns of the rows: those in use first, the targets before them. */
import type { Text } from '../../../shared/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import type { KnownTable } from '../use-table-view.ts'

export interface OrderedColumn {
  readonly view: ColumnView
  /** Its place in the file. */
  readonly index: number
  /** Width for its name and first values. */
  readonly width: number
}

/** A cell without a value, where no other word stands for one. */
export const MISSING: Text = { en: 'missing', ko: '빈 값' }

const RANK = { target: 0, label: 1, feature: 2, weight: 3, ignore: 4 } as const

export const orderedColumns = ({ view }: KnownTable): readonly OrderedColumn[] =>
  view.columns
    .map((column, index) => ({ view: column, index, width: widthOf(column) }))
    .sort((a, b) => RANK[a.view.role] - RANK[b.view.role] || a.index - b.index)

function widthOf({ profile: { name, examples, missing } }: ColumnView): number {
  const texts = [name, ...examples.slice(0, 5), ...(missing > 0 ? [MISSING.en] : [])]
  const longest = Math.max(...texts.map((text) => text.length))
  return Math.min(190, Math.max(58, Math.round(longest * 7.2) + 18))
}

/** Keys of the cells that are known not to be of their column's type. */
export const badCellsOf = (columns: readonly OrderedColumn[]): ReadonlySet<string> =>
  new Set(columns.flatMap(({ view }, i) => view.profile.badCells.first.map(({ row }) => cellKey(row, i))))

export const cellKey = (row: number, column: number): string => `${row} ${column}`
