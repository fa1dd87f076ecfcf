/** One of several values, in the head of a block. */
import { useId } from 'react'
import styles from './results.module.css'

interface Props {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChange: (value: string) => void
}

export function Choice({ label, value, options, onChange }: Props) {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="hidden-text">
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </>
  )
}
