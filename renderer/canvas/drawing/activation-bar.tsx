/** Over the canvas while it shows the activations of a row: which row, and the way back. */
import { closeActivations, useActivations } from '../../state/activations.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './activation-bar.module.css'

export function ActivationBar() {
  const t = useText()
  const row = useActivations((s) => s.shown?.row)
  if (row === undefined) return null
  const number = formatCount(row + 1)
  return (
    <div className={styles.bar} role="status">
      <b>{t({ en: `Activations of row ${number}`, ko: `${number}행의 활성값` })}</b>
      <span>
        {t({ en: 'pale: least, strong: most of each node', ko: '노드마다 옅을수록 작고 짙을수록 큰 값' })}
      </span>
      <button type="button" onClick={closeActivations}>
        {t({ en: 'Close (Esc)', ko: '닫기 (Esc)' })}
      </button>
    </div>
  )
}
