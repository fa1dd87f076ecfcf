/** The line under the charts: how the run ended and the folder it left; while it runs, what it runs on. */
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useText } from '../../text.ts'
import { CopyButton } from './copy-button.tsx'
import css from './dock.module.css'
import { stateSentence } from './run-words.ts'
import training from './training.module.css'

export function RunEnd() {
  const t = useText()
  const info = useApp((s) => shownRun(s)?.info ?? null)
  const result = useApp((s) => shownRun(s)?.result ?? null)
  // A sentence, not the run: it changes once an epoch instead of once a frame.
  const sentence = useApp((s) => {
    const run = shownRun(s)
    return run ? stateSentence(run)[s.language] : ''
  })
  if (!info) return null
  return (
    <div className={training.end}>
      <span className={training.state} data-state={result?.state ?? 'running'}>
        {sentence}
      </span>
      {result ? <span>{t(result.reason)}</span> : <span className={css.quiet}>{info.executor}</span>}
      {result?.folder && (
        <span className={training.folder}>
          <span className={css.quiet}>{t({ en: 'Folder', ko: '폴더' })}</span>
          <code title={result.folder}>{result.folder}</code>
          <CopyButton small text={result.folder} label={t({ en: 'Copy the folder', ko: '폴더 경로 복사' })} />
        </span>
      )}
    </div>
  )
}
