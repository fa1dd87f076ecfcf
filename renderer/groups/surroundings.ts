/** The surroundings of an open group, in the coordinates of the group's own drawing: its frame, and the outer networks, moved apart to
 *  make room for it. Pure; the document does not change. */
import type { LayerRole } from '../../shared/catalog/layers/layer.ts'
import { type Direction, directionOf } from '../../shared/document/direction.ts'
import type { Document, Network, NetworkId, NodeId, Position } from '../../shared/document/document.ts'
import { type GroupPath, networkAt, nodesWithRole } from '../../shared/document/groups.ts'
import { type Box, boundingBox } from '../geometry/box.ts'
import { boxAt } from '../geometry/boxes.ts'
import { NODE_HEIGHT, NODE_WIDTH } from '../geometry/size.ts'
import { type AppState, documentOf } from '../state/store.ts'

export interface Frame {
  readonly groups: GroupPath
  readonly box: Box
  readonly name: string
  readonly repeat: number
}
/** A node of an outer network. */
export interface OuterNode {
  /** Groups that lead to its network. */
  readonly groups: GroupPath
  readonly id: NodeId
  readonly box: Box
}
export interface OuterWire {
  readonly key: string
  /** Groups that lead to its network. */
  readonly groups: GroupPath
  readonly from: Position
  readonly to: Position
  /** The boxes at its ends. */
  readonly source: Box
  readonly target: Box
  readonly direction: Direction
}
export interface Surroundings {
  /** From the innermost to the outermost. */
  readonly frames: readonly Frame[]
  readonly nodes: readonly OuterNode[]
  readonly wires: readonly OuterWire[]
}

/** The padding inside a frame, and the extra height at its top for the name, in pixels. */
const PADDING = 24
const TITLE = 28
/** The greatest number of outer nodes that are drawn per network, the nearest first. It is always enough to fill the view. */
const MAX_OUTER_NODES = 400

const middleOf = (box: Box): Position => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** The points at which wires enter and leave a box. */
function wirePoints(box: Box, direction: Direction): { readonly in: Position; readonly out: Position } {
  const { x, y } = middleOf(box)
  return direction === 'down'
    ? { in: { x, y: box.y }, out: { x, y: box.y + box.height } }
    : { in: { x: box.x, y }, out: { x: box.x + box.width, y } }
}

function frameAround(boxes: readonly Box[]): Box {
  const { x, y, width, height } = boundingBox(boxes)
  return {
    x: x - PADDING,
    y: y - PADDING - TITLE,
    width: width + 2 * PADDING,
    height: height + 2 * PADDING + TITLE,
  }
}

/** The frame of a network that is opened in place. */
export const frameOf = ({ nodes }: Network): Box =>
  frameAround(
    Object.keys(nodes).length > 0
      ? Object.values(nodes).map(({ position }) => boxAt(position))
      : [boxAt({ x: 0, y: 0 })],
  )

/** The offset from a group's position to its frame's. The centres of the sides at which the drawing begins coincide. */
export function frameOffset(group: Position, frame: Box, direction: Direction): Position {
  const down = direction === 'down'
  return {
    x: frame.x - group.x + (down ? (frame.width - NODE_WIDTH) / 2 : 0),
    y: frame.y - group.y + (down ? 0 : (frame.height - NODE_HEIGHT) / 2),
  }
}

/** Maps the positions of the other nodes when a frame replaces the group: nodes beside and after it are moved away. */
function makeRoom(group: Position, frame: Box, direction: Direction): (at: Position) => Position {
  const offset = frameOffset(group, frame, direction)
  const wider = Math.max(0, frame.width - NODE_WIDTH)
  const higher = Math.max(0, frame.height - NODE_HEIGHT)
  const down = direction === 'down'
  /** In the network's direction only the following nodes move; across it both sides move by half. */
  const displacement = (at: number, start: number, size: number, growth: number, along: boolean) =>
    at >= start + size ? (along ? growth : growth / 2) : at + size <= start && !along ? -growth / 2 : 0
  return ({ x, y }) => ({
    x: x + offset.x + displacement(x, group.x, NODE_WIDTH, wider, !down),
    y: y + offset.y + displacement(y, group.y, NODE_HEIGHT, higher, down),
  })
}

/** The points at which wires enter and leave a frame: next to the Inputs and Outputs of its network. */
function frameWirePoints(
  network: Network,
  box: Box,
  direction: Direction,
  positionOf: (id: NodeId) => Position,
) {
  const edge = wirePoints(box, direction)
  const pointsOf = (role: LayerRole) =>
    nodesWithRole(network, role).map((id) => {
      const at = middleOf(boxAt(positionOf(id)))
      const side = role === 'input' ? edge.in : edge.out
      return direction === 'down' ? { x: at.x, y: side.y } : { x: side.x, y: at.y }
    })
  return { in: pointsOf('input'), out: pointsOf('output'), middle: edge }
}

export function surroundingsOf(document: Document, groups: GroupPath): Surroundings {
  const networkOf = (depth: number): Network => {
    const id = networkAt(document, groups.slice(0, depth)) as NetworkId
    return document.networks[id]!
  }
  const frames: Frame[] = []
  const nodes: OuterNode[] = []
  const wires: OuterWire[] = []
  let network = networkOf(groups.length)
  let box = frameOf(network)
  let gates = frameWirePoints(network, box, directionOf(network), (id) => network.nodes[id]!.position)
  for (let depth = groups.length - 1; depth >= 0; depth--) {
    const outer = networkOf(depth)
    const open = groups[depth]!
    const group = outer.nodes[open]!
    const direction = directionOf(outer)
    frames.push({
      groups: groups.slice(0, depth + 1),
      box,
      name: network.name,
      repeat: group.kind === 'group' ? group.repeat : 1,
    })
    const displaced = makeRoom(group.position, box, direction)
    const boxes = new Map(
      Object.entries(outer.nodes).map(([id, node]) => [id, boxAt(displaced(node.position))]),
    )
    boxes.set(open, box)
    const shown = nearestBoxes(boxes, box)
    shown.delete(open)
    const path = groups.slice(0, depth)
    for (const [id, box] of shown) nodes.push({ groups: path, id, box })
    const inner = gates
    for (const [id, { from, to }] of Object.entries(outer.edges)) {
      if (!([from.node, to.node] as const).every((end) => end === open || shown.has(end))) continue
      wires.push({
        key: [...path, id].join('/'),
        groups: path,
        source: boxes.get(from.node)!,
        target: boxes.get(to.node)!,
        from:
          from.node === open
            ? (inner.out[from.port] ?? inner.middle.out)
            : wirePoints(boxes.get(from.node)!, direction).out,
        to:
          to.node === open
            ? (inner.in[to.port] ?? inner.middle.in)
            : wirePoints(boxes.get(to.node)!, direction).in,
        direction,
      })
    }
    network = outer
    box = frameAround([...boxes.values()])
    gates = frameWirePoints(outer, box, direction, (id) => boxes.get(id)!)
  }
  return { frames, nodes, wires }
}

function nearestBoxes(boxes: ReadonlyMap<NodeId, Box>, to: Box): Map<NodeId, Box> {
  if (boxes.size <= MAX_OUTER_NODES) return new Map(boxes)
  const distanceTo = (box: Box) => {
    const [a, b] = [middleOf(box), middleOf(to)]
    return Math.max(
      Math.abs(a.x - b.x) - (box.width + to.width) / 2,
      Math.abs(a.y - b.y) - (box.height + to.height) / 2,
    )
  }
  return new Map([...boxes].sort(([, a], [, b]) => distanceTo(a) - distanceTo(b)).slice(0, MAX_OUTER_NODES))
}

export interface ViewShift {
  /** The offset of the new coordinates from the previous ones. */
  readonly offset: Position
  /** The box to show: the group's frame, or the group. */
  readonly box: Box
}

/** How the view moves when a group is opened or closed in place, so that the group stays at the same point of the screen. Null for any
 *  other change, or when groups are drawn alone. */
export function viewShift(state: AppState, from: GroupPath, to: GroupPath): ViewShift | null {
  const opened = to.length > from.length
  const [outside, inside] = opened ? [from, to] : [to, from]
  if (!state.surroundings || inside.length !== outside.length + 1) return null
  if (!outside.every((id, i) => inside[i] === id)) return null
  const document = documentOf(state)
  const outer = document.networks[networkAt(document, outside) ?? '']
  const inner = document.networks[networkAt(document, inside) ?? '']
  const group = outer?.nodes[inside.at(-1)!]
  if (!outer || !inner || !group) return null
  const box = frameOf(inner)
  const offset = frameOffset(group.position, box, directionOf(outer))
  return opened ? { offset, box } : { offset: { x: -offset.x, y: -offset.y }, box: boxAt(group.position) }
}
