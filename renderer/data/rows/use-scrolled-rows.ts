/** The rows and columns that are in view, and the way to others. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { notify } from '../../state/notify.ts'
import { sentencesOf } from '../../state/problems.ts'
import type { KnownTable } from '../use-table-view.ts'
import type { OrderedColumn } from './ordered-columns.ts'
import { createRowWindows, type RowWindows } from './row-windows.ts'
import { type Anchor, anchorAt, itemOf, itemsOf, NEAR, START } from './scaled-scroll.ts'

const ROW_HEIGHT = 25
const FAILED: Text = { en: 'The rows could not be read', ko: '행을 읽지 못했습니다' }

function useRowWindows({ data, profile }: KnownTable): RowWindows {
  const [, rerender] = useState(0)
  const previous = useRef<RowWindows | null>(null)
  const windows = useMemo(
    () =>
      createRowWindows({
        data,
        rows: profile.rows,
        onChange: () => rerender((n) => n + 1),
        onError: (error) => notify(FAILED, sentencesOf(error)),
        previous: previous.current,
      }),
    [data, profile.rows],
  )
  useEffect(() => {
    previous.current = windows
    return () => windows.dispose()
  }, [windows])
  return windows
}

export function useScrolledRows(
  scroller: RefObject<HTMLElement | null>,
  table: KnownTable,
  columns: readonly OrderedColumn[],
) {
  const { rows } = table.profile
  const windows = useRowWindows(table)
  const anchor = useRef<Anchor>(START)
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
  // The widths are remembered by place, and another role moves a column.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other widths
  useLayoutEffect(() => horizontal.measure(), [columns, horizontal])
  const visible = Math.max(1, Math.floor((vertical.scrollRect?.height ?? 200) / ROW_HEIGHT) - 1)
  const firstItem = Math.floor((vertical.scrollOffset ?? 0) / ROW_HEIGHT)
  anchor.current = anchorAt(anchor.current, firstItem, rows, visible)
  const shift = anchor.current.row - anchor.current.item
  const shown = vertical
    .getVirtualItems()
    .map(({ index, start }) => ({ row: index + shift, top: start }))
    .filter(({ row }) => row >= 0 && row < rows)
  const first = shown[0]?.row ?? 0
  const last = shown.at(-1)?.row ?? 0
  useEffect(() => windows.show(first, last), [windows, first, last])

  /** Scrolls as far as needed for a row. */
  const showRow = (row: number) => {
    const from = anchor.current.row
    // At the end of the table the head covers a part of the first row.
    const isCut = (vertical.scrollOffset ?? 0) % ROW_HEIGHT > 0
    if (row >= (isCut ? from + 1 : from) && row < from + visible) return
    const start = row <= from ? row : row - visible + 1
    const isNear = Math.abs(start - from) < NEAR
    const item = isNear ? anchor.current.item + start - from : itemOf(start, rows, visible)
    if (itemsOf(rows) !== rows) anchor.current = { item, row: Math.max(0, Math.min(start, rows - visible)) }
    vertical.scrollToOffset(item * ROW_HEIGHT)
  }
  return {
    shown,
    /** The cells of a row that are in view, by their places in `columns`. */
    cells: horizontal.getVirtualItems(),
    /** Number of rows that are in view at once. */
    visible,
    firstRow: anchor.current.row,
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
