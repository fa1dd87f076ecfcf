/** Which of the document's runs the dock shows. */
import { useShallow } from 'zustand/react/shallow'
import { ownRuns } from '../../state/document-runs.ts'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useText } from '../../text.ts'
import css from './dock.module.css'
import { runOutcome, runTitle } from './run-words.ts'

export function RunPicker() {
  const t = useText()
  const shown = useApp((s) => shownRun(s)?.info.run ?? '')
  // Other ones when a run starts or ends, not with each frame.
  useApp(useShallow((s) => ownRuns(s).flatMap(({ info, result, unread }) => [info, result, unread])))
  const runs = ownRuns(useApp.getState())
  const [only] = runs
  if (!only) return null
  if (runs.length === 1) return <span className={css.run}>{t(runTitle(only.info))}</span>
  return (
    <select
      className={css.select}
      aria-label={t({ en: 'Run', ko: '학습 기록' })}
      value={shown}
      onChange={(event) => useApp.setState({ shownRun: event.target.value })}
    >
      {runs.map((run, i) => (
        <option key={run.info.run} value={run.info.run}>
          {[`${runs.length - i}. ${t(runTitle(run.info))}`, ...(run.result ? [t(runOutcome(run))] : [])].join(
            ' · ',
          )}
        </option>
      ))}
    </select>
  )
}
