/** Grouping, and going into groups and out again. */
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

/** The selected group, where it is the only layer selected. */
export function selectedGroup(state: AppState): NodeId | null {
  const [id, ...more] = state.selection.nodes
  if (id === undefined || more.length > 0) return null
  return mainNetwork(drawingOf(state)).nodes[id]?.kind === 'group' ? id : null
}

/** Layers that are selected, and no others; of what may be among them a person is told. */
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

/** Selects what was added since, and gives the first of it the focus: that of what it took the place of is gone. */
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
  // An inner node may have got the group's id.
  selectAdded(removeNodes(before, [id]))
}

export function separateSelection(): void {
  const app = useApp.getState()
  const id = selectedGroup(app)
  if (id !== null) app.edit(labels.separateGroup, (d) => separateGroup(d, id))
}

/** Shows what a group holds. */
export function enterGroup(id: NodeId): void {
  const app = useApp.getState()
  app.enter([...app.inGroups, id])
  focusCanvas()
}

/** Back to the network around, where the group left is selected. @param levels how many groups to leave */
export function leaveGroups(levels = 1): void {
  const app = useApp.getState()
  const stay = app.inGroups.length - levels
  const left = app.inGroups[stay]
  if (left === undefined) return
  app.enter(app.inGroups.slice(0, stay))
  app.select({ nodes: [left] })
  focusCanvas()
}

/** Out to a node of a network around, which is selected. */
export function goOut(groups: GroupPath, id: NodeId): void {
  const app = useApp.getState()
  app.enter(groups)
  app.select({ nodes: [id] })
  focusOn(id)
}

/** Whether an open group is drawn among what lies around it, or alone. */
export const toggleSurroundings = (): void => useApp.setState((s) => ({ surroundings: !s.surroundings }))

const focusCanvas = () => focusSoon(canvasElement)
