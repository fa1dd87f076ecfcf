/** Selects a node and brings it into view, if it is still there. */
import { mainNetwork } from '../../../shared/document/document.ts'
import { documentOf, useApp } from '../../state/store.ts'

export function showNode(node: string | null): void {
  const state = useApp.getState()
  if (node === null || !Object.hasOwn(mainNetwork(documentOf(state)).nodes, node)) return
  state.select({ nodes: [node] })
  state.canvas?.reveal(node)
}
