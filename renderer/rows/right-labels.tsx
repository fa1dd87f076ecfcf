/** The right labels of a row of a target with several labels in a row: those that the row has are checked. */
import { Popover } from '@mantine/core'
import { useState } from 'react'
import { labelText } from '../../shared/data/marks.ts'
import { useText } from '../ui/text.ts'
import { type Marks, rightLabelOf, type SeveralLabels, severalOf, toggleLabel } from './mark-edits.ts'
import styles from './right-label.module.css'

/** With more labels, some of them are searched for. */
const MAX_WITHOUT_SEARCH = 12
/** Labels that are listed at a time. */
const MAX_LISTED = 200

interface Props extends SeveralLabels {
  readonly marks: Marks
  /** Stands for the row's labels, where those are shown elsewhere. */
  readonly prompt?: string
  /** Fingerprint of the row, where it was not read from the document's data. */
  readonly expected?: string | null
}

export function RightLabels({ marks, prompt, expected = null, ...labels }: Props) {
  const t = useText()
  const [query, setQuery] = useState('')
  const { row, target, own, names } = labels
  const right = severalOf(rightLabelOf(marks, row, target))
  const present = new Set(right ?? own)
  const all = [...new Set([...names, ...own])]
  const found = all.filter((name) => name.toLowerCase().includes(query.trim().toLowerCase()))
  const title = t({ en: 'The right labels of the row. Key: W', ko: '이 행의 바른 레이블. 키: W' })
  return (
    <span className={styles.label}>
      {prompt === undefined && <span>{target}</span>}
      <Popover position="top-end" width={220} withinPortal trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.several}
            aria-haspopup="dialog"
            aria-label={`${target}: ${labelText([...present])}`}
            title={title}
            data-right-label
            data-changed={right !== null || undefined}
          >
            {right === null && prompt !== undefined ? prompt : labelText([...present])}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.choices} aria-label={title}>
          {all.length > MAX_WITHOUT_SEARCH && (
            <input
              type="search"
              value={query}
              placeholder={t({ en: 'Search labels', ko: '레이블 찾기' })}
              aria-label={t({ en: 'Search labels', ko: '레이블 찾기' })}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          )}
          {found.slice(0, MAX_LISTED).map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={present.has(name)}
                onChange={() => toggleLabel(labels, name, expected)}
              />
              {name}
            </label>
          ))}
          {found.length === 0 && <p>{t({ en: 'No such label', ko: '그런 레이블이 없습니다' })}</p>}
        </Popover.Dropdown>
      </Popover>
      {right !== null && prompt === undefined && (
        <small>{t({ en: `was ${labelText(own)}`, ko: `원래 ${labelText(own)}` })}</small>
      )}
    </span>
  )
}
