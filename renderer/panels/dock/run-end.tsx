/** The line below the charts: how the run ended, its commands and its folder; during the run, the executor. */
import type { Text } from '../../../shared/text.ts'
import { commandOf, runCommand } from '../../commands/commands.ts'
import { formatShortcut } from '../../commands/shortcut.ts'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useText } from '../../ui/text.ts'
import { CopyButton } from '../copy-button.tsx'
import styles from './dock.module.css'
import { stateSentence } from './run-text.ts'
import training from './training.module.css'

export function RunEnd() {
  const t = useText()
  const info = useApp((s) => shownRun(s)?.info ?? null)
  const result = useApp((s) => shownRun(s)?.result ?? null)
  // A sentence instead of the run, so that it renders once per epoch instead of once per frame.
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
      {result ? (
        <span title={t(result.repeated?.text ?? result.reason)}>
          {t(result.repeated?.text ?? result.reason)}
        </span>
      ) : (
        <span className={styles.quiet}>{info.executor}</span>
      )}
      <RunCommand id="resume" label={{ en: 'Resume', ko: '이어서 학습' }} />
      <RunCommand id="repeat" label={{ en: 'Run again', ko: '다시 학습' }} />
      <RunCommand id="signals-over-time" label={{ en: 'Signals over time', ko: '시간에 따른 신호' }} />
      {result?.folder && (
        <span className={training.folder}>
          <span className={styles.quiet}>{t({ en: 'Folder', ko: '폴더' })}</span>
          <code title={result.folder}>{result.folder}</code>
          <CopyButton small text={result.folder} label={t({ en: 'Copy the folder', ko: '폴더 경로 복사' })} />
        </span>
      )}
    </div>
  )
}

/** A button for a command on the shown run; hidden while the command is disabled. */
function RunCommand({ id, label }: { readonly id: string; readonly label: Text }) {
  const t = useText()
  const command = commandOf(id)
  const enabled = useApp((s) => command.enabled(s))
  if (!enabled) return null
  const [key] = command.shortcuts
  return (
    <button
      type="button"
      className={`${styles.link} ${training.command}`}
      title={`${t(command.title)}${key ? ` (${formatShortcut(key)})` : ''}`}
      onClick={() => runCommand(command)}
    >
      {t(label)}
    </button>
  )
}
