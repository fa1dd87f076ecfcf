// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: one row has the focus
/** The table of runs. Arrows and Page keys move from row to row, Space chooses a run for the comparison, Ctrl+A all of them, * stars, F2
 *  renames, Delete moves to the trash. A press on a head sorts. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useRunList } from '../../state/run-list.ts'
import { useText } from '../../ui/text.ts'
import { HeadCell } from './head-cell.tsx'
import { FACT_NAMES, layoutOf, type RunColumns } from './run-columns.ts'
import { RunTableRow } from './run-table-row.tsx'
import type { RunRow } from './run-values.ts'
import styles from './table.module.css'
import { useRunKeys } from './use-run-keys.ts'

export const ROW_HEIGHT = 29

interface Props {
  readonly rows: readonly RunRow[]
  readonly columns: RunColumns
}

export function RunGrid({ rows, columns }: Props) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const current = useRunList((s) => s.current)
  const chosen = useRunList((s) => s.chosen)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => rows[index]!.info.run,
  })
  const found = rows.findIndex(({ info }) => info.run === current)
  const row = Math.max(found, 0)
  const { onKeyDown, focusRow } = useRunKeys({
    root: scroller,
    rows,
    row,
    onMove: (to) => virtualizer.scrollToIndex(to),
  })
  // A run that another part of the window shows comes into view.
  useEffect(() => {
    if (found >= 0) virtualizer.scrollToIndex(found)
  }, [found, virtualizer])
  const { figure, figures, settings, facts } = columns
  const { template, width } = useMemo(() => layoutOf(columns), [columns])
  // The line that said that the runs were being read had the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the table appears
  useEffect(() => {
    if (document.activeElement === document.body) focusRow(row)
  }, [])
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ '--columns': template, '--width': `${width}px` } as React.CSSProperties}
      data-focus="runs"
      role="grid"
      aria-label={t({ en: 'Runs', ko: '학습 기록' })}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
    >
      <div className={styles.head} role="row" aria-rowindex={1}>
        <span role="columnheader">
          <span className="hidden-text">{t({ en: 'Compared', ko: '비교' })}</span>
        </span>
        <span role="columnheader">
          <span className="hidden-text">{t({ en: 'Starred', ko: '별표' })}</span>
        </span>
        <HeadCell name="name" title={t(FACT_NAMES.name)} />
        <HeadCell name="state" title={t(FACT_NAMES.state)} />
        {figure !== null && <HeadCell name={figure} title={figure} kind="main" />}
        {figures.map((name) => (
          <HeadCell key={name} name={name} title={name} kind="number" />
        ))}
        {settings.map((name) => (
          <HeadCell key={name} name={name} title={name} />
        ))}
        {facts.map((fact) => (
          <HeadCell key={fact} name={fact} title={t(FACT_NAMES[fact])} kind="number" />
        ))}
      </div>
      <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <RunTableRow
            key={key}
            run={rows[index]!}
            columns={columns}
            index={index}
            top={start}
            isCurrent={index === row}
            place={chosen.indexOf(rows[index]!.info.run)}
            onFocus={focusRow}
          />
        ))}
      </div>
    </div>
  )
}
