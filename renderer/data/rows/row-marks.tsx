/** Below the rows: what can be marked about the active row. It can be excluded, and its labels can be corrected. */
import type { TableRow } from '../../../shared/data/table-profile.ts'
import { isMarkedExcluded, type Marks, toggleExcluded } from '../../rows/mark-edits.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { KnownTable } from '../use-table-view.ts'
import type { OrderedColumn } from './ordered-columns.ts'
import { RowLabels } from './row-labels.tsx'
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
      <RowLabels
        // What is typed is about one row.
        key={row}
        table={table}
        columns={columns}
        row={row}
        content={content}
        marks={marks}
      />
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
