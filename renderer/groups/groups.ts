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
import { focusOn } from '../canvas/add.ts'
import { canvasElement } from '../canvas/elements.ts'
import { type AppState, drawingOf, useApp } from '../state/store.ts'
import { focusSoon } from '../ui/focus.ts'
import { notify } from '../ui/notify.ts'

/** The selected group, if it is the only selected node. */
export function selectedGroup(state: AppState): NodeId | null {
  const [id, ...more] = state.selection.nodes
  if (id === undefined || more.length > 0) return null
  return mainNetwork(drawingOf(state)).nodes[id]?.kind === 'group' ? id : null
}

/** Whether any node is selected. Nodes that cannot be grouped are reported when the command runs. */
export const canGroupSelection = ({ selection }: AppState): boolean => selection.nodes.length > 0

const refused: Text = { en: 'These cannot be one group', ko: '하나의 그룹으로 묶을 수 없습니다' }

export function groupSelection(): void {
  const app = useApp.getState()
  const { nodes } = app.selection
  const before = drawingOf(app)
  const why = canGroup(before, nodes)
  if (why !== null) {
    notify(refused, [why], { kind: 'refusal' })
    return
  }
  app.edit(labels.group(nodes.length), (d) => groupNodes(d, nodes))
  if (drawingOf(useApp.getState()) !== before) selectAdded(before)
}

/** Selects the added nodes and focuses the first one, because the focused element was replaced. */
function selectAdded(before: Document): void {
  const app = useApp.getState()
  const nodes = addedNodes(before, drawingOf(app))
  app.select({ nodes })
  focusOn(nodes[0])
}

/** The name of the network that a group of the drawing calls. */
export function groupName(state: AppState, id: NodeId): string {
  const drawing = drawingOf(state)
  const node = mainNetwork(drawing).nodes[id]
  return node?.kind === 'group' ? drawing.networks[node.network]!.name : id
}

export function ungroupSelection(): void {
  const app = useApp.getState()
  const id = selectedGroup(app)
  if (id === null) return
  const before = drawingOf(app)
  app.edit(labels.ungroup(groupName(app, id)), (d) => ungroup(d, id))
  // An inner node may have taken the group's id, so the group is removed before the comparison.
  selectAdded(removeNodes(before, [id]))
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
  const stay = app.inGroups.length - levels
  const left = app.inGroups[stay]
  if (left === undefined) return
  app.enter(app.inGroups.slice(0, stay))
  app.select({ nodes: [left] })
  focusCanvas()
}

/** Goes to a node of an outer network and selects it. */
export function goOut(groups: GroupPath, id: NodeId): void {
  const app = useApp.getState()
  app.enter(groups)
  app.select({ nodes: [id] })
  focusOn(id)
}

/** Toggles whether an open group is drawn with its surroundings or alone. */
export const toggleSurroundings = (): void => useApp.setState((s) => ({ surroundings: !s.surroundings }))

const focusCanvas = () => focusSoon(canvasElement)
