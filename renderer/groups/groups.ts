/** Grouping layers, and opening and closing groups. */
import { type Document, mainNetwork, type NodeId } from '../../shared/document/document.ts'
import {
  addedNodes,
  canGroup,
  groupNodes,
  labels,
  removeNodes,
  separateGroup,
  ungroup,
} from '../../shared/document/edits.ts'
import type { GroupPath } from '../../shared/document/groups.ts'
import type { Text } from '../../shared/text.ts'
import { canvasElement, focusOn } from '../edits/elements.ts'
import { notify } from '../state/notify.ts'
import { type AppState, focusedDocumentOf, useApp } from '../state/store.ts'
import { focusNextFrame } from '../ui/focus.ts'

/** The selected group, if it is the only selected node. */
export function selectedGroup(state: AppState): NodeId | null {
  const [id, ...more] = state.selection.nodes
  if (id === undefined || more.length > 0) return null
  return mainNetwork(focusedDocumentOf(state)).nodes[id]?.kind === 'group' ? id : null
}

/** Whether any node is selected. Nodes that cannot be grouped are reported when the command runs. */
export const canGroupSelection = ({ selection }: AppState): boolean => selection.nodes.length > 0

const refusedTitle: Text = { en: 'These layers cannot be grouped', ko: '하나의 그룹으로 묶을 수 없습니다' }

export function groupSelection(): void {
  const app = useApp.getState()
  const { nodes } = app.selection
  const previous = focusedDocumentOf(app)
  const reason = canGroup(previous, nodes)
  if (reason !== null) {
    notify(refusedTitle, [reason], { kind: 'refusal' })
    return
  }
  app.edit(labels.group(nodes.length), (d) => groupNodes(d, nodes))
  if (focusedDocumentOf(useApp.getState()) !== previous) selectAdded(previous)
}

/** Selects the added nodes and focuses the first one, because the focused element was replaced. */
function selectAdded(previous: Document): void {
  const app = useApp.getState()
  const nodes = addedNodes(previous, focusedDocumentOf(app))
  app.select({ nodes })
  focusOn(nodes[0])
}

/** The name of the network that a group on the canvas calls. */
export function groupName(state: AppState, id: NodeId): string {
  const focusedDocument = focusedDocumentOf(state)
  const node = mainNetwork(focusedDocument).nodes[id]
  return node?.kind === 'group' ? focusedDocument.networks[node.network]!.name : id
}

export function ungroupSelection(): void {
  const app = useApp.getState()
  const id = selectedGroup(app)
  if (id === null) return
  const previous = focusedDocumentOf(app)
  app.edit(labels.ungroup(groupName(app, id)), (d) => ungroup(d, id))
  // An inner node may have taken the group's id, so the group is removed before the comparison.
  selectAdded(removeNodes(previous, [id]))
}

export function separateSelection(): void {
  const app = useApp.getState()
  const id = selectedGroup(app)
  if (id !== null) app.edit(labels.separateGroup, (d) => separateGroup(d, id))
}

/** Opens a group on the canvas. */
export function enterGroup(id: NodeId): void {
  const app = useApp.getState()
  app.enter([...app.inGroups, id])
  focusCanvas()
}

/** Goes back to the outer network and selects the closed group. @param levels the number of groups to close */
export function leaveGroups(levels = 1): void {
  const app = useApp.getState()
  const depth = app.inGroups.length - levels
  const leftGroup = app.inGroups[depth]
  if (leftGroup === undefined) return
  app.enter(app.inGroups.slice(0, depth))
  app.select({ nodes: [leftGroup] })
  focusCanvas()
}

/** Goes to a node of an outer network and selects it. */
export function goToOuterNode(groups: GroupPath, id: NodeId): void {
  const app = useApp.getState()
  app.enter(groups)
  app.select({ nodes: [id] })
  focusOn(id)
}

/** Toggles whether an open group is drawn with its surroundings or alone. */
export const toggleSurroundings = (): void => useApp.setState((s) => ({ surroundings: !s.surroundings }))

const focusCanvas = () => focusNextFrame(canvasElement)
