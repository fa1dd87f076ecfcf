/** What commands ask of the state. */
import { mainNetwork } from '../../shared/document/document.ts'
import { type App, type AppState, drawingOf, useApp } from '../state/store.ts'

export const app = (): App => useApp.getState()

export const hasNodes = (state: AppState): boolean =>
  Object.keys(mainNetwork(drawingOf(state)).nodes).length > 0

/** How many layers and notes are selected. */
export const items = ({ selection }: AppState): number => selection.nodes.length + selection.notes.length
