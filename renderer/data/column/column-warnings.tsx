/** Warnings about the selected column, each with a button where the app can do something about it. */
import { useDocument } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { warningsOf } from '../columns/column-warnings.ts'
import { cureOf } from '../columns/cures.ts'
import panel from '../panel.module.css'
import type { KnownTable } from '../use-table-view.ts'
import styles from './column-warnings.module.css'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
}

export function ColumnWarnings(props: Props) {
  const t = useText()
  // The class weights decide whether they can be balanced.
  useDocument()
  const warnings = warningsOf(props.view, props.table)
  if (warnings.length === 0) return null
  return (
    <section className={panel.section}>
      {warnings.map((warning) => {
        const cure = cureOf(warning, props.table)
        return (
          <div key={`${warning.code} ${warning.message.en}`} className={styles.warning}>
            <Icon name={warning.severity} size={14} />
            <p>{t(warning.message)}</p>
            {cure && (
              <button type="button" className={panel.button} onClick={cure.run}>
                {t(cure.label)}
              </button>
            )}
          </div>
        )
      })}
    </section>
  )
}
