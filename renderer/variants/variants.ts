/** What a person does with variants. Which one is compared with the shown one belongs to the window, not to the document. */
import { create } from 'zustand'
import { type Document, isEmpty, mainNetwork, type NetworkId } from '../../shared/document/document.ts'
import { duplicateVariant, labels, removeVariant, renameVariant } from '../../shared/document/edits.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { Text } from '../../shared/text.ts'
import { type AppState, documentOf, useApp } from '../state/store.ts'

interface VariantsState {
  /** The variant beside the shown one; null while nothing is compared. */
  readonly beside: NetworkId | null
  /** The variant whose name is being written. */
  readonly renaming: NetworkId | null
}
export const useVariants = create<VariantsState>(() => ({ beside: null, renaming: null }))

export const nameOf = (document: Document, id: NetworkId): string => document.networks[id]?.name ?? ''

/** The variant that is compared, as long as it is one and not the shown one. */
export const comparedIn = (document: Document, beside: NetworkId | null): NetworkId | null =>
  beside !== null && beside !== document.main && variantsOf(document).includes(beside) ? beside : null

export const hasVariants = (state: AppState): boolean => variantsOf(documentOf(state)).length > 1

/** Whether a button offers the first variant: there is something to vary, and no bar of variants yet. */
export const canBegin = (state: AppState): boolean =>
  !hasVariants(state) && state.inGroups.length === 0 && !isEmpty(mainNetwork(documentOf(state)))

useApp.subscribe((state, before) => {
  // Another document may have networks of the same ids.
  if (state.opened !== before.opened) useVariants.setState({ beside: null, renaming: null })
  // Where the compared one is shown, by hand, undo or redo, the two change places.
  else if (useVariants.getState().beside === documentOf(state).main)
    useVariants.setState({ beside: documentOf(before).main })
})

/** Where another variant is shown after the edit, it is shown from outside any group. */
function editVariants(label: Text, recipe: (document: Document) => Document): void {
  const { variant } = useApp.getState()
  useApp.getState().editWhole(label, recipe)
  if (useApp.getState().variant !== variant) frame()
}

export function duplicate(): void {
  editVariants(labels.duplicateVariant, duplicateVariant)
}

export function show(id: NetworkId): void {
  if (id === useApp.getState().variant) return
  useApp.getState().showVariant(id)
  frame()
}

/** The next variant in the order of the tabs, or with −1 the one before; from the last one on to the first. */
export function step(by: 1 | -1): void {
  const document = documentOf(useApp.getState())
  const variants = variantsOf(document)
  show(variants.at((variants.indexOf(document.main) + by) % variants.length)!)
}

export function rename(id: NetworkId, name: string): void {
  useVariants.setState({ renaming: null })
  editVariants(labels.renameVariant, (d) => renameVariant(d, id, name))
}

export function remove(id: NetworkId): void {
  editVariants(labels.removeVariant(nameOf(documentOf(useApp.getState()), id)), (d) => removeVariant(d, id))
}

/** Puts another variant beside the shown one, or takes it away again. */
export function toggleComparison(): void {
  const document = documentOf(useApp.getState())
  const { beside } = useVariants.getState()
  const other = variantsOf(document).find((id) => id !== document.main) ?? null
  useVariants.setState({ beside: comparedIn(document, beside) === null ? other : null })
  // The canvas has another width from then on.
  requestAnimationFrame(frame)
}

/** After React Flow has the other network. */
const frame = () => requestAnimationFrame(() => useApp.getState().canvas?.frame())
