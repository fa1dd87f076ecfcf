/** The active cell of the rows, and the keys that move it. */
import { useEffect, useState } from 'react'
import { selectColumn, useDataView } from '../../state/data-view.ts'
import type { OrderedColumn } from './ordered-columns.ts'
import type { ScrolledRows } from './use-scrolled-rows.ts'

interface Place {
  readonly row: number
  readonly column: number
}

/** Where a key leads from a cell; `undefined` for another key. */
function placeAfter(
  { key, ctrlKey, metaKey }: React.KeyboardEvent,
  { row, column }: Place,
  { rows, columns, page }: { readonly rows: number; readonly columns: number; readonly page: number },
): Place | undefined {
  const all = ctrlKey || metaKey
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'PageUp':
      return { row: row - page, column }
    case 'PageDown':
      return { row: row + page, column }
    case 'Home':
      return all ? { row: 0, column } : { row, column: 0 }
    case 'End':
      return all ? { row: rows - 1, column } : { row, column: columns - 1 }
  }
  return undefined
}

export function useActiveCell(
  rows: number,
  columns: readonly OrderedColumn[],
  { visible, firstRow, showCell }: ScrolledRows,
) {
  const [active, setActive] = useState<Place | null>(null)
  const activate = ({ row, column }: Place) => {
    const next = {
      row: Math.min(Math.max(row, 0), rows - 1),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    }
    setActive(next)
    showCell(next.row, next.column)
  }
  const nameAt = (column: number): string => columns[column]!.view.profile.name
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && active) selectColumn(nameAt(active.column))
    const from = active ?? { row: firstRow, column: 0 }
    const to = placeAfter(event, from, { rows, columns: columns.length, page: visible })
    if (!to || event.altKey) return
    event.preventDefault()
    // The first arrow shows where the cell is.
    activate(active || !event.key.startsWith('Arrow') ? to : from)
  }
  const wanted = useDataView((s) => s.wantedCell)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another cell is another request
  useEffect(() => {
    if (!wanted) return
    const column = columns.findIndex(({ view }) => view.profile.name === wanted.column)
    if (column >= 0) activate({ row: wanted.row, column })
    useDataView.setState({ wantedCell: null })
  }, [wanted])
  // The bar below the rows appears with the active cell, and would cover it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another height hides the cell
  useEffect(() => {
    if (active) showCell(active.row, active.column)
  }, [visible])
  const onPress = (row: number, column: number) => {
    setActive({ row, column })
    selectColumn(nameAt(column))
  }
  return { active, onKeyDown, onPress }
}
