/** The context menu of the selection, opened at the pointer or by key. */
import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import { CommandItem } from '../../commands/command-item.tsx'
import { contextMenuFor } from '../../commands/context-menu.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './context-menu.module.css'

const close = () => useApp.setState({ menu: null })

export function ContextMenu() {
  const t = useText()
  const point = useApp((s) => s.menu)
  const groups = useApp(contextMenuFor)
  if (!point) return null
  const name = t({ en: 'Selection menu', ko: '선택 항목 메뉴' })
  return (
    <Menu
      // At another point the menu is mounted again, with the focus on its first item.
      key={`${point.x} ${point.y}`}
      opened
      onChange={(opened) => {
        if (!opened) close()
      }}
      position="bottom-start"
      offset={0}
      width={310}
      withinPortal
      // The target has no size, which Mantine would treat as detached.
      hideDetached={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={styles.point}
          style={{ left: point.x, top: point.y }}
          aria-label={name}
        />
      </Menu.Target>
      <Menu.Dropdown className={styles.menu} onContextMenu={(event) => event.preventDefault()}>
        {groups.map((group, i) => (
          <Fragment key={group[0]}>
            {i > 0 && <Menu.Divider />}
            {group.map((id) => (
              <CommandItem key={id} id={id} at={point} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
