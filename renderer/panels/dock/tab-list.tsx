/** Tabs of a dock. One of them is a tab stop; the arrows, Home and End select the others. */
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import styles from './tab-list.module.css'

interface TabListProps<Tab extends string> {
  readonly label: string
  /** Prefix of the ids: the tab is `${prefix}-tab-${tab}`, its panel `${prefix}-panel`. */
  readonly prefix: string
  readonly tabs: readonly Tab[]
  readonly selected: Tab
  /** No panel is visible. */
  readonly folded: boolean
  readonly onSelect: (tab: Tab) => void
  /** What is in a tab: its name, and a count. */
  readonly contentOf: (tab: Tab) => ReactNode
}

export function TabList<Tab extends string>({
  label,
  prefix,
  tabs,
  selected,
  folded,
  onSelect,
  contentOf,
}: TabListProps<Tab>) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = tabs.indexOf(selected)
    const nextIndex = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: tabs.length - 1 }[
      event.key
    ]
    if (nextIndex === undefined) return
    event.preventDefault()
    const next = tabs.at(nextIndex % tabs.length)!
    onSelect(next)
    list.current?.querySelector<HTMLElement>(`#${prefix}-tab-${next}`)?.focus()
  }
  return (
    <div
      ref={list}
      className={styles.tabs}
      data-folded={folded || undefined}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`${prefix}-tab-${each}`}
          className={styles.tab}
          aria-selected={each === selected}
          aria-controls={each === selected && !folded ? `${prefix}-panel` : undefined}
          tabIndex={each === selected ? 0 : -1}
          onClick={() => onSelect(each)}
        >
          {contentOf(each)}
        </button>
      ))}
    </div>
  )
}
