// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: one row has the focus
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role is one of two
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is one of two
/** The table of runs. Arrows and Page keys move from row to row, Space chooses a run for the comparison, Ctrl+A all of them, * stars, F2
 *  renames, Delete moves to the trash, Right and Left open and close a group. A press on a head sorts. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { useRunList } from '../../state/run-list.ts'
import { useText } from '../../ui/text.ts'
import { placesIn } from '../compare/lines.ts'
import { useLines } from '../use-runs.ts'
import { GroupRow } from './group-row.tsx'
import { HeadCell } from './head-cell.tsx'
import { FACT_NAMES, layoutOf, type RunColumns } from './run-columns.ts'
import type { TableItem } from './run-groups.ts'
import { RunTableRow } from './run-table-row.tsx'
import styles from './table.module.css'
import { runsOf, useRunKeys } from './use-run-keys.ts'

export const ROW_HEIGHT = 29

interface Props {
  readonly items: readonly TableItem[]
  readonly columns: RunColumns
}

export function RunGrid({ items, columns }: Props) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const current = useRunList((s) => s.current)
  const currentGroup = useRunList((s) => s.currentGroup)
  const chosen = useRunList((s) => s.chosen)
  const lines = useLines()
  const places = useMemo(() => placesIn(chosen.length > 0 ? lines : []), [lines, chosen])
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => keyOf(items[index]!),
  })
  const found = placeOf(items, current, currentGroup)
  const row = Math.max(found, 0)
  const { onKeyDown, focusRow } = useRunKeys({
    root: scroller,
    items,
    row,
    onMove: (to) => virtualizer.scrollToIndex(to),
  })
  // A run that another part of the window shows comes into view.
  useEffect(() => {
    if (found >= 0) virtualizer.scrollToIndex(found)
  }, [found, virtualizer])
  const { figure, figures, settings, facts } = columns
  const hasGroups = items.some(({ kind }) => kind === 'group')
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
      role={hasGroups ? 'treegrid' : 'grid'}
      aria-label={t({ en: 'Runs', ko: '학습 기록' })}
      aria-rowcount={items.length + 1}
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
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]!
          const place = { columns, index, top: start, isCurrent: index === row, onFocus: focusRow }
          return item.kind === 'group' ? (
            <GroupRow
              key={key}
              group={item.group}
              isOpen={item.isOpen}
              chosen={chosen}
              places={places}
              {...place}
            />
          ) : (
            <RunTableRow
              key={key}
              run={item.run}
              isInGroup={item.group !== null}
              place={places.get(item.run.info.run) ?? -1}
              {...place}
            />
          )
        })}
      </div>
    </div>
  )
}

const keyOf = (item: TableItem): string => (item.kind === 'run' ? item.run.info.run : item.group.key)

/** The row of the current run or group; that of its group where it is closed, and −1 where there is none. */
function placeOf(items: readonly TableItem[], current: RunId | null, currentGroup: string | null): number {
  const isCurrent = (item: TableItem) =>
    item.kind === 'group'
      ? item.group.key === currentGroup && item.group.runs.some(({ info }) => info.run === current)
      : currentGroup === null && item.run.info.run === current
  const found = items.findIndex(isCurrent)
  if (found >= 0) return found
  return items.findIndex((item) => runsOf(item).some(({ info }) => info.run === current))
}
