/** Turns signals on and off, beside the comparison of variants. */
import { commandOf, runCommand } from '../commands/commands.ts'
import { formatShortcut } from '../commands/shortcut.ts'
import { useSignals } from '../signals/state.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import styles from './workspace.module.css'

export function SignalsButton() {
  const t = useText()
  const command = commandOf('signals')
  const isOn = useSignals((s) => s.isOn)
  const enabled = useApp((s) => command.enabled(s))
  const key = formatShortcut(command.shortcuts[0]!)
  return (
    <button
      type="button"
      className={styles.compare}
      aria-pressed={isOn}
      data-tour="signals"
      disabled={!enabled}
      title={`${t({ en: 'What each layer puts out, and the gradients that arrive there', ko: '각 층의 출력과 거기에 닿는 기울기' })} (${key})`}
      onClick={() => runCommand(command)}
    >
      <Icon name="signals" size={14} />
      {t({ en: 'Signals', ko: '신호' })}
      <span className={ui.key} aria-hidden="true">
        {key}
      </span>
    </button>
  )
}
