/** The right of the Data workspace: the selected column, what is in it, and what becomes of it. */
import { useDataView } from '../../state/data-view.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { TYPE_NAMES } from '../columns/column-icon.tsx'
import { RoleSelect } from '../columns/column-row.tsx'
import { type ColumnView, selectedColumn, type TableView } from '../columns/column-view.ts'
import styles from '../panel.module.css'
import { useTableView } from '../use-table-view.ts'
import { CategoryOrder } from './category-order.tsx'
import { ColumnFacts } from './column-facts.tsx'
import { ColumnWarnings } from './column-warnings.tsx'
import { Labels } from './labels.tsx'
import { RowsByClass } from './rows-by-class.tsx'
import { StepsEditor } from './steps-editor.tsx'

/** Steps whose codes follow the order of the categories. */
const ORDERED: readonly string[] = ['ordinal', 'codes']

/** Whether the order of all its categories matters. The values of a number to predict are no categories. */
function hasOrder(view: ColumnView, { target, classes }: TableView): boolean {
  const { role, steps, profile } = view
  const { categories, distinct, type } = profile
  if (categories.length < 2 || categories.length !== distinct) return false
  if (role === 'target') return view === target ? classes.length > 0 : type !== 'number'
  return role === 'feature' && steps.some((step) => ORDERED.includes(step.type))
}

/** A target of texts may list labels, which is decided by its step. */
const canListLabels = ({ role, profile: { type } }: ColumnView): boolean =>
  role === 'target' && (type === 'category' || type === 'text')

export function ColumnPanel() {
  const t = useText()
  const table = useTableView()
  const selected = useDataView((s) => s.column)
  if (!table) return null
  const { roles } = table.view
  const view = selectedColumn(table.view, selected)
  if (!view) return null
  const { name, type, distinct } = view.profile
  return (
    <div key={name}>
      <header className={styles.header}>
        <Icon name={type} size={18} />
        <div>
          <h2 title={name}>{name}</h2>
          <small>
            {t(TYPE_NAMES[type])} ·{' '}
            {t({ en: `${formatCount(distinct)} distinct`, ko: `서로 다른 값 ${formatCount(distinct)}개` })}
          </small>
        </div>
        <RoleSelect view={view} roles={roles} />
      </header>
      <RowsByClass view={view} table={table} />
      <ColumnFacts view={view} table={table} />
      <ColumnWarnings view={view} table={table} />
      <Labels view={view} />
      {(view.role === 'feature' || canListLabels(view)) && <StepsEditor view={view} table={table} />}
      {hasOrder(view, table.view) && <CategoryOrder view={view} table={table} />}
    </div>
  )
}
