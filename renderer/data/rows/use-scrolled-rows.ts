/** The rows and columns that are in view, and the way to others. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import type { RowWindows } from '../../rows/row-windows.ts'
import { useRowWindows } from '../../rows/use-row-windows.ts'
import { describedData } from '../../state/data.ts'
import { useApp } from '../../state/store.ts'
import type { KnownTable } from '../use-table-view.ts'
import { columnsOfPage, pageOf, placed } from './column-pages.ts'
import type { OrderedColumn } from './ordered-columns.ts'
import { itemOf, itemsOf, NEAR, type Scroll, START, scrollAt } from './scaled-scroll.ts'

const ROW_HEIGHT = 25
/** Rows per call, of a table whose columns are all asked for and of a wider one. */
const WINDOW_ROWS = { all: 200, some: 50 }

/** @param shownColumn the first column in view */
function useTableRows(
  { data: own, profile }: KnownTable,
  columns: readonly OrderedColumn[],
  shownColumn: number,
  isPrepared: boolean,
): RowWindows<TableRow> {
  // Another description is another answer of describedData.
  useApp((s) => s.data)
  const data = describedData(own)
  const page = pageOf(columns, shownColumn)
  const wanted = useMemo(() => columnsOfPage(columns, page), [columns, page])
  const load = useCallback(
    async (range: { readonly from: number; readonly count: number }): Promise<readonly TableRow[]> => {
      const { host, file } = useApp.getState()
      if (!host) return []
      const asked = { ...range, ...(wanted && { columns: wanted }), isPrepared }
      const rows = await host.engine.tableRows(data, file.folder, file.path, asked)
      return wanted ? rows.map((row) => ({ ...row, cells: placed(row.cells, wanted) })) : rows
    },
    [data, wanted, isPrepared],
  )
  const size = wanted ? WINDOW_ROWS.some : WINDOW_ROWS.all
  return useRowWindows({ rows: profile.rows, size, load })
}

export function useScrolledRows(
  scroller: RefObject<HTMLElement | null>,
  table: KnownTable,
  columns: readonly OrderedColumn[],
  isPrepared: boolean,
) {
  const { rows } = table.profile
  const scroll = useRef<Scroll>(START)
  const vertical = useVirtualizer({
    count: itemsOf(rows),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  })
  const horizontal = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]!.width,
    overscan: 3,
  })
  const shownColumn = horizontal.getVirtualItems()[0]?.index ?? 0
  const windows = useTableRows(table, columns, shownColumn, isPrepared)
  // The widths are remembered by place, and another role moves a column.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other widths
  useLayoutEffect(() => horizontal.measure(), [columns, horizontal])
  const visible = Math.max(1, Math.floor((vertical.scrollRect?.height ?? 200) / ROW_HEIGHT) - 1)
  const firstItem = Math.floor((vertical.scrollOffset ?? 0) / ROW_HEIGHT)
  scroll.current = scrollAt(scroll.current, firstItem, rows, visible)
  const { anchor } = scroll.current
  const shift = anchor.row - anchor.item
  const shown = vertical
    .getVirtualItems()
    .map(({ index, start }) => ({ row: index + shift, top: start }))
    .filter(({ row }) => row >= 0 && row < rows)
  const first = shown[0]?.row ?? 0
  const last = shown.at(-1)?.row ?? 0
  // Rows whose reading was stopped are asked for again with the next profile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another profile is another reading
  useEffect(() => windows.show(first, last), [windows, first, last, table.profile])

  /** Scrolls as far as needed for a row. */
  const showRow = (row: number) => {
    const from = anchor.row
    const offset = vertical.scrollOffset ?? 0
    // At the end of the table the head covers a part of the first row.
    const isCut = offset % ROW_HEIGHT > 0
    if (row >= (isCut ? from + 1 : from) && row < from + visible) return
    const start = row <= from ? row : row - visible + 1
    const isNear = Math.abs(start - from) < NEAR
    const item = isNear ? anchor.item + start - from : itemOf(start, rows, visible)
    if (itemsOf(rows) !== rows) {
      const next = { item, row: Math.max(0, Math.min(start, rows - visible)) }
      const { scrollHeight = 0, clientHeight = 0 } = scroller.current ?? {}
      const reached = Math.floor(Math.min(item * ROW_HEIGHT, scrollHeight - clientHeight) / ROW_HEIGHT)
      // Without a move, nothing would tell that the target is reached.
      scroll.current =
        reached === firstItem
          ? { anchor: next, target: null }
          : { ...scroll.current, target: { anchor: next, from: firstItem } }
    }
    vertical.scrollToOffset(item * ROW_HEIGHT)
  }
  return {
    shown,
    /** The cells of a row that are in view, by their places in `columns`. */
    cells: horizontal.getVirtualItems(),
    /** Number of rows that are in view at once. */
    visible,
    firstRow: anchor.row,
    height: vertical.getTotalSize(),
    width: horizontal.getTotalSize(),
    contentOf: windows.row,
    showCell: (row: number, column: number) => {
      showRow(row)
      horizontal.scrollToIndex(column)
    },
  }
}

export type ScrolledRows = ReturnType<typeof useScrolledRows>
