/** The commands for the selection, accessible without a mouse. They are the same as in the context menu. */
import { Menu } from '@mantine/core'
import { Fragment, memo } from 'react'
import { CommandItem } from '../../commands/command-item.tsx'
import { contextMenuFor } from '../../commands/context-menu.ts'
import { useApp } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from '../../ui/ui.module.css'

export const NodeMenu = memo(() => {
  const t = useText()
  const groups = useApp(contextMenuFor)
  return (
    <Menu position="bottom-end" width={310} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={styles.iconButton}
          style={{ marginLeft: 'auto' }}
          aria-label={t({ en: 'Actions', ko: '작업' })}
        >
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map((group, i) => (
          <Fragment key={group[0]}>
            {i > 0 && <Menu.Divider />}
            {group.map((id) => (
              <CommandItem key={id} id={id} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
})
