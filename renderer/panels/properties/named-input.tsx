/** An input for a name. An invalid name is refused with a reason; a valid one is committed on Enter or blur. */
import { useId, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { useText } from '../../ui/text.ts'
import styles from '../fields/fields.module.css'

interface Props {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  /** Focus target of F2. */
  readonly focus?: string
  validate(name: string): Text | null
  onName(name: string): void
}

export function NamedInput({ label, value, placeholder, focus, validate, onName }: Props) {
  const t = useText()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const error = typed === null ? null : validate(typed.trim())
  const commit = () => {
    if (typed === null || error !== null) return
    onName(typed.trim())
    setTyped(null)
  }
  return (
    <div className={styles.field} data-field="name">
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <span
          className={styles.box}
          data-own={value !== '' || undefined}
          data-invalid={error !== null || undefined}
        >
          <input
            id={id}
            data-focus={focus}
            className={styles.text}
            value={typed ?? value}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={error !== null || undefined}
            aria-describedby={error ? `${id}-why` : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Enter') commit()
              if (event.key !== 'Escape' || typed === null) return
              event.stopPropagation()
              setTyped(null)
            }}
          />
        </span>
      </div>
      {error && (
        <p id={`${id}-why`} className={styles.refused} role="alert">
          {t(error)}
        </p>
      )}
    </div>
  )
}
