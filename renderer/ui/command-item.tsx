/** A menu's line for a command, with its shortcut. */
import { Menu } from '@mantine/core'
import type { Point } from '../commands/command.ts'
import { commandOf, runCommand } from '../commands/commands.ts'
import { shown } from '../commands/shortcut.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import ui from './ui.module.css'

interface Props {
  readonly id: string
  /** Where on the screen the menu was asked for, when it was asked for at a place. */
  readonly at?: Point
}

export function CommandItem({ id, at }: Props) {
  const t = useText()
  const command = commandOf(id)
  const enabled = useApp((s) => command.enabled(s))
  const [key] = command.shortcuts
  return (
    <Menu.Item
      disabled={!enabled}
      // After the menu has given the focus back, so that a command may take it.
      onClick={() => setTimeout(() => runCommand(command, at))}
      rightSection={key && <kbd className={ui.key}>{shown(key)}</kbd>}
    >
      {t(command.title)}
    </Menu.Item>
  )
}
