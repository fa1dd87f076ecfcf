/** What a person should know about the table before training: a list above the problems. Pressing one about a column selects it. */
import type { ColumnProblem } from '../../../shared/data/suggest/problems.ts'
import { selectColumn } from '../../state/data-view.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { cureOf } from '../columns/cures.ts'
import { useTableView } from '../use-table-view.ts'
import styles from './table-notes.module.css'

/** What stops a training comes first. */
const ORDER = { error: 0, warning: 1, finding: 2, hint: 3 } as const

export function TableNotes() {
  const t = useText()
  const table = useTableView()
  const notes = [
    ...(table?.profile.problems ?? []).map((each): ColumnProblem => ({ ...each, column: null })),
    ...(table?.suggestion.problems ?? []),
  ].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
  if (notes.length === 0) return null
  return (
    <ul className={styles.notes} aria-label={t({ en: 'About the table', ko: '표에 대해' })}>
      {notes.map((note) => {
        const { column } = note
        // The panel of a column has the cures of its warnings.
        const cure = table && column === null ? cureOf(note, table) : null
        return (
          <li key={`${note.code} ${note.message.en}`} data-severity={note.severity}>
            <Icon name={note.severity} />
            <span>{t(note.message)}</span>
            {column !== null && (
              <button type="button" onClick={() => selectColumn(column)}>
                {t({ en: 'Show the column', ko: '열 보기' })}
              </button>
            )}
            {cure && (
              <button type="button" onClick={cure.run}>
                {t(cure.label)}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
