/** A menu item for a command, with its shortcut. */
import { Menu } from '@mantine/core'
import type { Point } from '../geometry/box.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import styles from '../ui/ui.module.css'
import { commandOf, runCommand } from './commands.ts'
import { formatShortcut } from './shortcut.ts'

interface Props {
  readonly id: string
  /** Text shown instead of the name. */
  readonly label?: string
  /** Screen position of the menu, if it was opened at one. */
  readonly at?: Point
}

export function CommandItem({ id, label, at }: Props) {
  const t = useText()
  const command = commandOf(id)
  const enabled = useApp((s) => command.enabled(s))
  const [key] = command.shortcuts
  return (
    <Menu.Item
      disabled={!enabled}
      // Runs after the menu has returned the focus, so that the command can move it.
      onClick={() => setTimeout(() => runCommand(command, at))}
      rightSection={key && <kbd className={styles.key}>{formatShortcut(key)}</kbd>}
    >
      {label ?? t(command.title)}
    </Menu.Item>
  )
}
