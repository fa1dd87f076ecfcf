/** The variants of the document as tabs above the canvas; shown if there are at least two. */
import { Menu } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import type { NetworkId } from '../../shared/document/document.ts'
import { MAX_STRING } from '../../shared/document/limits.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import { CommandButton } from '../commands/command-button.tsx'
import { CommandItem } from '../commands/command-item.tsx'
import { variantCommands } from '../commands/topics/variants.ts'
import { useDocument } from '../state/store.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import {
  nameOf,
  remove,
  rename,
  show,
  toggleComparison,
  useVariants,
  validCompared,
} from '../variants/variants.ts'
import { SignalsButton } from './signals-button.tsx'
import styles from './workspace.module.css'

export function VariantBar() {
  const t = useText()
  const document = useDocument()
  const { compared, renaming } = useVariants()
  const list = useRef<HTMLDivElement>(null)
  const variants = variantsOf(document)
  if (variants.length < 2) return null
  const tabOf = (id: NetworkId) =>
    list.current?.querySelector<HTMLElement>(`[data-variant="${CSS.escape(id)}"]`) ?? null
  const focusTab = (id: NetworkId) => focusNextFrame(() => tabOf(id))
  const onKeyDown = (event: React.KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.variant
    if (id === undefined) return
    const index = variants.indexOf(id)
    const nextIndex = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: -1 }[event.key]
    if (nextIndex !== undefined) {
      const next = variants.at(nextIndex % variants.length)!
      show(next)
      focusTab(next)
    } else if (event.key === 'F2') useVariants.setState({ renaming: id })
    else if (event.key === 'Delete') {
      const next = variants[index === 0 ? 1 : index - 1]!
      remove(id)
      focusTab(next)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.bar}>
      <div className={styles.names}>
        <div
          ref={list}
          role="tablist"
          className={styles.tabs}
          aria-label={t({ en: 'Variants', ko: '변형' })}
          onKeyDown={onKeyDown}
        >
          {variants.map((id) => (
            <button
              key={id}
              type="button"
              role="tab"
              className={styles.tab}
              data-variant={id}
              aria-selected={id === document.main}
              tabIndex={id === document.main ? 0 : -1}
              title={t({ en: 'F2 renames, Delete removes', ko: 'F2로 이름을 바꾸고 Delete로 지웁니다' })}
              onClick={() => show(id)}
              onDoubleClick={() => useVariants.setState({ renaming: id })}
            >
              {nameOf(document, id)}
            </button>
          ))}
        </div>
        {renaming !== null && variants.includes(renaming) && (
          <NameField
            name={nameOf(document, renaming)}
            anchor={() => tabOf(renaming)}
            onDone={(name, byKey) => {
              if (byKey) focusTab(renaming)
              if (name === null) useVariants.setState({ renaming: null })
              else rename(renaming, name)
            }}
          />
        )}
      </div>
      <CommandButton id="duplicate-variant" icon="plus" />
      <CommandButton id="compare-networks" icon="schedule" />
      <VariantMenu />
      <span className={styles.space} />
      <SignalsButton />
      <button
        type="button"
        className={styles.compare}
        aria-pressed={validCompared(document, compared) !== null}
        onClick={toggleComparison}
      >
        {t({ en: 'Compare', ko: '비교' })}
      </button>
    </div>
  )
}

/** All commands for variants, for mouse and touch. */
function VariantMenu() {
  const t = useText()
  return (
    <Menu position="bottom-start" width={320} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={ui.iconButton}
          aria-label={t({ en: 'Variants menu', ko: '변형 메뉴' })}
        >
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {variantCommands.map(({ id }) => (
          <CommandItem key={id} id={id} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface NameProps {
  readonly name: string
  /** The tab that the field covers. The field is not a child of the tab list, which may contain only tabs. */
  anchor(): HTMLElement | null
  /** `name` is null if the name stays. `byKey` is true if a key ended the input, and false on blur. */
  onDone(name: string | null, byKey: boolean): void
}

function NameField({ name, anchor, onDone }: NameProps) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const isFinished = useRef(false)
  const tab = useRef(anchor)
  const finish = (typed: string | null, byKey: boolean) => {
    // Blur would end the input a second time.
    if (isFinished.current) return
    isFinished.current = true
    onDone(typed, byKey)
  }
  useLayoutEffect(() => {
    const element = tab.current()
    if (element && input.current) {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { left, width } = element.getBoundingClientRect()
      const start = input.current.offsetParent?.getBoundingClientRect().left ?? 0
      input.current.style.left = `${left - start}px`
      input.current.style.width = `${width}px`
    }
    input.current?.select()
  }, [])
  return (
    <input
      ref={input}
      className={styles.name}
      aria-label={t({ en: 'Variant name', ko: '변형 이름' })}
      defaultValue={name}
      maxLength={MAX_STRING}
      onBlur={(event) => finish(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || !['Enter', 'Escape'].includes(event.key)) return
        event.stopPropagation()
        finish(event.key === 'Enter' ? event.currentTarget.value : null, true)
      }}
    />
  )
}
