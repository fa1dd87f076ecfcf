/** What is suggested, as a sentence with one button; once it is used, the button is what the network needs next. */
import { labels } from '../../../shared/document/edits.ts'
import type { Text } from '../../../shared/text.ts'
import { useProblems } from '../../problems/current-problems.ts'
import { applyFix } from '../../problems/problem-list.tsx'
import { useApp } from '../../state/store.ts'
import { useTable } from '../../state/table.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
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
  const reading = useTable((s) => s.reading)
  // The first lines alone do not decide.
  const isOpen = table !== null && isWhole(table.profile) && !table.view.isAccepted
  const follows = useFollowingStep()
  if (!table) return null
  const step = isOpen ? stepOf(table) : follows
  return (
    <div className={styles.bar} data-open={isOpen || undefined}>
      <Icon name={isOpen ? 'hint' : 'check'} />
      <p>{t(table.suggestion.summary)}</p>
      {reading && (
        <span className={styles.reading} role="status">
          {isWhole(table.profile)
            ? t({ en: 'Reading…', ko: '읽는 중…' })
            : t({
                en: `The first ${formatCount(table.profile.rows)} rows; reading all…`,
                ko: `처음 ${formatCount(table.profile.rows)}행입니다. 모두 읽는 중…`,
              })}
        </span>
      )}
      {/* One button for all steps, so that it keeps the focus. */}
      {step && (
        <button type="button" className={styles.use} onClick={step.run}>
          {t(step.label)}
        </button>
      )}
    </div>
  )
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
