/** The layer's name: empty derives one; a name that cannot be is refused with the reason. */
import { useId, useState } from 'react'
import type { NodeId } from '../../../shared/document/document.ts'
import { canRename, labels, renameLayer } from '../../../shared/document/edits.ts'
import { documentOf, useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import styles from '../fields/fields.module.css'

interface Props {
  readonly id: NodeId
  readonly name: string
  /** The name without one of its own. */
  readonly derived: string
}

export function NameInput({ id, name, derived }: Props) {
  const t = useText()
  const inputId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const why = typed === null ? null : canRename(documentOf(useApp.getState()), id, typed.trim())
  const commit = () => {
    if (typed === null || why !== null) return
    useApp.getState().edit(labels.renameLayer, (d) => renameLayer(d, id, typed.trim()))
    setTyped(null)
  }
  return (
    <div className={styles.field} data-field="name">
      <div className={styles.row}>
        <label htmlFor={inputId} className={styles.label}>
          name
        </label>
        <span
          className={styles.box}
          data-own={name !== '' || undefined}
          data-invalid={why !== null || undefined}
        >
          <input
            id={inputId}
            data-focus="name"
            className={styles.text}
            value={typed ?? name}
            placeholder={derived}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={why !== null || undefined}
            aria-describedby={why ? `${inputId}-why` : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Enter') commit()
              if (event.key === 'Escape') setTyped(null)
            }}
          />
        </span>
      </div>
      {why && (
        <p id={`${inputId}-why`} className={styles.refused} role="alert">
          {t(why)}
        </p>
      )}
    </div>
  )
}
