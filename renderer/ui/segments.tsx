/** A few exclusive choices side by side. */
import styles from './segments.module.css'

interface Props<V extends string> {
  /** For a screen reader, and the name of the group. */
  readonly label: string
  readonly values: readonly V[]
  readonly value: V
  readonly nameOf: (value: V) => string
  readonly onChange: (value: V) => void
}

export function Segments<V extends string>({ label, values, value, nameOf, onChange }: Props<V>) {
  return (
    <fieldset className={styles.segments}>
      <legend className="hidden-text">{label}</legend>
      {values.map((each) => (
        <label key={each} data-checked={each === value || undefined}>
          <input
            type="radio"
            className="hidden-text"
            name={label}
            checked={each === value}
            onChange={() => onChange(each)}
          />
          {nameOf(each)}
        </label>
      ))}
    </fieldset>
  )
}
