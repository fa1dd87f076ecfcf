// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
/** The rows of the table. Rows and columns out of view are not rendered; rows are fetched in windows. Arrows move by cell, Page keys by the
 *  visible rows, Home and End to the ends of a row, with Ctrl to the ends of the table. X or Delete excludes the active row, W corrects its
 *  label, Ctrl+G goes to a row by its number. */
import { useMemo, useRef } from 'react'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import { labelText } from '../../../shared/data/marks.ts'
import { labelsTarget } from '../../../shared/data/roles.ts'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import {
  isMarkedExcluded,
  type Marks,
  marksByKey,
  rightLabelOf,
  severalOf,
  toggleExcluded,
} from '../../rows/mark-edits.ts'
import { markOf } from '../../rows/mark-keys.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { type KnownTable, useTableView } from '../use-table-view.ts'
import { focusGoToRow } from './go-to-row.tsx'
import { badCellsOf, cellKey, type OrderedColumn, orderedColumns } from './ordered-columns.ts'
import { Cell, PART_WIDTH, PartCell } from './row-cells.tsx'
import { hasLabel } from './row-labels.tsx'
import { RowMarks } from './row-marks.tsx'
import styles from './rows.module.css'
import { useActiveCell } from './use-active-cell.ts'
import { useFills } from './use-fills.ts'
import { type ScrolledRows, useScrolledRows } from './use-scrolled-rows.ts'

interface Props {
  /** What the steps make of the cells, instead of the cells. */
  readonly isPrepared: boolean
}

export function RowsGrid({ isPrepared }: Props) {
  const table = useTableView()
  if (!table) return null
  // Another file, or another reading of it, starts at its first row.
  const { rows, columns } = table.profile
  return (
    <Grid key={`${table.data.source.path} ${rows} ${columns.length}`} table={table} isPrepared={isPrepared} />
  )
}

/** Width for the numbers of the rows. */
const numberWidth = (rows: number): number => 16 + Math.max(2, formatCount(rows).length) * 7

/** Widths of what is at the left of the columns. */
interface Widths {
  readonly number: number
  /** 0 while the parts are not known. */
  readonly part: number
}

function Grid({ table, isPrepared }: Props & { readonly table: KnownTable }) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const fills = useFills(table.data)
  const info = useApp((s) => (s.data.state === 'ready' ? s.data.info : null))
  const shownInfo = isPrepared ? info : null
  const columns = useMemo(
    () => orderedColumns(table, info && fills, shownInfo),
    [table, info, fills, shownInfo],
  )
  const labels = { target: labelsTarget(table.profile.columns.map(({ name }) => name)), info }
  const marks = useMemo(() => marksByKey(table.data.marks), [table.data.marks])
  const badCells = useMemo(() => badCellsOf(columns), [columns])
  const { rows } = table.profile
  const scrolled = useScrolledRows(scroller, table, columns, isPrepared)
  const { active, onKeyDown, onPress } = useActiveCell(rows, columns, scrolled)
  const { shown, cells, contentOf, height } = scrolled
  const hasParts = (contentOf(shown[0]?.row ?? 0)?.part ?? null) !== null
  const widths: Widths = { number: numberWidth(rows), part: hasParts ? PART_WIDTH : 0 }
  const fixed = widths.number + widths.part
  const width = fixed + scrolled.width
  const onMarkKey = (event: React.KeyboardEvent, row: number) => {
    const wanted = markOf(event)
    if (wanted === null) return
    // The command Delete is about the canvas.
    event.preventDefault()
    // A key that is held would mark and unmark.
    if (event.repeat) return
    if (wanted === 'exclude') toggleExcluded(row, marks)
    else scroller.current?.parentElement?.querySelector<HTMLElement>('[data-right-label]')?.focus()
  }
  const grid = (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      tabIndex={0}
      aria-label={t({ en: 'Rows of the table', ko: '표의 행' })}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length + (hasParts ? 2 : 1)}
      aria-activedescendant={active ? `cell-${active.row}-${active.column}` : undefined}
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'g') {
          event.preventDefault()
          return focusGoToRow()
        }
        if (active) onMarkKey(event, active.row)
        onKeyDown(event)
      }}
    >
      <Head columns={columns} cells={cells} widths={widths} width={width} />
      <div style={{ width, height }} className={styles.body} role="presentation">
        {shown.map(({ row, top }) => {
          const content = contentOf(row)
          const isExcluded = isMarkedExcluded(marks, row)
          return (
            <div
              key={row}
              className={styles.row}
              data-excluded={isExcluded || undefined}
              style={{ transform: `translateY(${top}px)`, width }}
              role="row"
              aria-rowindex={row + 2}
            >
              <span role="rowheader" style={{ left: 0, width: widths.number }} className={styles.number}>
                {formatCount(row + 1)}
              </span>
              {hasParts && (
                <PartCell part={content?.part ?? null} isExcluded={isExcluded} left={widths.number} />
              )}
              {cells.map(({ index, start, size }) => (
                <Cell
                  key={index}
                  id={`cell-${row}-${index}`}
                  column={columns[index]!}
                  prepared={content?.prepared}
                  text={content?.cells[columns[index]!.index]}
                  label={rightLabel(marks, row, columns[index]!, content, labels)}
                  isBad={badCells.has(cellKey(row, index))}
                  isActive={active?.row === row && active.column === index}
                  left={fixed + start}
                  width={size}
                  onPress={() => onPress(row, index)}
                />
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
  return (
    <div className={styles.rows}>
      {grid}
      {active && (
        <RowMarks
          table={table}
          columns={columns}
          row={active.row}
          content={contentOf(active.row)}
          marks={marks}
          onLeave={() => scroller.current?.focus()}
        />
      )}
    </div>
  )
}

/** The right label of a row that has another one in the file; of a column of labels 0 or 1. @param labels the target of those columns, and what is known about the data */
function rightLabel(
  marks: Marks,
  row: number,
  { view, index }: OrderedColumn,
  content: TableRow | undefined,
  labels: { readonly target: string; readonly info: DataInfo | null },
): string | null {
  if (marks.size === 0) return null
  const { name } = view.profile
  if (view.role === 'target') {
    const label = rightLabelOf(marks, row, name)
    return label && labelText(label)
  }
  const names = view.role === 'label' ? severalOf(rightLabelOf(marks, row, labels.target)) : null
  const cell = content?.cells[index]
  if (names === null || cell == null || names.includes(name) === hasLabel(view, cell, labels.info))
    return null
  return names.includes(name) ? '1' : '0'
}

interface HeadProps extends Pick<ScrolledRows, 'cells' | 'width'> {
  readonly columns: readonly OrderedColumn[]
  readonly widths: Widths
}

function Head({ columns, cells, widths, width }: HeadProps) {
  const t = useText()
  const fixed = widths.number + widths.part
  return (
    <div className={styles.head} style={{ width }} role="row" aria-rowindex={1}>
      <span role="columnheader" style={{ left: 0, width: widths.number }}>
        #
      </span>
      {widths.part > 0 && (
        <span role="columnheader" style={{ left: widths.number, width: widths.part }}>
          {t({ en: 'part', ko: '부분' })}
        </span>
      )}
      {cells.map(({ index, start, size }) => {
        const { view, prepared } = columns[index]!
        const { profile, role } = view
        return (
          <span
            key={profile.name}
            role="columnheader"
            title={profile.name}
            data-number={profile.type === 'number' || prepared.length > 0 || undefined}
            data-unused={role === 'ignore' || undefined}
            style={{ left: fixed + start, width: size }}
          >
            {profile.name}
          </span>
        )
      })}
    </div>
  )
}
