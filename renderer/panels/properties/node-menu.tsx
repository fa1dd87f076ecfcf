/** What can be done with the selected layer, also without a mouse. */
import { Menu } from '@mantine/core'
import { commandOf, runCommand } from '../../commands/commands.ts'
import { shown } from '../../commands/shortcut.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/icon.tsx'
import ui from '../../ui/ui.module.css'

export function NodeMenu() {
  const t = useText()
  const state = useApp()
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={ui.iconButton}
          style={{ marginLeft: 'auto' }}
          aria-label={t({ en: 'Layer actions', ko: '층 작업' })}
        >
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {['connect', 'duplicate', 'copy', 'cut', 'delete'].map((id) => {
          const command = commandOf(id)
          return (
            <Menu.Item
              key={id}
              disabled={!command.enabled(state)}
              rightSection={
                command.shortcuts[0] && <kbd className={ui.key}>{shown(command.shortcuts[0])}</kbd>
              }
              onClick={() => runCommand(command)}
            >
              {t(command.title)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
