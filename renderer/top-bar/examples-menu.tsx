/** The menu of the examples. */
import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import { groupExamples } from '../state/example-groups.ts'
import { openExample } from '../state/files.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import styles from './top-bar.module.css'

export function ExamplesMenu() {
  const t = useText()
  const examples = useApp((s) => s.examples)
  if (examples.length === 0) return null
  const name = t({ en: 'Examples', ko: '예제' })
  return (
    <Menu position="bottom-end" width={290} withinPortal>
      <Menu.Target>
        <button type="button" className={ui.textButton} aria-label={name} title={name}>
          <Icon name="book" />
          <span className={styles.word}>{name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {groupExamples(examples).map((group) => (
          <Fragment key={group.title.en}>
            <Menu.Label>{t(group.title)}</Menu.Label>
            {group.examples.map(({ id, title }) => (
              <Menu.Item key={id} data-example={id} onClick={() => void openExample(id)}>
                {title}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
