// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: one cell has the focus, or the grid names it
/** The columns of the table, one row each. Arrows move by cell, Home and End to the ends of a row, Page keys by ten rows; letters find a
 *  name; Enter opens the list of a role or a type. The selected column is the one of the focused row. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { selectColumn, sortColumns, useDataView } from '../../state/data-view.ts'
import { useTable } from '../../state/table.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { useTableView } from '../use-table-view.ts'
import { COLUMN_CELLS } from './column-cells.ts'
import { ColumnRow } from './column-row.tsx'
import { byInformation, selectedColumn } from './column-view.ts'
import styles from './columns.module.css'
import { useGridKeys } from './use-grid-keys.ts'

export const ROW_HEIGHT = 28
const HEADER_ROWS = 1
/** Cells that are as wide as an icon. */
const UNNAMED: readonly string[] = ['type', 'warning']

export function ColumnGrid() {
  const t = useText()
  const table = useTableView()
  const reading = useTable((s) => s.reading)
  const scroller = useRef<HTMLDivElement>(null)
  const isSorted = useDataView((s) => s.byInformation)
  const columns = useMemo(() => {
    const inFile = table?.view.columns ?? []
    return isSorted ? byInformation(inFile) : inFile
  }, [table, isSorted])
  const selected = useDataView((s) => s.column)
  const virtualizer = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    getItemKey: (index) => columns[index]!.profile.name,
  })
  const names = columns.map(({ profile }) => profile.name)
  const shown = table && selectedColumn(table.view, selected)
  const current = shown ? columns.indexOf(shown) : 0
  const { cell, onKeyDown, onPointerDown } = useGridKeys({
    root: scroller,
    names,
    row: current,
    onRow: (row) => {
      selectColumn(names[row]!)
      virtualizer.scrollToIndex(row)
    },
  })
  // A column that the panel or a problem selects comes into view.
  const wanted = selected === null ? -1 : names.indexOf(selected)
  useEffect(() => {
    if (wanted >= 0) virtualizer.scrollToIndex(wanted)
  }, [wanted, virtualizer])
  const target = table?.view.target?.profile.name
  const hasClasses = (table?.view.classes.length ?? 0) > 0
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-focus="columns"
      // The focus waits here for the first rows.
      tabIndex={table ? -1 : 0}
      role="grid"
      aria-label={t({ en: 'Columns', ko: '열' })}
      aria-rowcount={columns.length + HEADER_ROWS}
      aria-colcount={COLUMN_CELLS.length}
      aria-busy={reading}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <div className={styles.head} role="row" aria-rowindex={1}>
        {COLUMN_CELLS.map(({ id, title }) =>
          id === 'values' && target !== undefined ? (
            <ValuesHead key={id} target={target} hasClasses={hasClasses} isSorted={isSorted} />
          ) : (
            <span key={id} role="columnheader" data-cell={id}>
              <span className={UNNAMED.includes(id) ? 'hidden-text' : undefined}>{t(title)}</span>
            </span>
          ),
        )}
      </div>
      {table ? (
        <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
          {virtualizer.getVirtualItems().map(({ index, key, start }) => (
            <ColumnRow
              key={key}
              view={columns[index]!}
              table={table}
              index={index}
              top={start}
              selected={index === current}
              focusCell={index === current ? cell : null}
            />
          ))}
        </div>
      ) : (
        <Waiting />
      )}
    </div>
  )
}

/** Pressing it puts the columns that say most about the target first, or back in the order of the file. */
function ValuesHead({
  target,
  hasClasses,
  isSorted,
}: {
  readonly target: string
  readonly hasClasses: boolean
  readonly isSorted: boolean
}) {
  const t = useText()
  return (
    <span role="columnheader" data-cell="values" aria-sort={isSorted ? 'descending' : 'none'}>
      <button
        type="button"
        className={styles.sort}
        title={t({
          en: `Sort by the information about ${target}`,
          ko: `${target}에 대한 정보량순으로 정렬`,
        })}
        onClick={() => sortColumns(!isSorted)}
      >
        <span>
          {hasClasses
            ? t({ en: `Values, by ${target}`, ko: `값, ${target}별` })
            : t({ en: 'Values', ko: '값' })}
        </span>
        {isSorted && <Icon name="down" size={12} />}
      </button>
    </span>
  )
}

/** Grey lines of the size of the rows, until these are known. */
function Waiting() {
  const t = useText()
  return (
    <div className={styles.waiting} role="row">
      <span role="gridcell" className="hidden-text">
        {t({ en: 'Reading the table…', ko: '표를 읽는 중…' })}
      </span>
      {Array.from({ length: 12 }, (_, i) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
          key={i}
          aria-hidden="true"
          style={{ '--width': `${90 + ((i * 37) % 60)}px` } as React.CSSProperties}
        />
      ))}
    </div>
  )
}
