/** A native select, so that keyboard, touch and screen readers work as usual. */

import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import { MIXED } from './mixed.ts'

/** A value that is not the name of any family member. */
const MIXED_VALUE = '\u0000mixed'

interface Props {
  readonly id: string
  readonly describedBy: string
  readonly invalid: boolean
  readonly slot: { readonly own: boolean; readonly mixed?: boolean }
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label?: string; readonly help?: string }[]
  readonly onChange: (value: string) => void
}

export function Select({ id, describedBy, invalid, slot, value, options, onChange }: Props) {
  const t = useText()
  const known = options.some((o) => o.value === value)
  return (
    <span className={styles.box} data-own={slot.own || undefined} data-invalid={invalid || undefined}>
      <select
        id={id}
        className={styles.select}
        value={slot.mixed ? MIXED_VALUE : value}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {slot.mixed ? (
          <option value={MIXED_VALUE} disabled>
            {t(MIXED)}
          </option>
        ) : (
          !known && <option value={value}>{value}</option>
        )}
        {options.map((o) => (
          <option key={o.value} value={o.value} title={o.help}>
            {o.label ?? o.value}
          </option>
        ))}
      </select>
      <span className={styles.chevron}>
        <Icon name="down" size={12} />
      </span>
    </span>
  )
}
