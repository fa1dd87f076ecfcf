/** Which of this session's runs the dock shows. */
import { useMemo } from 'react'
import { newestFirst } from '../../state/runs.ts'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useText } from '../../text.ts'
import css from './dock.module.css'
import { runTitle } from './run-words.ts'

export function RunPicker() {
  const t = useText()
  const shown = useApp((s) => shownRun(s)?.info.run ?? '')
  // The ids as one string: the list changes when a run starts, not with each frame.
  const ids = useApp((s) =>
    newestFirst(s.runs)
      .map((run) => run.info.run)
      .join('\n'),
  )
  const infos = useMemo(() => {
    const { runs } = useApp.getState()
    return ids.split('\n').flatMap((id) => runs[id]?.info ?? [])
  }, [ids])
  const [only] = infos
  if (!only) return null
  if (infos.length === 1) return <span className={css.run}>{t(runTitle(only))}</span>
  return (
    <select
      className={css.select}
      aria-label={t({ en: 'Run', ko: '학습 기록' })}
      value={shown}
      onChange={(event) => useApp.setState({ shownRun: event.target.value })}
    >
      {infos.map((info, i) => (
        <option key={info.run} value={info.run}>
          {`${infos.length - i}. ${t(runTitle(info))}`}
        </option>
      ))}
    </select>
  )
}
