/** The Train button. During a training it is replaced by Pause and Stop, with the epoch and a progress line. */
import type { Command } from '../commands/command.ts'
import { CommandButton } from '../commands/command-button.tsx'
import { runCommand } from '../commands/commands.ts'
import { formatShortcut } from '../commands/shortcut.ts'
import type { RunView } from '../state/runs.ts'
import { useApp } from '../state/store.ts'
import { useActiveRun } from '../state/training.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './top-bar.module.css'

interface Props {
  readonly train: Command
  readonly stop: Command
}

export function TrainButton({ train, stop }: Props) {
  const t = useText()
  const run = useActiveRun()
  const starting = useApp((s) => s.starting)
  const canTrain = useApp((s) => train.enabled(s))
  const command = run ? stop : train
  return (
    <span className={styles.training}>
      {run && <CommandButton id="pause" icon="pause" />}
      {/* One button for both states, so that it keeps the focus. */}
      <button
        type="button"
        className={styles.train}
        disabled={!run && !starting && !canTrain}
        aria-busy={starting}
        aria-label={run ? t(stop.title) : undefined}
        title={`${t(command.title)} (${formatShortcut(command.shortcuts[0]!)})`}
        onClick={() => runCommand(command)}
      >
        <Icon name={run ? 'stop' : 'play'} size={12} />
        {run ? <Stop run={run} /> : starting ? t({ en: 'Starting…', ko: '시작 중…' }) : t(train.title)}
      </button>
    </span>
  )
}

function Stop({ run }: { readonly run: RunView }) {
  const t = useText()
  const { epochs, stepsPerEpoch } = run.info
  const epoch = run.progress?.epoch ?? 0
  const progress = run.progress ? (run.progress.epoch - 1 + run.progress.step / stepsPerEpoch) / epochs : 0
  return (
    <>
      {t({ en: 'Stop', ko: '중지' })}
      <span className={styles.epochs}>
        {epoch} / {epochs}
      </span>
      <span
        className={styles.filling}
        style={{ transform: `scaleX(${Math.min(1, Math.max(0, progress))})` }}
      />
    </>
  )
}
