// biome-ignore-all lint/a11y/useFocusableInteractive: the selected option has the focus
/** The runs of the table as a list beside the results of one: an arrow key or a press shows those of another. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { closeResults, openResults, useResults } from '../../state/evaluations.ts'
import { useRunList } from '../../state/run-list.ts'
import { useApp } from '../../state/store.ts'
import { formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { formatFact, stateText } from '../table/run-format.ts'
import { figureOf, figuresOf, groupOf, mainFigure, type RunRow, shortTitleOf } from '../table/run-values.ts'
import { useShownRuns } from '../use-runs.ts'
import styles from './result-list.module.css'

const ROW_HEIGHT = 44
/** Runs by which a key moves; infinity is the first or the last one. */
const STEPS: { readonly [key: string]: number } = {
  ArrowUp: -1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

function show(run: RunRow): void {
  useRunList.setState({ current: run.info.run })
  void openResults(run.info.run)
}

export function ResultList() {
  const t = useText()
  const { rows } = useShownRuns()
  const shown = useResults((s) => s.run)
  const wanted = useRunList((s) => s.figure)
  const names = figuresOf(rows)
  const figure = wanted !== null && names.includes(wanted) ? wanted : mainFigure(names)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    getItemKey: (index) => rows[index]!.info.run,
  })
  const selected = rows.findIndex(({ info }) => info.run === shown)
  // The row of the table that opened the results had the focus.
  const follows = useRef(document.activeElement === document.body)
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected)
  }, [selected, virtualizer])
  useEffect(() => {
    const option = scroller.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (!follows.current || !option) return
    follows.current = false
    // A dialog may have opened before the option was there.
    const { activeElement } = document
    if (activeElement === document.body || scroller.current?.contains(activeElement))
      option.focus({ preventScroll: true })
  })
  return (
    <>
      <header className={styles.head}>
        <button
          type="button"
          className={styles.back}
          title={t({ en: 'Back to the runs (Escape)', ko: '학습 기록으로 돌아가기 (Escape)' })}
          onClick={closeResults}
        >
          <Icon name="back" size={14} />
          {t({ en: 'Runs', ko: '학습 기록' })}
        </button>
        <small>{figure}</small>
      </header>
      <div
        ref={scroller}
        className={styles.list}
        role="listbox"
        aria-label={t({ en: 'Other runs', ko: '다른 학습 기록' })}
        onKeyDown={(event) => {
          const step = STEPS[event.key]
          if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          const to = rows[Math.min(Math.max(selected + step, 0), rows.length - 1)]
          if (!to) return
          follows.current = true
          show(to)
        }}
      >
        <div style={{ height: virtualizer.getTotalSize() }} role="presentation">
          {virtualizer.getVirtualItems().map(({ index, key, start }) => (
            <Option
              key={key}
              run={rows[index]!}
              figure={figure}
              isSelected={index === selected}
              isTabStop={index === Math.max(selected, 0)}
              top={start}
            />
          ))}
        </div>
      </div>
    </>
  )
}

interface OptionProps {
  readonly run: RunRow
  readonly figure: string | null
  readonly isSelected: boolean
  readonly isTabStop: boolean
  readonly top: number
}

function Option({ run, figure, isSelected, isTabStop, top }: OptionProps) {
  const t = useText()
  const language = useApp((s) => s.language)
  return (
    <div
      role="option"
      className={styles.option}
      style={{ transform: `translateY(${top}px)` }}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      data-state={groupOf(run.state)}
      onClick={() => show(run)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') show(run)
      }}
    >
      <b>{shortTitleOf(run)}</b>
      <output>{figure === null ? '' : formatMetric(figureOf(run, figure))}</output>
      <small>
        {formatFact(run, 'started', language)} · {t(stateText(run))}
      </small>
    </div>
  )
}
