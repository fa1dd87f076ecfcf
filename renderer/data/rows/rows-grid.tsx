// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: one cell has the focus, or the grid names it
/** The rows of the table. Rows and columns out of view are not rendered; rows are fetched in windows. Arrows move by cell, Page keys by the
 *  visible rows, Home and End to the ends of a row, with Ctrl to the ends of the table. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import type { Text } from '../../../shared/text.ts'
import { selectColumn, useDataView } from '../../state/data-view.ts'
import { notify } from '../../state/notify.ts'
import { sentencesOf } from '../../state/problems.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import type { KnownTable } from '../use-table-view.ts'
import { useTableView } from '../use-table-view.ts'
import { createRowWindows, type RowWindows } from './row-windows.ts'
import styles from './rows.module.css'
import { type Anchor, anchorAt, itemOf, itemsOf, START } from './scaled-scroll.ts'

const ROW_HEIGHT = 25
const PART_WIDTH = 78

/** Width for the numbers of the rows. */
const numberWidth = (rows: number): number => 16 + Math.max(2, formatCount(rows).length) * 7

export function RowsGrid() {
  const table = useTableView()
  if (!table) return null
  // Another file, or another reading of it, starts at its first row.
  const { rows, columns } = table.profile
  return <Grid key={`${table.data.source.path} ${rows} ${columns.length}`} table={table} />
}

/** Columns in use first, the target before them. */
function orderedColumns({ view }: KnownTable): readonly ColumnView[] {
  const rank = { target: 0, feature: 1, weight: 2, ignore: 3 }
  return view.columns
    .map((column, i) => ({ column, i }))
    .sort((a, b) => rank[a.column.role] - rank[b.column.role] || a.i - b.i)
    .map(({ column }) => column)
}

/** Width for the name and the first values. */
function widthOf({ profile: { name, examples } }: ColumnView): number {
  const longest = Math.max(name.length, ...examples.slice(0, 5).map((text) => text.length))
  return Math.min(190, Math.max(58, Math.round(longest * 7.2) + 18))
}

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

const FAILED: Text = { en: 'The rows could not be read', ko: '행을 읽지 못했습니다' }

function Grid({ table }: { readonly table: KnownTable }) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => orderedColumns(table), [table])
  const { rows } = table.profile
  const windows = useRowWindows(table)
  const anchor = useRef<Anchor>(START)
  const [active, setActive] = useState<{ readonly row: number; readonly column: number } | null>(null)
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
    estimateSize: (index) => widthOf(columns[index]!),
    overscan: 3,
  })
  // The widths are remembered by place, and another role moves a column.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other widths
  useLayoutEffect(() => horizontal.measure(), [columns, horizontal])
  const visible = Math.max(1, Math.floor((vertical.scrollRect?.height ?? 200) / ROW_HEIGHT) - 1)
  const firstItem = Math.floor((vertical.scrollOffset ?? 0) / ROW_HEIGHT)
  anchor.current = anchorAt(anchor.current, firstItem, rows, visible)
  const shift = anchor.current.row - anchor.current.item
  const items = vertical.getVirtualItems()
  const cells = horizontal.getVirtualItems()
  const first = Math.max(0, (items[0]?.index ?? 0) + shift)
  const last = Math.min(rows - 1, (items.at(-1)?.index ?? 0) + shift)
  useEffect(() => windows.show(first, last), [windows, first, last])

  const showRow = (row: number) => {
    const from = anchor.current.row
    if (row >= from && row < from + visible) return
    const start = row < from ? row : row - visible + 1
    const item =
      Math.abs(start - from) < 400 ? anchor.current.item + start - from : itemOf(start, rows, visible)
    if (itemsOf(rows) !== rows) anchor.current = { item, row: Math.max(0, Math.min(start, rows - visible)) }
    vertical.scrollToOffset(item * ROW_HEIGHT)
  }
  const activate = (row: number, column: number) => {
    const next = {
      row: Math.min(Math.max(row, 0), rows - 1),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    }
    setActive(next)
    showRow(next.row)
    horizontal.scrollToIndex(next.column)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const { row, column } = active ?? { row: anchor.current.row, column: 0 }
    const all = event.ctrlKey || event.metaKey
    const to: readonly [number, number] | undefined = {
      ArrowUp: [row - 1, column] as const,
      ArrowDown: [row + 1, column] as const,
      ArrowLeft: [row, column - 1] as const,
      ArrowRight: [row, column + 1] as const,
      PageUp: [row - visible, column] as const,
      PageDown: [row + visible, column] as const,
      Home: (all ? [0, column] : [row, 0]) as readonly [number, number],
      End: (all ? [rows - 1, column] : [row, columns.length - 1]) as readonly [number, number],
    }[event.key]
    if (event.key === 'Enter' && active) selectColumn(columns[active.column]!.profile.name)
    if (!to || event.altKey) return
    event.preventDefault()
    // The first arrow shows where the cell is.
    if (active || !event.key.startsWith('Arrow')) activate(to[0], to[1])
    else activate(row, column)
  }
  const wanted = useDataView((s) => s.wantedCell)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another cell is another request
  useEffect(() => {
    if (!wanted) return
    const column = columns.findIndex(({ profile }) => profile.name === wanted.column)
    if (column >= 0) activate(wanted.row, column)
    useDataView.setState({ wantedCell: null })
  }, [wanted])
  const hasParts = (windows.row(first)?.part ?? null) !== null
  const partWidth = hasParts ? PART_WIDTH : 0
  const left = numberWidth(rows)
  const fixed = left + partWidth
  const badCells = useMemo(() => badCellsOf(columns), [columns])
  const width = fixed + horizontal.getTotalSize()
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      tabIndex={0}
      aria-label={t({ en: 'Rows of the table', ko: '표의 행' })}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length + (hasParts ? 2 : 1)}
      aria-activedescendant={active ? `cell-${active.row}-${active.column}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={styles.head} style={{ width }} role="row" aria-rowindex={1}>
        <span role="columnheader" style={{ left: 0, width: left }}>
          #
        </span>
        {hasParts && (
          <span role="columnheader" style={{ left, width: partWidth }}>
            {t({ en: 'part', ko: '부분' })}
          </span>
        )}
        {cells.map(({ index, start, size }) => {
          const { profile, role } = columns[index]!
          return (
            <span
              key={profile.name}
              role="columnheader"
              title={profile.name}
              data-number={profile.type === 'number' || undefined}
              data-unused={role === 'ignore' || undefined}
              style={{ left: fixed + start, width: size }}
            >
              {profile.name}
            </span>
          )
        })}
      </div>
      <div style={{ width, height: vertical.getTotalSize() }} className={styles.body} role="presentation">
        {items.map(({ index, start }) => {
          const row = index + shift
          if (row < 0 || row >= rows) return null
          const content = windows.row(row)
          return (
            <div
              key={row}
              className={styles.row}
              style={{ transform: `translateY(${start}px)`, width }}
              role="row"
              aria-rowindex={row + 2}
            >
              <span role="rowheader" style={{ left: 0, width: left }} className={styles.number}>
                {formatCount(row + 1)}
              </span>
              {hasParts && <PartCell part={content?.part ?? null} left={left} />}
              {cells.map((cell) => (
                <Cell
                  key={cell.index}
                  id={`cell-${row}-${cell.index}`}
                  view={columns[cell.index]!}
                  text={
                    content ? (content.cells[columnIndex(table, columns[cell.index]!)] ?? null) : undefined
                  }
                  isBad={badCells.has(`${row} ${cell.index}`)}
                  isActive={active?.row === row && active.column === cell.index}
                  left={fixed + cell.start}
                  width={cell.size}
                  onPress={() => {
                    setActive({ row, column: cell.index })
                    selectColumn(columns[cell.index]!.profile.name)
                  }}
                />
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const columnIndex = ({ view }: KnownTable, column: ColumnView): number => view.columns.indexOf(column)

const badCellsOf = (columns: readonly ColumnView[]): ReadonlySet<string> =>
  new Set(columns.flatMap(({ profile }, i) => profile.badCells.first.map(({ row }) => `${row} ${i}`)))

const PARTS: { readonly [P in NonNullable<TableRow['part']>]: Text } = {
  train: { en: 'train', ko: '학습' },
  validation: { en: 'validation', ko: '검증' },
  test: { en: 'test', ko: '테스트' },
}

function PartCell({ part, left }: { readonly part: TableRow['part']; readonly left: number }) {
  const t = useText()
  return (
    <span
      role="gridcell"
      className={styles.part}
      data-part={part ?? undefined}
      style={{ left, width: PART_WIDTH }}
    >
      {part ? t(PARTS[part]) : ''}
    </span>
  )
}

interface CellProps {
  readonly id: string
  readonly view: ColumnView
  /** `null` where missing; `undefined` until the row is known. */
  readonly text: string | null | undefined
  readonly isBad: boolean
  readonly isActive: boolean
  readonly left: number
  readonly width: number
  readonly onPress: () => void
}

function Cell({ id, view, text, isBad, isActive, left, width, onPress }: CellProps) {
  const t = useText()
  const { profile, role } = view
  const marker = profile.markers.find((each) => each.text !== '')?.text ?? t({ en: 'missing', ko: '빈 값' })
  return (
    <span
      id={id}
      role="gridcell"
      title={text ?? undefined}
      data-number={profile.type === 'number' || undefined}
      data-unused={role === 'ignore' || undefined}
      data-missing={text === null || undefined}
      data-bad={isBad || undefined}
      aria-selected={isActive}
      style={{ left, width }}
      onPointerDown={onPress}
    >
      {isBad && <Icon name="error" size={12} />}
      {text === undefined ? <i className={styles.waiting} /> : (text ?? marker)}
    </span>
  )
}
