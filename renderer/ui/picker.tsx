/** A searchable list with keyboard navigation, for choosing one item. */
import { type ReactNode, useId, useState } from 'react'
import styles from './picker.module.css'

export interface Choice {
  readonly id: string
  readonly text: string
  /** Text of the second line. */
  readonly detail?: string
  /** Additional search text. */
  readonly keywords?: string
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** Reason why the item is disabled. */
  readonly disabledReason?: string
}
interface Props {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly onPick: (id: string) => void
  readonly emptyText: string
}

/** Whether every word of the query occurs in the choice. */
function matches({ text, detail = '', keywords = '' }: Choice, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/)
  const all = `${text} ${detail} ${keywords}`.toLowerCase()
  return words.every((word) => all.includes(word))
}

export function Picker({ label, choices, onPick, emptyText }: Props) {
  const listId = useId()
  const [query, setQuery] = useState('')
  const [activeIndex, setActiveIndex] = useState(0)
  const list = choices.filter((c) => matches(c, query))
  const pick = (choice: Choice | undefined) => {
    if (choice && choice.disabledReason === undefined) onPick(choice.id)
  }
  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), list.length - 1)
    setActiveIndex(next)
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(activeIndex + 1)
    else if (event.key === 'ArrowUp') move(activeIndex - 1)
    else if (event.key === 'Enter') pick(list[activeIndex])
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        className={styles.input}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={list.length > 0 ? `${listId}-${activeIndex}` : undefined}
        aria-label={label}
        placeholder={label}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setActiveIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={label} className={styles.list}>
        {list.map((choice, i) => (
          <div
            key={choice.id}
            id={`${listId}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === activeIndex}
            aria-disabled={choice.disabledReason !== undefined}
            className={styles.choice}
            onClick={() => pick(choice)}
            onKeyDown={onKeyDown}
            onPointerMove={() => setActiveIndex(i)}
          >
            {choice.before}
            <span className={styles.words}>
              {choice.text}
              {choice.detail && <small>{choice.detail}</small>}
              {choice.disabledReason && <small>{choice.disabledReason}</small>}
            </span>
            {choice.after}
          </div>
        ))}
        {list.length === 0 && <p className={styles.nothing}>{emptyText}</p>}
      </div>
    </>
  )
}
