/** The list in which the columns of the table are chosen. */
import { Popover } from '@mantine/core'
import { setColumns, useRunList } from '../state/run-list.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './runs-workspace.module.css'
import { FACT_NAMES, type RunColumns, shownColumns } from './table/run-columns.ts'
import { FACTS } from './table/run-values.ts'

export function ColumnMenu({ columns }: { readonly columns: RunColumns }) {
  const t = useText()
  const isOwn = useRunList((s) => s.columns !== null)
  const shown = shownColumns(columns)
  const toggle = (name: string) =>
    setColumns(shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name])
  const entry = (name: string, title: string) => (
    <label key={name}>
      <input type="checkbox" checked={shown.includes(name)} onChange={() => toggle(name)} />
      {title}
    </label>
  )
  const { figures, settings } = columns.available
  return (
    <Popover position="bottom-end" width={280} withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.button} aria-haspopup="dialog">
          <Icon name="columns" size={14} />
          {t({ en: 'Columns', ko: '열' })}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.columns} aria-label={t({ en: 'Columns', ko: '열' })}>
        <button type="button" disabled={!isOwn} onClick={() => setColumns(null)}>
          {t({ en: 'What differs', ko: '서로 다른 것' })}
        </button>
        <h4>{t({ en: 'Run', ko: '학습 기록' })}</h4>
        {FACTS.filter((fact) => fact !== 'name' && fact !== 'state').map((fact) =>
          entry(fact, t(FACT_NAMES[fact])),
        )}
        <h4>{t({ en: 'Figures', ko: '지표' })}</h4>
        {figures.filter((name) => name !== columns.figure).map((name) => entry(name, name))}
        <h4>{t({ en: 'Settings', ko: '설정' })}</h4>
        {settings.map((name) => entry(name, name))}
      </Popover.Dropdown>
    </Popover>
  )
}
