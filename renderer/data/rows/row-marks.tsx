/** Below the rows: what can be marked about the active row. It can be excluded, and its labels can be corrected. */
import { listsLabels } from '../../../shared/data/steps/multi-label.ts'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import { isMarkedExcluded, type Marks, toggleExcluded } from '../../rows/mark-edits.ts'
import { RightLabel } from '../../rows/right-label.tsx'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import type { KnownTable } from '../use-table-view.ts'
import type { OrderedColumn } from './ordered-columns.ts'
import styles from './row-marks.module.css'

interface Props {
  readonly table: KnownTable
  readonly columns: readonly OrderedColumn[]
  readonly row: number
  readonly content: TableRow | undefined
  readonly marks: Marks
  /** Returns the focus to the rows. */
  readonly onLeave: () => void
}

export function RowMarks({ table, columns, row, content, marks, onLeave }: Props) {
  const t = useText()
  const excluded = isMarkedExcluded(marks, row)
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
          en: 'The row is in no part: neither trained nor measured on. Key: X',
          ko: '이 행을 어느 부분에도 넣지 않습니다. 학습에도 평가에도 쓰지 않습니다. 키: X',
        })}
        onClick={() => toggleExcluded(row, marks)}
      >
        <Icon name={excluded ? 'reset' : 'minus'} size={12} />
        {excluded ? t({ en: 'Include again', ko: '다시 포함' }) : t({ en: 'Exclude', ko: '제외' })}
      </button>
      {columns
        .filter(({ view }) => takesRightLabel(view))
        .map(({ view, index }, i) => (
          <TargetLabel
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

interface LabelProps extends Pick<Props, 'table' | 'row' | 'marks'> {
  readonly target: string
  /** The label in the file; `null` where missing, `undefined` until it is known. */
  readonly own: string | null | undefined
  readonly isFirst: boolean
}

function TargetLabel({ table, target, own, isFirst, ...props }: LabelProps) {
  const classes = useClasses(table, target, isFirst)
  // A row without a label has left before the split.
  return own == null ? null : <RightLabel target={target} own={own} classes={classes} {...props} />
}

/** The classes of a target; empty for a number. */
function useClasses({ profile }: KnownTable, target: string, isFirst: boolean): readonly string[] {
  const data = useApp((s) => s.data)
  const known = data.state === 'ready' ? data.info.targets.find(({ name }) => name === target) : null
  return known ? known.classes : isFirst ? (profile.classes ?? []) : []
}
