/** New, open, save: the menu beside the logo. */
import { Menu } from '@mantine/core'
import { commandOf, runCommand } from '../commands/commands.ts'
import { shown } from '../commands/shortcut.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import { Icon } from '../ui/icon.tsx'
import ui from '../ui/ui.module.css'

const ITEMS = ['new', 'open', 'save', 'save-as'] as const

export function FileMenu() {
  const t = useText()
  const state = useApp()
  return (
    <Menu position="bottom-start" width={250} withinPortal>
      <Menu.Target>
        <button type="button" className={ui.iconButton} aria-label={t({ en: 'File', ko: '파일' })}>
          <Icon name="menu" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {ITEMS.map((id) => {
          const command = commandOf(id)
          return (
            <Menu.Item
              key={id}
              disabled={!command.enabled(state)}
              onClick={() => runCommand(command)}
              rightSection={<kbd className={ui.key}>{shown(command.shortcuts[0]!)}</kbd>}
            >
              {t(command.title)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
