/** The right label of a row, which is chosen among the classes or typed. */
import { useId } from 'react'
import { useText } from '../ui/text.ts'
import { type Marks, relabel, rightLabelOf } from './mark-edits.ts'
import styles from './right-label.module.css'

/** A list of more classes is typed into. */
const MAX_LISTED = 200

interface Props {
  readonly target: string
  readonly row: number
  /** The label in the data. */
  readonly own: string
  /** Empty for a number. */
  readonly classes: readonly string[]
  readonly marks: Marks
  /** Stands for the own label, where that is shown elsewhere. */
  readonly prompt?: string
  /** Fingerprint of the row, where it was not read from the document's data. */
  readonly expected?: string | null
}

export function RightLabel({ target, row, own, classes, marks, prompt, expected = null }: Props) {
  const t = useText()
  const id = useId()
  const label = rightLabelOf(marks, row, target)
  const set = (value: string) => relabel({ row, target, own }, value, marks, expected)
  const title = t({ en: 'The right label of the row. Key: W', ko: '이 행의 바른 레이블. 키: W' })
  const name = t({ en: 'Right label', ko: '바른 레이블' })
  const common = { title, 'data-right-label': true, 'data-changed': label !== null || undefined } as const
  return (
    <span className={styles.label}>
      {prompt === undefined ? (
        <label htmlFor={id}>{target}</label>
      ) : (
        <label htmlFor={id} className="hidden-text">
          {name}
        </label>
      )}
      {classes.length > 0 && classes.length <= MAX_LISTED ? (
        <select id={id} {...common} value={label ?? own} onChange={(event) => set(event.currentTarget.value)}>
          {[...new Set([own, ...classes, ...(label === null ? [] : [label])])].map((each) => (
            <option key={each} value={each}>
              {each === own && label === null ? (prompt ?? each) : each}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          {...common}
          key={label ?? own}
          defaultValue={label ?? (prompt === undefined ? own : '')}
          placeholder={prompt}
          spellCheck={false}
          autoComplete="off"
          onBlur={(event) => {
            const typed = event.currentTarget.value.trim()
            if (typed !== '' || prompt === undefined || label !== null) set(typed)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            if (event.key === 'Escape') event.currentTarget.value = label ?? (prompt === undefined ? own : '')
          }}
        />
      )}
      {label !== null && prompt === undefined && <small>{t({ en: `was ${own}`, ko: `원래 ${own}` })}</small>}
    </span>
  )
}
