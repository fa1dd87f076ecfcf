/** Selects a node and brings it into view, if it is still there. */
import { networkAt, pathOf, splitPath } from '../../../shared/document/groups.ts'
import { documentOf, useApp } from '../../state/store.ts'

/** @param path of a node, also of one inside groups, which are entered */
export function showNode(path: string | null): void {
  const state = useApp.getState()
  if (path === null) return
  const { groups, node } = splitPath(path)
  const document = documentOf(state)
  const network = networkAt(document, groups)
  if (network === null || !Object.hasOwn(document.networks[network]!.nodes, node)) return
  if (pathOf(groups, '') !== pathOf(state.inGroups, '')) state.enter(groups)
  state.select({ nodes: [node] })
  // The canvas shows it from the next frame on.
  requestAnimationFrame(() => useApp.getState().canvas?.reveal(node))
}
