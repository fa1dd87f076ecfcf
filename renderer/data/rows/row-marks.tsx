/** Below the rows: what can be marked about the active row. It can be excluded, and its labels can be corrected. */
import type { TableRow } from '../../../shared/data/table-profile.ts'
import { ExcludeButton } from '../../rows/exclude-button.tsx'
import type { Marks } from '../../rows/mark-edits.ts'
import { formatCount } from '../../ui/format.ts'
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
      <ExcludeButton row={row} marks={marks} hasIcon />
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
