/** Whether training changes these layers. This is not an argument but an attribute of every layer. */
import { useId } from 'react'
import type { NodeId } from '../../../shared/document/document.ts'
import { labels, setTrainable } from '../../../shared/document/edits.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from '../fields/fields.module.css'

interface Props {
  readonly ids: readonly NodeId[]
  /** `null` if the layers differ. */
  readonly value: boolean | null
}

export function TrainableRow({ ids, value }: Props) {
  const t = useText()
  const id = useId()
  const toggle = () => {
    const next = value !== true
    useApp
      .getState()
      .edit(labels.setTrainable(next), (d) => ids.reduce((e, node) => setTrainable(e, node, next), d))
  }
  return (
    <div className={styles.row} data-kind="bool">
      <label
        htmlFor={id}
        className={styles.label}
        title={t({
          en: 'Whether training updates the weights of this layer.',
          ko: '학습할 때 이 층의 가중치를 업데이트할지.',
        })}
      >
        trainable
      </label>
      <span className={styles.input}>
        <button
          id={id}
          type="button"
          role="switch"
          aria-checked={value ?? 'mixed'}
          className={styles.switch}
          onClick={toggle}
        />
      </span>
    </div>
  )
}
