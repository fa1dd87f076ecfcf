/** What can be done with the selected layer, also without a mouse. */
import { Menu } from '@mantine/core'
import { useText } from '../../text.ts'
import { CommandItem } from '../../ui/command-item.tsx'
import { Icon } from '../../ui/icon.tsx'
import ui from '../../ui/ui.module.css'

export function NodeMenu() {
  const t = useText()
  return (
    <Menu position="bottom-end" width={260} withinPortal>
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
        {['connect', 'duplicate', 'copy', 'cut', 'delete'].map((id) => (
          <CommandItem key={id} id={id} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
