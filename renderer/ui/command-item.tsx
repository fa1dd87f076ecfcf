/** A menu's line for a command, with its shortcut. */
import { Menu } from '@mantine/core'
import { commandOf, runCommand } from '../commands/commands.ts'
import { shown } from '../commands/shortcut.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import ui from './ui.module.css'

export function CommandItem({ id }: { readonly id: string }) {
  const t = useText()
  const command = commandOf(id)
  const enabled = useApp((s) => command.enabled(s))
  const [key] = command.shortcuts
  return (
    <Menu.Item
      disabled={!enabled}
      onClick={() => runCommand(command)}
      rightSection={key && <kbd className={ui.key}>{shown(key)}</kbd>}
    >
      {t(command.title)}
    </Menu.Item>
  )
}
