/** Automatic layout of a network. Branches are laid out by dagre, one section between two cut nodes (nodes that every path runs
 *  through) at a time. A deep network is a long chain of small sections, so the time grows linearly with its depth. Pure. */
import { graphlib, layout } from '@dagrejs/dagre'
import { COLUMN_STEP, type Direction, ROW_STEP } from '../../shared/document/direction.ts'
import type { NodeId, Position } from '../../shared/document/document.ts'
import { BRANCH_GAP, NODE_HEIGHT, NODE_WIDTH } from '../geometry/size.ts'
import {
  components,
  type LayoutGraph,
  levels,
  splitAtCutNodes,
  topologicalOrder,
  transitiveReduction,
  withoutCycles,
} from './layout-graph.ts'

/** The centre of a node, along the network's direction and across it, in pixels. */
interface Center {
  readonly along: number
  readonly across: number
}
/** The size of a node along and across the network's direction, and the distance between two levels, in pixels. */
interface NodeFrame {
  readonly along: number
  readonly across: number
  readonly step: number
}
const FRAMES: { readonly [D in Direction]: NodeFrame } = {
  down: { along: NODE_HEIGHT, across: NODE_WIDTH, step: ROW_STEP },
  right: { along: NODE_WIDTH, across: NODE_HEIGHT, step: COLUMN_STEP },
}
/** The greatest number of nodes for dagre, which recurses per node and takes seconds for more. Larger sections are plain rows. */
const MAX_DAGRE_NODES = 1000
/** A wire over more levels than this gets no dummy nodes, and so no lane of its own: it goes round the nodes that it passes. */
const MAX_DUMMY_NODES = 40

/** The upper left corners of the nodes, in pixels. The upper left corner of the whole layout is (0, 0). */
export function arrange(graph: LayoutGraph, direction: Direction): Record<NodeId, Position> {
  const frame = FRAMES[direction]
  const all = new Map<NodeId, Center>()
  let left = 0
  for (const part of components(withoutCycles(graph))) {
    const centers = arrangePart(part, frame)
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    let start = Number.POSITIVE_INFINITY
    for (const { along, across } of centers.values()) {
      low = Math.min(low, across)
      high = Math.max(high, across)
      start = Math.min(start, along)
    }
    for (const [id, { along, across }] of centers)
      all.set(id, { along: along - start, across: left + across - low })
    left += high - low + frame.across + BRANCH_GAP
  }
  const corner = ({ along, across }: Center): Position => {
    const [alongPx, acrossPx] = [Math.round(along), Math.round(across)]
    return direction === 'down' ? { x: acrossPx, y: alongPx } : { x: alongPx, y: acrossPx }
  }
  return Object.fromEntries([...all].map(([id, center]) => [id, corner(center)]))
}

/** Lays out a connected acyclic network section by section; each starts at the last node of the previous one. */
function arrangePart(component: LayoutGraph, frame: NodeFrame): ReadonlyMap<NodeId, Center> {
  const all = new Map<NodeId, Center>()
  // Deep networks repeat their blocks: a section with the same wiring as an earlier one reuses its layout.
  const cache = new Map<string, readonly Center[]>()
  const order = topologicalOrder(component)
  for (const section of splitAtCutNodes(
    transitiveReduction({ nodes: order, edges: component.edges }),
    order,
  )) {
    const { nodes } = section
    const key = wiringKey(section)
    const centers = cache.get(key) ?? arrangeSection(section, frame)
    cache.set(key, centers)
    const first = all.get(nodes[0]!) ?? centers[0]!
    for (const [i, { along, across }] of centers.entries())
      all.set(nodes[i]!, {
        along: along + first.along - centers[0]!.along,
        across: across + first.across - centers[0]!.across,
      })
  }
  return all
}

/** A key that is equal for two sections that differ only in their node ids. */
function wiringKey({ nodes, edges }: LayoutGraph): string {
  const indexOf = new Map(nodes.map((id, i) => [id, i]))
  return `${nodes.length} ${edges.map(([from, to]) => `${indexOf.get(from)}-${indexOf.get(to)}`).join(' ')}`
}

function arrangeSection(section: LayoutGraph, frame: NodeFrame): readonly Center[] {
  const { nodes } = section
  const centers =
    nodes.length <= 2 || nodes.length > MAX_DAGRE_NODES ? rows(section, frame) : byDagre(section, frame)
  return nodes.map((id) => centers.get(id)!)
}

function byDagre({ nodes, edges }: LayoutGraph, frame: NodeFrame): Map<NodeId, Center> {
  const graph = new graphlib.Graph()
  graph.setGraph({
    rankdir: 'TB',
    nodesep: BRANCH_GAP,
    edgesep: BRANCH_GAP,
    ranksep: frame.step - frame.along,
  })
  const nodeSize = { width: frame.across, height: frame.along }
  for (const id of nodes) graph.setNode(id, { ...nodeSize })
  const level = levels({ nodes, edges })
  for (const [from, to] of edges) {
    // Dummy nodes give a long wire as much room as a branch.
    const passedLevels = level.get(to)! - level.get(from)! - 1
    let previous = from
    for (let i = 0; i < passedLevels && passedLevels <= MAX_DUMMY_NODES; i++) {
      const id = `${from} ${to} ${i}`
      graph.setNode(id, { ...nodeSize })
      graph.setEdge(previous, id, {})
      previous = id
    }
    graph.setEdge(previous, to, {})
  }
  layout(graph)
  return new Map(
    nodes.map((id) => {
      const { x, y } = graph.node(id) as Position
      return [id, { along: y, across: x }]
    }),
  )
}

/** Lays out one row per level, with the nodes of a row in their order. */
function rows(graph: LayoutGraph, frame: NodeFrame): Map<NodeId, Center> {
  const level = levels(graph)
  const sizes = new Map<number, number>()
  for (const l of level.values()) sizes.set(l, (sizes.get(l) ?? 0) + 1)
  const usedInRow = new Map<number, number>()
  return new Map(
    graph.nodes.map((id) => {
      const row = level.get(id)!
      const index = usedInRow.get(row) ?? 0
      usedInRow.set(row, index + 1)
      const across = (index - (sizes.get(row)! - 1) / 2) * (frame.across + BRANCH_GAP)
      return [id, { along: row * frame.step, across }]
    }),
  )
}
