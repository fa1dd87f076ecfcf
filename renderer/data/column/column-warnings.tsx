/** Warnings about the selected column, each with a button where the app can do something about it. */
import type { ColumnProblem } from '../../../shared/data/suggest/problems.ts'
import { labels, setData } from '../../../shared/document/edits.ts'
import type { Text } from '../../../shared/text.ts'
import { showCell } from '../../state/data-view.ts'
import { useApp } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { changeRole } from '../columns/column-edits.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { warningsOf } from '../columns/column-warnings.ts'
import panel from '../panel.module.css'
import type { KnownTable } from '../use-table-view.ts'
import styles from './column-warnings.module.css'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
}

interface Cure {
  readonly label: Text
  readonly run: () => void
}

const LEAVE_OUT: Text = { en: 'Leave it out', ko: '빼기' }

/** What the app can do about a warning. */
function cureOf({ code }: ColumnProblem, { view, table }: Props): Cure | null {
  const { name, badCells, numbers } = view.profile
  switch (code) {
    case 'data-leak':
    case 'data-constant':
      return { label: LEAVE_OUT, run: () => void changeRole(table.view.roles, name, 'ignore') }
    case 'data-bad-cells': {
      const [first] = badCells.first
      return first
        ? { label: { en: 'Go to the cell', ko: '셀로 가기' }, run: () => showCell(first.row, name) }
        : null
    }
    case 'data-sentinel': {
      const value = numbers?.sentinel?.value
      return value === undefined
        ? null
        : { label: MISSING_VALUE(value), run: () => addMissing(String(value), table) }
    }
    default:
      return null
  }
}

const MISSING_VALUE = (value: number): Text => ({
  en: `${value} is missing`,
  ko: `${value}은(는) 빈 값`,
})

/** Adds a text that stands for a missing value to those in use. */
function addMissing(text: string, { profile }: KnownTable): void {
  const current = profile.options.find(({ field }) => field === 'na_values')?.value
  const values = Array.isArray(current) ? current : []
  useApp
    .getState()
    .editWhole(labels.setData('na_values'), (document) =>
      setData(document, 'source.na_values', [...values, text]),
    )
}

export function ColumnWarnings(props: Props) {
  const t = useText()
  const warnings = warningsOf(props.view, props.table)
  if (warnings.length === 0) return null
  return (
    <section className={panel.section}>
      {warnings.map((warning) => {
        const cure = cureOf(warning, props)
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
