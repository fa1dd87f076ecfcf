/** What is suggested, as a sentence with one button; once it is used, the button is what the network needs next. */
import { labels } from '../../../shared/document/edits.ts'
import type { Text } from '../../../shared/text.ts'
import { useProblems } from '../../problems/current-problems.ts'
import { applyFix } from '../../problems/problem-list.tsx'
import { reloadData } from '../../state/data.ts'
import { isStopped } from '../../state/reading.ts'
import { useApp } from '../../state/store.ts'
import { reloadTable, useTable } from '../../state/table.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { ReadingProgress } from '../reading-progress.tsx'
import { type KnownTable, useTableView } from '../use-table-view.ts'
import { accept, drawNetwork, hasNetwork } from './accept.ts'
import { isWhole } from './column-view.ts'
import styles from './suggestion-bar.module.css'

interface Step {
  readonly label: Text
  readonly run: () => unknown
}

export function SuggestionBar() {
  const t = useText()
  const table = useTableView()
  const stopped = useIsStopped()
  // The first lines alone do not decide.
  const isWholeTable = table !== null && isWhole(table.profile)
  const isOpen = isWholeTable && !table.view.isAccepted
  const follows = useFollowingStep()
  const step = stopped ? READ_AGAIN : isOpen ? stepOf(table) : follows
  return (
    <div className={styles.bar} data-open={isOpen || undefined} data-partial={!isWholeTable || undefined}>
      <Icon name={isOpen || !isWholeTable ? 'hint' : 'check'} />
      <p>
        {table && t(table.suggestion.summary)}
        {table && !isWholeTable && <small>{t(firstRows(table.profile.rows))}</small>}
        {stopped && <small>{t(STOPPED)}</small>}
      </p>
      <ReadingProgress />
      {/* One button for all steps, so that it keeps the focus. */}
      {step && (
        <button type="button" className={styles.use} onClick={step.run}>
          {t(step.label)}
        </button>
      )}
    </div>
  )
}

const STOPPED: Text = { en: 'Reading was cancelled.', ko: '읽기를 취소했습니다.' }
const firstRows = (rows: number): Text => ({
  en: `This is what the first ${formatCount(rows)} rows say.`,
  ko: `처음 ${formatCount(rows)}행에서 본 내용입니다.`,
})

const READ_AGAIN: Step = {
  label: { en: 'Read all rows', ko: '모든 행 읽기' },
  run() {
    reloadData()
    reloadTable()
  },
}

/** A person has stopped the reading of the table, or its preparation. */
function useIsStopped(): boolean {
  const table = useTable((s) => s.stopped)
  const data = useApp((s) => s.data.state === 'failed' && s.data.problems.some(isStopped))
  return table || data
}

const stepOf = (table: KnownTable): Step => ({
  label: labels.applySuggestion,
  run: () => accept(table),
})

/** What the network needs for the data as it is now: to be drawn, or to have its first problem mended. */
export function useFollowingStep(): Step | null {
  const ready = useApp((s) => s.data.state === 'ready')
  const drawn = useApp(hasNetwork)
  const problem = useProblems().find(({ fix, severity }) => fix && severity !== 'hint')
  if (!ready) return null
  if (!drawn) return { label: labels.drawNetwork, run: drawNetwork }
  return problem?.fix ? { label: problem.fix.label, run: () => applyFix(problem) } : null
}
