/** Below the rows: what can be marked about the active row. It can be excluded, and its labels can be corrected. */
import { useId } from 'react'
import { isExcluded, markKey, type RowMark } from '../../../shared/data/marks.ts'
import { listsLabels } from '../../../shared/data/steps/multi-label.ts'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import { mark, unmark } from '../../rows/mark-edits.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import type { KnownTable } from '../use-table-view.ts'
import type { OrderedColumn } from './ordered-columns.ts'
import styles from './row-marks.module.css'

/** A list of more classes is typed into. */
const MAX_LISTED = 200

interface Props {
  readonly table: KnownTable
  readonly columns: readonly OrderedColumn[]
  readonly row: number
  readonly content: TableRow | undefined
  readonly marks: ReadonlyMap<string, RowMark>
  /** Returns the focus to the rows. */
  readonly onLeave: () => void
}

/** Excludes a row, or includes it again. */
export function toggleExcluded(row: number, marks: ReadonlyMap<string, RowMark>): void {
  const existing = marks.get(String(row))
  if (existing) unmark(existing)
  else mark({ row, excluded: true })
}

export function RowMarks({ table, columns, row, content, marks, onLeave }: Props) {
  const t = useText()
  const excluded = marks.has(String(row))
  const count = marks.size
  return (
    <div
      className={styles.bar}
      role="toolbar"
      aria-label={t({ en: `Row ${row + 1}`, ko: `${row + 1}행` })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    >
      <b>{t({ en: `Row ${formatCount(row + 1)}`, ko: `${formatCount(row + 1)}행` })}</b>
      <button
        type="button"
        aria-pressed={excluded}
        title={t({
          en: 'The row is in no part: neither trained nor measured on. Key: Delete',
          ko: '이 행을 어느 부분에도 넣지 않습니다. 학습에도 평가에도 쓰지 않습니다. 키: Delete',
        })}
        onClick={() => toggleExcluded(row, marks)}
      >
        <Icon name={excluded ? 'reset' : 'minus'} size={12} />
        {excluded ? t({ en: 'Include again', ko: '다시 포함' }) : t({ en: 'Exclude', ko: '제외' })}
      </button>
      {columns
        .filter(({ view }) => takesRightLabel(view))
        .map(({ view, index }, i) => (
          <RightLabel
            // The typed text is about one row.
            key={`${row} ${view.profile.name}`}
            table={table}
            target={view.profile.name}
            row={row}
            own={content?.cells[index]}
            marks={marks}
            isFirst={i === 0}
          />
        ))}
      {count > 0 && (
        <span className={styles.count}>
          {t({
            en: `${formatCount(count)} mark${count === 1 ? '' : 's'}`,
            ko: `표시 ${formatCount(count)}개`,
          })}
        </span>
      )}
    </div>
  )
}

/** Whether a mark can give a row of this column another label: of several labels in a cell, and of a date, it cannot. */
const takesRightLabel = ({ role, profile, steps }: ColumnView): boolean =>
  role === 'target' && profile.type !== 'date' && !listsLabels(steps)

interface LabelProps {
  readonly table: KnownTable
  readonly target: string
  readonly row: number
  /** The label in the file; `null` where missing, `undefined` until it is known. */
  readonly own: string | null | undefined
  readonly marks: ReadonlyMap<string, RowMark>
  readonly isFirst: boolean
}

function RightLabel({ table, target, row, own, marks, isFirst }: LabelProps) {
  const t = useText()
  const id = useId()
  const classes = useClasses(table, target, isFirst)
  const existing = marks.get(markKey({ row, fingerprint: '', target, label: '' }))
  const label = existing && !isExcluded(existing) ? existing.label : null
  // A row without a label has left before the split.
  if (own == null) return null
  const set = (value: string) => {
    const isOwn = value === '' || value === own
    if (!isOwn && value !== label) mark({ row, target, label: value })
    else if (isOwn && existing) unmark(existing)
  }
  const title = t({ en: 'The right label of the row. Key: E', ko: '이 행의 바른 레이블. 키: E' })
  return (
    <span className={styles.label}>
      <label htmlFor={id}>{target}</label>
      {classes.length > 0 && classes.length <= MAX_LISTED ? (
        <select
          id={id}
          title={title}
          data-right-label
          value={label ?? own}
          data-changed={label !== null || undefined}
          onChange={(event) => set(event.currentTarget.value)}
        >
          {[...new Set([own, ...classes, ...(label === null ? [] : [label])])].map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          title={title}
          data-right-label
          key={label ?? own}
          defaultValue={label ?? own}
          data-changed={label !== null || undefined}
          spellCheck={false}
          autoComplete="off"
          onBlur={(event) => set(event.currentTarget.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            if (event.key === 'Escape') event.currentTarget.value = label ?? own
          }}
        />
      )}
      {label !== null && <small>{t({ en: `was ${own}`, ko: `원래 ${own}` })}</small>}
    </span>
  )
}

/** The classes of a target; empty for a number. */
function useClasses({ profile }: KnownTable, target: string, isFirst: boolean): readonly string[] {
  const data = useApp((s) => s.data)
  const known = data.state === 'ready' ? data.info.targets.find(({ name }) => name === target) : null
  return known ? known.classes : isFirst ? (profile.classes ?? []) : []
}
