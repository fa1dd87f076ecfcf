/** What the Data workspace shows: the selected column, the order of the columns and the visible tab. Not part of the document. */
import { create } from 'zustand'
import { useDataDock } from './dock.ts'
import { useApp } from './store.ts'

export const DATA_TABS = ['rows', 'prepared', 'problems', 'split'] as const
export type DataTab = (typeof DATA_TABS)[number]

interface DataView {
  /** Name of the selected column. */
  readonly column: string | null
  /** The columns with the most information about the target come first; else they are in the order of the file. */
  readonly byInformation: boolean
  readonly tab: DataTab
  /** A cell that the rows scroll to; a new object each time. */
  readonly wantedCell: { readonly row: number; readonly column: string } | null
}

const INITIAL: DataView = { column: null, byInformation: false, tab: 'rows', wantedCell: null }

export const useDataView = create<DataView>()(() => INITIAL)

export const selectColumn = (column: string): void => useDataView.setState({ column })

export const sortColumns = (byInformation: boolean): void => useDataView.setState({ byInformation })

/** Shows a tab, and opens the dock if it is folded. */
export function showDataTab(tab: DataTab): void {
  useDataView.setState({ tab })
  useDataDock.getState().fold(false)
}

/** Scrolls the rows to a cell and selects its column. */
export function showCell(row: number, column: string): void {
  showDataTab('rows')
  useDataView.setState({ column, wantedCell: { row, column } })
}

// Another document has other columns.
useApp.subscribe((state, previous) => {
  if (state.opened !== previous.opened) useDataView.setState(INITIAL)
})
