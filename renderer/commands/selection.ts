/** What can be done with the selection: delete, duplicate, copy, cut, paste, select all. */
import { mainNetwork } from '../../shared/document/document.ts'
import {
  addedNodes,
  copy as copyNodes,
  disconnect,
  duplicateNodes,
  labels,
  paste as pasteText,
  removeNodes,
} from '../../shared/document/edits.ts'
import type { Text } from '../../shared/text.ts'
import type { Recipe } from '../state/history.ts'
import { documentOf, useApp } from '../state/store.ts'

/** What was copied last: the system's clipboard may be closed to this page. */
let kept: string | null = null

/** One step; what it added is selected. */
function adding(label: Text, recipe: Recipe): void {
  const app = useApp.getState()
  const before = documentOf(app)
  app.edit(label, recipe)
  const nodes = addedNodes(before, documentOf(useApp.getState()))
  if (nodes.length > 0) app.select({ nodes, edges: [] })
}

export function deleteSelection(): void {
  const { selection, edit } = useApp.getState()
  const { nodes, edges } = selection
  const label = nodes.length > 0 ? labels.removeNodes(nodes.length) : labels.disconnect(edges.length)
  edit(label, (document) => removeNodes(disconnect(document, edges), nodes))
  // The focus was on what is gone: the canvas keeps it, so that the next key still counts.
  document.querySelector<HTMLElement>('[data-testid="canvas"]')?.focus()
}

export function duplicate(): void {
  const { nodes } = useApp.getState().selection
  adding(labels.duplicateNodes(nodes.length), (document) => duplicateNodes(document, nodes))
}

export function copy(): void {
  const state = useApp.getState()
  kept = copyNodes(documentOf(state), state.selection.nodes)
  navigator.clipboard?.writeText(kept).catch((error: unknown) => {
    console.info('Copied inside this window only:', error)
  })
}

export function cut(): void {
  copy()
  const { selection, edit } = useApp.getState()
  edit(labels.cut(selection.nodes.length), (document) => removeNodes(document, selection.nodes))
}

/** Where the copy's upper left corner goes: a step beside the selected nodes, else the middle of the view. */
function pastePlace() {
  const state = useApp.getState()
  const network = mainNetwork(documentOf(state))
  const places = state.selection.nodes.flatMap((id) => network.nodes[id]?.position ?? [])
  if (places.length === 0) return state.canvas?.center() ?? { x: 0, y: 0 }
  return { x: Math.min(...places.map((p) => p.x)) + 24, y: Math.min(...places.map((p) => p.y)) + 24 }
}

export function paste(): void {
  const text = kept
  if (text !== null) adding(labels.paste, (document) => pasteText(document, text, pastePlace()))
}

export function selectAll(): void {
  const app = useApp.getState()
  const network = mainNetwork(documentOf(app))
  app.select({ nodes: Object.keys(network.nodes), edges: Object.keys(network.edges) })
}
