/** A button for a command. Its name, shortcut and enabled state come from the command. */

import { type App, canRedo, canUndo, useApp } from '../state/store.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import styles from './command-button.module.css'
import { commandOf, runCommand } from './commands.ts'
import { formatShortcut } from './shortcut.ts'

interface Props {
  readonly id: string
  readonly icon: IconName
  /** Whether the command's name is shown next to the icon. */
  readonly text?: boolean
  /** Text shown instead of the name. */
  readonly label?: string
  /** Whether the button is shown only in a wide window. */
  readonly wide?: boolean
}

/** The name of the step that would be undone or redone: "Undo Change units". */
function stepName(id: string, state: App, t: ReturnType<typeof useText>): string {
  if (id === 'undo' && canUndo(state) && state.history.base === null)
    return `: ${t(state.history.past.at(-1)!.label)}`
  if (id === 'redo' && canRedo(state)) return `: ${t(state.history.future[0]!.label)}`
  return ''
}

export function CommandButton({ id, icon, text, label, wide }: Props) {
  const t = useText()
  const command = commandOf(id)
  const enabled = useApp((s) => command.enabled(s))
  const name = t(command.title)
  const stepLabel = useApp((s) => stepName(id, s, t))
  const key = command.shortcuts[0] ? formatShortcut(command.shortcuts[0]) : ''
  return (
    <button
      type="button"
      className={text || label ? ui.textButton : ui.iconButton}
      data-wide={wide || undefined}
      aria-label={text || label ? undefined : name}
      title={`${name}${stepLabel}${key ? ` (${key})` : ''}`}
      disabled={!enabled}
      onClick={() => runCommand(command)}
    >
      <Icon name={icon} />
      {label ? <span className={styles.label}>{label}</span> : text && name}
      {text && key && (
        <span className={ui.key} aria-hidden="true">
          {key}
        </span>
      )}
    </button>
  )
}
