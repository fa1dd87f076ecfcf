/** The Runs workspace: which runs on the left, their table in the middle, the current or the compared runs on the right, curves below. */
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Text } from '../../shared/text.ts'
import { FoldButton } from '../panels/dock/fold-button.tsx'
import { ResizeHandle } from '../panels/dock/resize-handle.tsx'
import { attempt } from '../state/attempt.ts'
import { useRunsDock } from '../state/dock.ts'
import { useResults } from '../state/evaluations.ts'
import { forgetMissingRuns } from '../state/run-folder.ts'
import { RUN_PLOTS, type RunPlot, readRuns, useRunList } from '../state/run-list.ts'
import { useApp } from '../state/store.ts'
import { focusLoaded } from '../state/workspace.ts'
import { Icon } from '../ui/icon.tsx'
import { Segments } from '../ui/segments.tsx'
import { useText } from '../ui/text.ts'
import frame from '../ui/workspace.module.css'
import { ColumnMenu } from './column-menu.tsx'
import { Curves } from './compare/curves.tsx'
import { GroupingMenu } from './grouping-menu.tsx'
import { PredictDock } from './predict/predict-dock.tsx'
import { ResultList } from './results/result-list.tsx'
import { Results } from './results/results.tsx'
import { RowsPanel } from './results/rows-panel.tsx'
import { RunPanel } from './run/run-panel.tsx'
import styles from './runs-workspace.module.css'
import { Scatter } from './scatter/scatter.tsx'
import { Scopes } from './scopes.tsx'
import { runColumns } from './table/run-columns.ts'
import { RunGrid } from './table/run-grid.tsx'
import { useAllRuns, useShownRuns, useTableItems } from './use-runs.ts'

const FORGET_MISSING: Text = { en: 'Take missing folders off the list', ko: '없는 폴더를 목록에서 빼기' }

interface Props {
  /** Messages, over the middle. */
  readonly children: ReactNode
}

export function RunsWorkspace({ children }: Props) {
  const t = useText()
  const hasRuns = useAllRuns().length > 0
  const results = useResults((s) => s.run !== null)
  useFirstRun()
  useEffect(() => {
    void readRuns()
    focusLoaded('runs')
  }, [])
  return (
    <div className={`${frame.workspace} ${styles.workspace}`} data-whole={hasRuns || undefined}>
      <aside className={frame.left} data-area="scopes" aria-label={t({ en: 'Find', ko: '찾기' })}>
        {results ? <ResultList /> : <Scopes />}
      </aside>
      <main
        className={`${frame.middle} ${styles.middle}`}
        data-area="runs"
        aria-label={t({ en: 'Runs', ko: '학습 기록' })}
      >
        {results ? <Results /> : <Middle />}
        {children}
      </main>
      {hasRuns && (
        <>
          <aside
            className={frame.right}
            data-area="run"
            aria-label={t({ en: 'Selected run', ko: '선택한 학습 기록' })}
          >
            {results ? <RowsPanel /> : <RunPanel />}
          </aside>
          {results ? <PredictDock /> : <PlotDock />}
        </>
      )}
    </div>
  )
}

/** One of the shown runs is current: the first one until the user selects another, and where a search hides the current one. */
function useFirstRun(): void {
  const { rows } = useShownRuns()
  const current = useRunList((s) => s.current)
  const isShown = rows.some(({ info }) => info.run === current)
  const first = rows[0]?.info.run
  useEffect(() => {
    if (!isShown && first !== undefined) useRunList.setState({ current: first })
  }, [isShown, first])
  // A document without runs of its own shows those of all documents.
  const isRead = useRunList((s) => s.runs !== null && !s.partial)
  const opened = useApp((s) => s.opened)
  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once for each document
  useEffect(() => {
    if (isRead && rows.length === 0 && useRunList.getState().query === '')
      useRunList.setState({ scope: { kind: 'all' } })
  }, [isRead, opened])
}

function Middle() {
  const t = useText()
  const isRead = useRunList((s) => s.runs !== null)
  const problems = useRunList((s) => s.problems)
  const skipped = useRunList((s) => s.skipped)
  const hasOlder = useRunList((s) => s.hasOlder)
  const wanted = useRunList((s) => s.figure)
  const chosenColumns = useRunList((s) => s.columns)
  const chosen = useRunList((s) => s.chosen.length)
  const { rows, fault } = useShownRuns()
  const items = useTableItems()
  const hasRuns = useAllRuns().length > 0
  const columns = useMemo(() => runColumns(rows, chosenColumns, wanted), [rows, chosenColumns, wanted])
  const count =
    rows.length === 1
      ? t({ en: '1 run', ko: '학습 기록 1개' })
      : t({ en: `${rows.length} runs`, ko: `학습 기록 ${rows.length}개` })
  if (problems.length > 0)
    return (
      <Empty title={{ en: 'The runs cannot be read', ko: '학습 기록을 읽을 수 없습니다' }}>
        {problems.map((each) => (
          <p key={each.en}>{t(each)}</p>
        ))}
        <button type="button" className={styles.button} onClick={() => void readRuns()}>
          {t({ en: 'Try again', ko: '다시 시도' })}
        </button>
      </Empty>
    )
  if (!isRead)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the focus waits here for the rows
      <p className={styles.reading} role="status" data-focus="runs" tabIndex={0}>
        {t({ en: 'Reading the runs…', ko: '학습 기록을 읽는 중…' })}
      </p>
    )
  if (!hasRuns)
    return (
      <Empty title={{ en: 'No runs yet', ko: '아직 학습 기록이 없습니다' }}>
        <p>
          {t({
            en: 'Each training is kept here with its curves, settings and weights. Press Train (Ctrl+Enter).',
            ko: '학습할 때마다 곡선, 설정, 가중치가 여기에 남습니다. 학습을 누르세요(Ctrl+Enter).',
          })}
        </p>
      </Empty>
    )
  return (
    <>
      <header className={styles.head}>
        <p role="status">
          <b>{count}</b>
          {chosen > 0 && ` · ${t({ en: `${chosen} compared`, ko: `${chosen}개 비교 중` })}`}
          {hasOlder &&
            ` · ${t({ en: 'older runs are not listed', ko: '더 오래된 학습 기록은 빠져 있습니다' })}`}
          {skipped.length > 0 && (
            <span className={styles.skipped} title={skipped.map(({ message }) => t(message)).join('\n\n')}>
              <Icon name="warning" size={14} />
              {t({ en: `${skipped.length} cannot be read`, ko: `${skipped.length}개는 읽을 수 없음` })}
            </span>
          )}
          {skipped.some(({ code }) => code === 'run_folder_missing') && (
            <button
              type="button"
              className={styles.forget}
              onClick={() => void attempt(FORGET_MISSING, forgetMissingRuns)}
            >
              {t(FORGET_MISSING)}
            </button>
          )}
        </p>
        <GroupingMenu />
        {columns.available.figures.length > 1 && (
          <label>
            <span className="hidden-text">{t({ en: 'Figure', ko: '지표' })}</span>
            <select
              className={styles.select}
              value={columns.figure ?? ''}
              onChange={(event) => useRunList.setState({ figure: event.currentTarget.value })}
            >
              {columns.available.figures.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <ColumnMenu columns={columns} />
      </header>
      {fault && (
        <p className={styles.fault} role="alert">
          {t(fault)}
        </p>
      )}
      {rows.length > 0 ? (
        <RunGrid items={items} columns={columns} />
      ) : (
        <Empty title={{ en: 'No matching runs', ko: '맞는 학습 기록이 없습니다' }}>
          <button
            type="button"
            className={styles.button}
            onClick={() => useRunList.setState({ query: '', scope: { kind: 'all' } })}
          >
            {t({ en: 'Show all runs', ko: '모두 보기' })}
          </button>
        </Empty>
      )}
    </>
  )
}

function Empty({ title, children }: { readonly title: Text; readonly children: ReactNode }) {
  const t = useText()
  return (
    <div className={styles.empty} data-focus="runs" tabIndex={-1}>
      <h2>{t(title)}</h2>
      {children}
    </div>
  )
}

const PLOT_NAMES: { readonly [P in RunPlot]: Text } = {
  curves: { en: 'Curves', ko: '곡선' },
  scatter: { en: 'Scatter', ko: '산점도' },
}

function PlotDock() {
  const t = useText()
  const plot = useRunList((s) => s.plot)
  const folded = useRunsDock((s) => s.folded)
  const height = useRunsDock((s) => s.height)
  const fold = useRunsDock((s) => s.fold)
  return (
    <section
      className={styles.dock}
      data-area="curves"
      data-folded={folded || undefined}
      style={folded ? undefined : ({ '--height': `${height}px` } as React.CSSProperties)}
      aria-label={t(PLOT_NAMES[plot])}
    >
      <ResizeHandle dock={useRunsDock} />
      <div className={styles.dockHead}>
        <Segments
          label={t({ en: 'Plot', ko: '그림' })}
          values={RUN_PLOTS}
          value={plot}
          nameOf={(each) => t(PLOT_NAMES[each])}
          onChange={(each) => {
            useRunList.setState({ plot: each })
            fold(false)
          }}
        />
        <FoldButton dock={useRunsDock} />
      </div>
      {!folded && (plot === 'curves' ? <Curves /> : <Scatter />)}
    </section>
  )
}
