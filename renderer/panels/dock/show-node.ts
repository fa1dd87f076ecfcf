/** Selects a node and brings it into view, if it is still there. */
import type { NodeId } from '../../../shared/document/document.ts'
import { networkAt, pathOf, splitPath } from '../../../shared/document/groups.ts'
import { documentOf, useApp } from '../../state/store.ts'

/** @param path of a node, also of one inside groups, which are entered */
function selectNode(path: string | null): NodeId | null {
  const state = useApp.getState()
  if (path === null) return null
  const { groups, node } = splitPath(path)
  const document = documentOf(state)
  const network = networkAt(document, groups)
  if (network === null || !Object.hasOwn(document.networks[network]!.nodes, node)) return null
  if (pathOf(groups, '') !== pathOf(state.inGroups, '')) state.enter(groups)
  state.select({ nodes: [node] })
  return node
}

/** The node gets the keyboard's focus too. */
export function showNode(path: string | null): void {
  const node = selectNode(path)
  // The canvas shows it from the next frame on.
  if (node !== null) requestAnimationFrame(() => useApp.getState().canvas?.reveal(node))
}

/** The focus stays where it is. */
export function showNodeAside(path: string | null): void {
  const node = selectNode(path)
  if (node !== null) requestAnimationFrame(() => useApp.getState().canvas?.show(node))
}
