/** Shows the location of a problem: selects a node, if it still exists, and scrolls it into view, or opens a setting. */
import type { NodeId } from '../../shared/document/document.ts'
import { networkAt, pathOf, splitPath } from '../../shared/document/groups.ts'
import { useCode } from '../state/code-panel.ts'
import { sectionOf, setSection } from '../state/sections.ts'
import { documentOf, useApp } from '../state/store.ts'
import { showWorkspace } from '../state/workspace.ts'
import { focusNextFrame } from '../ui/focus.ts'

/** @param path path of a node; the groups on the path are entered */
function selectNode(path: string | null): NodeId | null {
  const state = useApp.getState()
  if (path === null) return null
  showWorkspace('design')
  const { groups, node } = splitPath(path)
  const document = documentOf(state)
  const network = networkAt(document, groups)
  if (network === null || !Object.hasOwn(document.networks[network]!.nodes, node)) return null
  if (pathOf(groups, '') !== pathOf(state.inGroups, '')) state.enter(groups)
  state.select({ nodes: [node] })
  return node
}

/** Shows a node and focuses it. */
export function showNode(path: string | null): void {
  const node = selectNode(path)
  // The canvas renders the node in the next frame.
  if (node !== null) requestAnimationFrame(() => useApp.getState().canvas?.reveal(node))
}

/** Shows a node without moving the focus. */
export function showNodeUnfocused(path: string | null): void {
  const node = selectNode(path)
  if (node !== null) requestAnimationFrame(() => useApp.getState().canvas?.ensureVisible(node))
}

/** The row of a setting, or of the closest enclosing setting that has a row. */
function rowOf(path: string): HTMLElement | null {
  const row = document.querySelector<HTMLElement>(
    `[data-area="properties"] [data-field="${CSS.escape(path)}"]`,
  )
  const lastDot = path.lastIndexOf('.')
  return row ?? (lastDot < 0 ? null : rowOf(path.slice(0, lastDot)))
}

/** Shows a setting in the network's panel and focuses its input, opening folded sections if necessary. */
export function showSetting(path: string): void {
  const section = sectionOf(path)
  showWorkspace('design')
  useApp.getState().select({})
  // The code column replaces the panel.
  useCode.setState({ open: false })
  setSection('open', section, true)
  const input = () => {
    const row = rowOf(path)
    row?.scrollIntoView({ block: 'nearest' })
    return row?.querySelector<HTMLElement>('input, select, textarea, button')
  }
  focusNextFrame(() => {
    const found = input()
    if (found) return found
    // The setting has its default value and is hidden with the other defaults.
    setSection('whole', section, true)
    focusNextFrame(input)
    return null
  })
}
