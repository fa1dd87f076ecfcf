/** What is suggested, as a sentence with one button; once it is used, what follows for the network. */
import type { Document } from '../../../shared/document/document.ts'
import { applySuggestion, labels } from '../../../shared/document/edits.ts'
import { applyFix } from '../../problems/problem-list.tsx'
import { useAnalysis } from '../../state/analysis.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { useTable } from '../../state/table.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { type KnownTable, useTableView } from '../use-table-view.ts'
import styles from './suggestion-bar.module.css'

export function SuggestionBar() {
  const t = useText()
  const table = useTableView()
  const document = useDocument()
  const reading = useTable((s) => s.reading)
  const shapeProblem = useAnalysis().problems.find(({ field, fix }) => field === 'shape' && fix)
  if (!table) return null
  const open = apply(document, table) !== document
  return (
    <div className={styles.bar} data-open={open || undefined}>
      <Icon name={open ? 'hint' : 'check'} />
      <p>{t(table.suggestion.summary)}</p>
      {reading && (
        <span className={styles.reading} role="status">
          {t({ en: 'Reading…', ko: '읽는 중…' })}
        </span>
      )}
      {open ? (
        <button type="button" className={styles.use} onClick={() => accept(table)}>
          {t({ en: 'Use suggestions', ko: '제안 사용' })}
        </button>
      ) : (
        shapeProblem?.fix && (
          <button type="button" className={styles.use} onClick={() => applyFix(shapeProblem)}>
            {t(shapeProblem.fix.label)}
          </button>
        )
      )}
    </div>
  )
}

/** The document with what is suggested; the same object if nothing is left to suggest. */
function apply(document: Document, { suggestion }: KnownTable): Document {
  const applied = applySuggestion(document, suggestion)
  return JSON.stringify(applied.data) === JSON.stringify(document.data) ? document : applied
}

const accept = (table: KnownTable): boolean =>
  useApp.getState().editWhole(labels.applySuggestion, (document) => apply(document, table))
