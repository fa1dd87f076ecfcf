/** Selectors of the state for commands. */
import { isEmpty, mainNetwork } from '../../shared/document/document.ts'
import { type App, type AppState, focusedDocumentOf, useApp } from '../state/store.ts'

export const app = (): App => useApp.getState()

export const hasNodes = (state: AppState): boolean => !isEmpty(mainNetwork(focusedDocumentOf(state)))

/** The number of selected layers and notes. */
export const selectedCount = ({ selection }: AppState): number =>
  selection.nodes.length + selection.notes.length
