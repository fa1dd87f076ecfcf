/** Leads from a problem to where it is: selects a node and brings it into view, if it is still there, or opens a setting. */
import type { NodeId } from '../../../shared/document/document.ts'
import { networkAt, pathOf, splitPath } from '../../../shared/document/groups.ts'
import { documentOf, useApp } from '../../state/store.ts'
import { focusSoon } from '../../ui/focus.ts'
import { useCode } from '../code/code-state.ts'
import { sectionOf, setSection } from '../properties/section-state.ts'

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

/** The row of a setting, or of what it is inside of where it has none of its own now. */
function rowOf(path: string): HTMLElement | null {
  const row = document.querySelector<HTMLElement>(
    `[data-area="properties"] [data-field="${CSS.escape(path)}"]`,
  )
  const at = path.lastIndexOf('.')
  return row ?? (at < 0 ? null : rowOf(path.slice(0, at)))
}

/** Shows a setting in the network's panel and gives its input the focus, whatever of the panel is folded. */
export function showSetting(path: string): void {
  const section = sectionOf(path)
  useApp.getState().select({})
  // The column of code stands where the panel is.
  useCode.setState({ open: false })
  setSection('open', section, true)
  const input = () => {
    const row = rowOf(path)
    row?.scrollIntoView({ block: 'nearest' })
    return row?.querySelector<HTMLElement>('input, select, textarea, button')
  }
  focusSoon(() => {
    const found = input()
    if (found) return found
    // It is at its default, among those that are not shown.
    setSection('whole', section, true)
    focusSoon(input)
    return null
  })
}
