/** Selects which of the document's runs the dock shows. */
import { useShallow } from 'zustand/react/shallow'
import type { Text } from '../../../shared/text.ts'
import { findOlderRuns, ownRuns } from '../../state/document-runs.ts'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useText } from '../../ui/text.ts'
import styles from './dock.module.css'
import { runOutcome, runTitle } from './run-text.ts'

/** A value that is no run's id. */
const OLDER_VALUE = ''
const OLDER_LABELS = {
  more: { en: 'Show older runs…', ko: '더 오래된 학습 기록 보기…' },
  unseen: {
    en: 'There are too many runs here; the oldest were not read',
    ko: '학습 기록이 너무 많아 가장 오래된 것은 읽지 않았습니다',
  },
} satisfies { readonly [older: string]: Text }

export function RunPicker() {
  const t = useText()
  const shown = useApp((s) => shownRun(s)?.info.run ?? '')
  // Changes when a run starts or ends, not with each frame.
  useApp(useShallow((s) => ownRuns(s).flatMap(({ info, result, unread }) => [info, result, unread])))
  const runs = ownRuns(useApp.getState())
  const [only] = runs
  const older = useApp((s) => s.olderRuns)
  if (!only) return null
  if (runs.length === 1 && older === 'none')
    return <span className={styles.run}>{t(runTitle(only.info))}</span>
  return (
    <select
      className={styles.select}
      aria-label={t({ en: 'Run', ko: '학습 기록' })}
      value={shown}
      onChange={(event) => {
        if (event.target.value === OLDER_VALUE) void findOlderRuns()
        else useApp.setState({ shownRun: event.target.value })
      }}
    >
      {runs.map((run, i) => (
        <option key={run.info.run} value={run.info.run}>
          {[
            `${older === 'none' ? `${runs.length - i}. ` : ''}${t(runTitle(run.info))}`,
            ...(run.result ? [t(runOutcome(run))] : []),
          ].join(' · ')}
        </option>
      ))}
      {older !== 'none' && (
        <option value={OLDER_VALUE} disabled={older === 'unseen'}>
          {t(OLDER_LABELS[older])}
        </option>
      )}
    </select>
  )
}
