/** The menu next to the logo: documents, files, windows. */
import { Menu } from '@mantine/core'
import { CommandItem } from '../commands/command-item.tsx'
import { fileCommands } from '../commands/topics/file.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from '../ui/ui.module.css'

export function FileMenu() {
  const t = useText()
  return (
    <Menu position="bottom-start" width={320} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.iconButton} aria-label={t({ en: 'File', ko: '파일' })}>
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
