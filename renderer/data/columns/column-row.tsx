// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: one cell has the focus, or the grid names it
/** A column of the table as a row of the grid. */
import { memo, useState } from 'react'
import { ROLES, type Role } from '../../../shared/data/roles.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { formatShare } from '../format.ts'
import type { KnownTable } from '../use-table-view.ts'
import { COLUMN_CELLS } from './column-cells.ts'
import { addTarget, changeRole } from './column-edits.ts'
import { TypeSelect } from './column-icon.tsx'
import { type ColumnView, isUsed } from './column-view.ts'
import { warningsOf } from './column-warnings.ts'
import styles from './columns.module.css'
import { CategoryBar, StackedHistogram } from './histogram.tsx'
import { Preparation } from './preparation.tsx'
import { ROLE_NAMES } from './role-names.ts'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
  readonly index: number
  readonly top: number
  readonly selected: boolean
  /** The cell with the tab stop, if it is in this row. */
  readonly focusCell: number | null
}

/** Native lists are slow to lay out: in a table with more columns, only the rows under the pointer and of the selection have them. */
const MAX_WITH_LISTS = 200

export const ColumnRow = memo(function ColumnRow({ view, table, index, top, selected, focusCell }: Props) {
  const t = useText()
  const [hovered, setHovered] = useState(false)
  const hasLists = selected || hovered || table.profile.columns.length <= MAX_WITH_LISTS
  const { name } = view.profile
  const tabIndex = (id: string) => (focusCell !== null && COLUMN_CELLS[focusCell]!.id === id ? 0 : -1)
  const cell = (id: string) => ({ role: 'gridcell', 'data-cell': id, tabIndex: tabIndex(id) })
  return (
    <div
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      data-row={index}
      data-unused={isUsed(view) ? undefined : true}
      aria-rowindex={index + 2}
      aria-selected={selected}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <span role="gridcell" data-cell="type">
        {hasLists ? (
          <TypeSelect view={view} tabIndex={tabIndex('type')} />
        ) : (
          <span className={styles.type}>
            <Icon name={view.profile.type} size={14} />
          </span>
        )}
      </span>
      <b {...cell('name')} title={name}>
        {name}
      </b>
      <span role="gridcell" data-cell="role">
        {hasLists ? (
          <RoleSelect view={view} roles={table.view.roles} tabIndex={tabIndex('role')} />
        ) : (
          <span className={styles.role} data-own={view.roleIsSet || undefined} data-role={view.role}>
            <span>{t(ROLE_NAMES[view.role])}</span>
            <Icon name="down" size={12} />
          </span>
        )}
      </span>
      <Missing view={view} rows={table.profile.rows} {...cell('missing')} />
      <span {...cell('distinct')}>{formatCount(view.profile.distinct)}</span>
      <span {...cell('values')} title={view.profile.examples.join(', ')}>
        <Values view={view} table={table} />
      </span>
      <span {...cell('preparation')}>
        <Preparation
          view={view}
          classes={view === table.view.target ? table.view.classes : []}
          standardizes={table.data.source.standardize === true}
        />
      </span>
      <Warning view={view} table={table} {...cell('warning')} />
    </div>
  )
})

interface CellProps {
  readonly role: string
  readonly 'data-cell': string
  readonly tabIndex: number
}

function Missing({ view, rows, ...cell }: CellProps & { readonly view: ColumnView; readonly rows: number }) {
  const { missing } = view.profile
  const share = rows > 0 ? missing / rows : 0
  return (
    <span {...cell}>
      {missing === 0 ? (
        <span className={styles.zero}>0</span>
      ) : (
        <>
          <i className={styles.share} aria-hidden="true">
            <i style={{ width: `${Math.max(2, share * 100)}%` }} />
          </i>
          {formatShare(share)}
        </>
      )}
    </span>
  )
}

/** Choosing “target” replaces the target; this keeps the others. */
const ADD_TARGET = 'add target'

export function RoleSelect({
  view,
  roles,
  tabIndex,
}: {
  readonly view: ColumnView
  readonly roles: ReadonlyMap<string, Role>
  readonly tabIndex?: number
}) {
  const t = useText()
  const { name } = view.profile
  return (
    <span className={styles.role} data-own={view.roleIsSet || undefined} data-role={view.role}>
      <select
        value={view.role}
        tabIndex={tabIndex}
        aria-label={t({ en: `Role of ${name}`, ko: `${name}의 역할` })}
        onChange={(event) => {
          const { value } = event.currentTarget
          if (value === ADD_TARGET) addTarget(roles, name)
          else changeRole(roles, name, value as Role)
        }}
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(ROLE_NAMES[role])}
          </option>
        ))}
        {view.role !== 'target' && [...roles.values()].includes('target') && (
          <option value={ADD_TARGET}>{t({ en: 'one more target', ko: '목표 추가' })}</option>
        )}
      </select>
      <Icon name="down" size={12} />
    </span>
  )
}

function Values({ view, table }: { readonly view: ColumnView; readonly table: KnownTable }) {
  const { profile } = view
  const { classes, target } = table.view
  const isTarget = view === target && classes.length > 0
  const isBar = profile.type === 'category' || profile.type === 'boolean' || isTarget
  // As many categories as rows make a grey smear.
  if (isBar && profile.categories.length > 0 && (isTarget || (isUsed(view) && profile.distinct <= 24)))
    return (
      <CategoryBar
        categories={profile.categories}
        missing={profile.missing}
        rows={table.profile.rows}
        {...(isTarget && { classIndex: (text: string) => classes.indexOf(text) })}
      />
    )
  const isCount = view.reason === 'id' || view.reason === 'row_number'
  if (profile.histogram && !isCount) return <StackedHistogram histogram={profile.histogram} />
  return <span className={styles.examples}>{profile.examples.join(', ')}</span>
}

function Warning({
  view,
  table,
  ...cell
}: CellProps & { readonly view: ColumnView; readonly table: KnownTable }) {
  const t = useText()
  const warnings = warningsOf(view, table)
  const [first] = warnings
  const words = warnings.map(({ message }) => t(message)).join('\n')
  return (
    <span {...cell} title={words || undefined} data-severity={first?.severity}>
      {first && (
        <>
          <Icon name={first.severity} size={14} />
          <span className="hidden-text">{words}</span>
        </>
      )}
    </span>
  )
}
