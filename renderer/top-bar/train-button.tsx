/** The Train button with the menu of sets of runs. During a training it is replaced by Pause and Stop, with the epoch and a progress line. */
import { Menu } from '@mantine/core'
import { foldCount } from '../../shared/document/run-set.ts'
import type { Command } from '../commands/command.ts'
import { CommandButton } from '../commands/command-button.tsx'
import { CommandItem } from '../commands/command-item.tsx'
import { runCommand } from '../commands/commands.ts'
import { formatShortcut } from '../commands/shortcut.ts'
import type { RunView } from '../state/runs.ts'
import { useApp, useDocument } from '../state/store.ts'
import { useActiveRun } from '../state/training.ts'
import { Icon } from '../ui/icon.tsx'
import { placeInSet } from '../ui/set-text.ts'
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
        data-tour="train"
        data-menu={!run || undefined}
        disabled={!run && !starting && !canTrain}
        aria-busy={starting}
        aria-label={run ? t(stop.title) : undefined}
        title={`${t(command.title)} (${formatShortcut(command.shortcuts[0]!)})`}
        onClick={() => runCommand(command)}
      >
        <Icon name={run ? 'stop' : 'play'} size={12} />
        {run ? <Stop run={run} /> : starting ? t({ en: 'Starting…', ko: '시작 중…' }) : t(train.title)}
      </button>
      {!run && <SetMenu enabled={canTrain} />}
    </span>
  )
}

/** What else can be trained than one run. */
function SetMenu({ enabled }: { readonly enabled: boolean }) {
  const t = useText()
  const folds = foldCount(useDocument())
  const label = t({ en: 'Train several runs', ko: '여러 번 학습' })
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.sets} disabled={!enabled} aria-label={label} title={label}>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {folds !== null && (
          <CommandItem
            id="train-folds"
            label={t({ en: `Train all ${folds} folds`, ko: `폴드 ${folds}개 모두 학습` })}
          />
        )}
        <CommandItem id="train-seeds" />
        <CommandItem id="train-optimizers" />
      </Menu.Dropdown>
    </Menu>
  )
}

function Stop({ run }: { readonly run: RunView }) {
  const t = useText()
  const { epochs, stepsPerEpoch, set } = run.info
  const epoch = run.progress?.epoch ?? 0
  const progress = run.progress ? (run.progress.epoch - 1 + run.progress.step / stepsPerEpoch) / epochs : 0
  return (
    <>
      {t({ en: 'Stop', ko: '중지' })}
      {set && <span>{t(placeInSet(set))}</span>}
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
