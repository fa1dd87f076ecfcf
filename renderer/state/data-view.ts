/** What the Data workspace shows: the selected column and the visible tab. Not part of the document. */
import { create } from 'zustand'
import { useApp } from './store.ts'

export const DATA_TABS = ['rows', 'problems', 'split'] as const
export type DataTab = (typeof DATA_TABS)[number]

interface DataView {
  /** Name of the selected column. */
  readonly column: string | null
  readonly tab: DataTab
  /** A cell that the rows scroll to; a new object each time. */
  readonly wantedCell: { readonly row: number; readonly column: string } | null
}

const INITIAL: DataView = { column: null, tab: 'rows', wantedCell: null }

export const useDataView = create<DataView>()(() => INITIAL)

export const selectColumn = (column: string): void => useDataView.setState({ column })

/** Scrolls the rows to a cell and selects its column. */
export const showCell = (row: number, column: string): void =>
  useDataView.setState({ column, tab: 'rows', wantedCell: { row, column } })

// Another document has other columns.
useApp.subscribe((state, previous) => {
  if (state.opened !== previous.opened) useDataView.setState(INITIAL)
})
