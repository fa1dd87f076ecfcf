/** The menu next to the logo: documents, files, windows. */
import { Menu } from '@mantine/core'
import { fileCommands } from '../commands/topics/file.ts'
import { useText } from '../text.ts'
import { CommandItem } from '../ui/command-item.tsx'
import { Icon } from '../ui/icon.tsx'
import ui from '../ui/ui.module.css'

export function FileMenu() {
  const t = useText()
  return (
    <Menu position="bottom-start" width={320} withinPortal>
      <Menu.Target>
        <button type="button" className={ui.iconButton} aria-label={t({ en: 'File', ko: '파일' })}>
          <Icon name="menu" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {fileCommands.map(({ id }) => (
          <CommandItem key={id} id={id} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
