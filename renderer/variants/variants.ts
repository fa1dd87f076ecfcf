/** Operations on variants. The compared variant is state of the window, not of the document. */
import { create } from 'zustand'
import { type Document, isEmpty, mainNetwork, type NetworkId } from '../../shared/document/document.ts'
import { duplicateVariant, labels, removeVariant, renameVariant } from '../../shared/document/edits.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { Text } from '../../shared/text.ts'
import { type AppState, documentOf, useApp } from '../state/store.ts'

interface VariantsState {
  /** The compared variant; null while nothing is compared. */
  readonly compared: NetworkId | null
  /** The variant whose name is being edited. */
  readonly renaming: NetworkId | null
}
export const useVariants = create<VariantsState>(() => ({ compared: null, renaming: null }))

export const nameOf = (document: Document, id: NetworkId): string => document.networks[id]?.name ?? ''

/** The compared variant; null if it no longer exists or is the shown one. */
export const validCompared = (document: Document, compared: NetworkId | null): NetworkId | null =>
  compared !== null && compared !== document.main && variantsOf(document).includes(compared) ? compared : null

export const hasVariants = (state: AppState): boolean => variantsOf(documentOf(state)).length > 1

/** Whether to offer a button for the first variant: the network is not empty and there is no variant bar yet. */
export const offersFirstVariant = (state: AppState): boolean =>
  !hasVariants(state) && state.inGroups.length === 0 && !isEmpty(mainNetwork(documentOf(state)))

useApp.subscribe((state, previous) => {
  // Another document may have networks with the same ids.
  if (state.opened !== previous.opened) useVariants.setState({ compared: null, renaming: null })
  // If the compared variant is shown, by hand, undo or redo, both variants swap roles.
  else if (useVariants.getState().compared === documentOf(state).main)
    useVariants.setState({ compared: documentOf(previous).main })
})

/** Edits variants. If another variant is shown afterwards, the view is fitted to it. */
function editVariants(label: Text, recipe: (document: Document) => Document): void {
  const { variant } = useApp.getState()
  useApp.getState().editWhole(label, recipe)
  if (useApp.getState().variant !== variant) fitInitialView()
}

export function duplicate(): void {
  editVariants(labels.duplicateVariant, duplicateVariant)
}

export function show(id: NetworkId): void {
  if (id === useApp.getState().variant) return
  useApp.getState().showVariant(id)
  fitInitialView()
}

/** Shows the next variant in the order of the tabs, or the previous one for −1. Wraps around. */
export function stepVariant(direction: 1 | -1): void {
  const document = documentOf(useApp.getState())
  const variants = variantsOf(document)
  show(variants.at((variants.indexOf(document.main) + direction) % variants.length)!)
}

export function rename(id: NetworkId, name: string): void {
  useVariants.setState({ renaming: null })
  editVariants(labels.renameVariant, (d) => renameVariant(d, id, name))
}

export function remove(id: NetworkId): void {
  editVariants(labels.removeVariant(nameOf(documentOf(useApp.getState()), id)), (d) => removeVariant(d, id))
}

/** Starts or ends the comparison with another variant. */
export function toggleComparison(): void {
  const document = documentOf(useApp.getState())
  const { compared } = useVariants.getState()
  const other = variantsOf(document).find((id) => id !== document.main) ?? null
  useVariants.setState({ compared: validCompared(document, compared) === null ? other : null })
  // The width of the canvas changes.
  requestAnimationFrame(fitInitialView)
}

/** Fits the view after React Flow has received the other network. */
const fitInitialView = () => requestAnimationFrame(() => useApp.getState().canvas?.frame())
