/** What commands ask of the state. */
import { drawnOf } from '../state/analysis.ts'
import { type App, type AppState, useApp } from '../state/store.ts'

export const app = (): App => useApp.getState()

export const hasNodes = (state: AppState): boolean => drawnOf(state).nodes.size > 0

/** How many layers and notes are selected. */
export const items = ({ selection }: AppState): number => selection.nodes.length + selection.notes.length
