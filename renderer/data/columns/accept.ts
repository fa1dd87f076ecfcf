/** Accepts what is suggested. Where nothing is drawn yet, a suggested network follows once the data is ready. */

import { isEmpty, mainNetwork } from '../../../shared/document/document.ts'
import { applySuggestion, labels } from '../../../shared/document/edits.ts'
import { applySuggestedNetwork } from '../../../shared/document/suggest-network.ts'
import { type AppState, documentOf, useApp } from '../../state/store.ts'
import type { KnownTable } from '../use-table-view.ts'

export const hasNetwork = (state: AppState): boolean => !isEmpty(mainNetwork(documentOf(state)))

/** One undo step for the data, and one for the network where there was none. */
export function accept(table: KnownTable): void {
  const accepted = useApp
    .getState()
    .editWhole(labels.applySuggestion, (document) => applySuggestion(document, table.suggestion))
  if (accepted && !hasNetwork(useApp.getState())) drawWhenReady()
}

/** Draws a network for the data that is being prepared, unless the person has done something else by then. */
function drawWhenReady(): void {
  const { data } = documentOf(useApp.getState())
  const stop = useApp.subscribe((state) => {
    const isOther = documentOf(state).data !== data || hasNetwork(state)
    if (!isOther && state.data.state === 'reading') return
    stop()
    if (!isOther) drawNetwork()
  })
}

/** Draws the network that suits the prepared data, with training settings for its size. */
export function drawNetwork(): void {
  const { data, editWhole } = useApp.getState()
  if (data.state !== 'ready') return
  editWhole(labels.drawNetwork, (document) => applySuggestedNetwork(document, data.info))
  frameWhenShown()
}

/** The canvas shows the whole of the new network once it is in view, which takes it a frame to measure. */
function frameWhenShown(): void {
  const stop = useApp.subscribe(({ workspace }) => {
    if (workspace !== 'design') return
    stop()
    requestAnimationFrame(() => requestAnimationFrame(() => useApp.getState().canvas?.frame()))
  })
}
