/** Train, or Pause, and Stop with the epoch and a line that fills, while training goes on. */
import type { Command } from '../commands/command.ts'
import { runCommand } from '../commands/commands.ts'
import { shown } from '../commands/shortcut.ts'
import { useApp } from '../state/store.ts'
import { useActiveRun } from '../state/training.ts'
import { useText } from '../text.ts'
import { Icon } from '../ui/icon.tsx'
import { CommandButton } from './command-button.tsx'
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
  if (!run) {
    return (
      <button
        type="button"
        className={styles.train}
        disabled={!canTrain}
        aria-busy={starting}
        title={`${t(train.title)} (${shown(train.shortcuts[0]!)})`}
        onClick={() => runCommand(train)}
      >
        <Icon name="play" size={12} />
        {starting ? t({ en: 'Starting…', ko: '시작 중…' }) : t(train.title)}
      </button>
    )
  }
  const { epochs, stepsPerEpoch } = run.info
  const epoch = run.progress?.epoch ?? 0
  const done = run.progress ? (run.progress.epoch - 1 + run.progress.step / stepsPerEpoch) / epochs : 0
  return (
    <>
      <CommandButton id="pause" icon="pause" />
      <button
        type="button"
        className={styles.train}
        aria-label={t(stop.title)}
        title={`${t(stop.title)} (${shown(stop.shortcuts[0]!)})`}
        onClick={() => runCommand(stop)}
      >
        <Icon name="stop" size={12} />
        {t({ en: 'Stop', ko: '중지' })}
        <span className={styles.epochs}>
          {epoch} / {epochs}
        </span>
        <span className={styles.filling} style={{ transform: `scaleX(${Math.min(1, Math.max(0, done))})` }} />
      </button>
    </>
  )
}
