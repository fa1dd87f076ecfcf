/** A field for the number of a row, which Enter shows. Ctrl+G in the rows focuses it. */
import { useRef } from 'react'
import { useDataView } from '../../state/data-view.ts'
import { focusNextFrame } from '../../ui/focus.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { selectedColumn } from '../columns/column-view.ts'
import { useTableView } from '../use-table-view.ts'
import { rowNamed } from './row-named.ts'
import styles from './rows.module.css'

const GRID = '[data-area="rows"] [role="grid"]'
const FIELD = '[data-area="rows"] [data-go-to-row]'

export const focusGoToRow = (): void => document.querySelector<HTMLInputElement>(FIELD)?.select()

export function GoToRow() {
  const t = useText()
  const table = useTableView()
  const field = useRef<HTMLInputElement>(null)
  if (!table) return null
  const { rows } = table.profile
  const show = () => {
    const row = rowNamed(field.current!.value, rows)
    const column = selectedColumn(table.view, useDataView.getState().column)
    if (row === null || !column) return
    useDataView.setState({ wantedCell: { row, column: column.profile.name } })
    field.current!.value = ''
    focusNextFrame(() => document.querySelector<HTMLElement>(GRID))
  }
  const label = t({ en: 'Go to row', ko: '행으로 가기' })
  return (
    <input
      ref={field}
      data-go-to-row
      className={styles.goTo}
      inputMode="numeric"
      aria-label={label}
      placeholder={label}
      title={t({
        en: `A number from 1 to ${formatCount(rows)} (Ctrl+G)`,
        ko: `1부터 ${formatCount(rows)}까지의 번호 (Ctrl+G)`,
      })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') show()
        if (event.key !== 'Escape') return
        event.preventDefault()
        document.querySelector<HTMLElement>(GRID)?.focus()
      }}
    />
  )
}
