/** A searchable list with keyboard navigation, for choosing one item. */
import { type ReactNode, useId, useState } from 'react'
import styles from './picker.module.css'

export interface Choice {
  readonly id: string
  readonly text: string
  /** Text of the second line. */
  readonly detail?: string
  /** Additional search text. */
  readonly also?: string
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** Reason why the item is disabled. */
  readonly refused?: string
}
interface Props {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly onPick: (id: string) => void
  readonly nothing: string
}

/** Whether every word of the query occurs in the choice. */
function fits({ text, detail = '', also = '' }: Choice, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/)
  const all = `${text} ${detail} ${also}`.toLowerCase()
  return words.every((word) => all.includes(word))
}

export function Picker({ label, choices, onPick, nothing }: Props) {
  const listId = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = choices.filter((c) => fits(c, query))
  const pick = (choice: Choice | undefined) => {
    if (choice && choice.refused === undefined) onPick(choice.id)
  }
  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), list.length - 1)
    setAt(next)
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(at + 1)
    else if (event.key === 'ArrowUp') move(at - 1)
    else if (event.key === 'Enter') pick(list[at])
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
        aria-activedescendant={list.length > 0 ? `${listId}-${at}` : undefined}
        aria-label={label}
        placeholder={label}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
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
            aria-selected={i === at}
            aria-disabled={choice.refused !== undefined}
            className={styles.choice}
            onClick={() => pick(choice)}
            onKeyDown={onKeyDown}
            onPointerMove={() => setAt(i)}
          >
            {choice.before}
            <span className={styles.words}>
              {choice.text}
              {choice.detail && <small>{choice.detail}</small>}
              {choice.refused && <small>{choice.refused}</small>}
            </span>
            {choice.after}
          </div>
        ))}
        {list.length === 0 && <p className={styles.nothing}>{nothing}</p>}
      </div>
    </>
  )
}
