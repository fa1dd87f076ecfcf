/** The right label of a row, which is chosen among the classes or typed. */
import { useId } from 'react'
import { type LabelledTarget, labelText, labelValue } from '../../shared/data/marks.ts'
import type { Text } from '../../shared/text.ts'
import { useText } from '../ui/text.ts'
import { type Marks, relabel, rightLabelOf } from './mark-edits.ts'
import styles from './right-label.module.css'

/** A list of more classes is typed into. */
const MAX_LISTED = 200

const DATE: LabelledTarget = { kind: 'number', classes: [], isDate: true }
const AS_DATE: Text = {
  en: 'Enter the date as 2024-12-31 or 2024-12-31 14:30.',
  ko: '날짜를 2024-12-31이나 2024-12-31 14:30처럼 입력하세요.',
}

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
  /** The labels are dates, which are typed as 2024-12-31. */
  readonly isDate?: boolean
  /** Fingerprint of the row, where it was not read from the document's data. */
  readonly expected?: string | null
}

export function RightLabel({ target, row, own, classes, marks, prompt, isDate = false, ...props }: Props) {
  const t = useText()
  const id = useId()
  const { expected = null } = props
  const right = rightLabelOf(marks, row, target)
  const label = right === null ? null : labelText(right)
  /** What the field shows without a mark: a date is typed in another form than the file's. */
  const shown = prompt === undefined && !isDate ? own : ''
  const set = (value: string) => relabel({ row, target, own }, value, marks, expected)
  const title = isDate
    ? t({
        en: 'The right date of the row, as 2024-12-31. Key: W',
        ko: '이 행의 바른 날짜. 2024-12-31처럼 씁니다. 키: W',
      })
    : t({ en: 'The right label of the row. Key: W', ko: '이 행의 바른 레이블. 키: W' })
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
          defaultValue={label ?? shown}
          placeholder={prompt ?? (isDate ? own : undefined)}
          spellCheck={false}
          autoComplete="off"
          onBlur={(event) => {
            const field = event.currentTarget
            const typed = field.value.trim()
            const isRefused = isDate && typed !== '' && labelValue(DATE, typed) === null
            field.setCustomValidity(isRefused ? t(AS_DATE) : '')
            if (isRefused) field.reportValidity()
            else if (typed !== '' || shown !== '' || label !== null) set(typed)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            if (event.key === 'Escape') event.currentTarget.value = label ?? shown
          }}
        />
      )}
      {label !== null && prompt === undefined && <small>{t({ en: `was ${own}`, ko: `원래 ${own}` })}</small>}
    </span>
  )
}
