/** Several layers are selected: what can be done with all of them. */
import { commandOf, runCommand } from '../../commands/commands.ts'
import { shown } from '../../commands/shortcut.ts'
import { useText } from '../../text.ts'
import styles from './properties.module.css'

export function SeveralPanel({ count }: { readonly count: number }) {
  const t = useText()
  return (
    <div className={styles.section}>
      <h2>{t({ en: `${count} layers selected`, ko: `층 ${count}개 선택` })}</h2>
      {['duplicate', 'copy', 'delete'].map((id) => {
        const command = commandOf(id)
        return (
          <button key={id} type="button" className={styles.action} onClick={() => runCommand(command)}>
            {t(command.title)}
            <kbd>{shown(command.shortcuts[0]!)}</kbd>
          </button>
        )
      })}
    </div>
  )
}
