/** Automatic layout of a network. Branches are laid out by dagre, one section between two cut nodes (nodes that every path runs
 *  through) at a time. A deep network is a long chain of small sections, so the time grows linearly with its depth. Pure. */
import { graphlib, layout } from '@dagrejs/dagre'
import { COLUMN, type Direction, ROW } from '../../shared/document/direction.ts'
import type { NodeId, Position } from '../../shared/document/document.ts'
import { APART, NODE_HEIGHT, NODE_WIDTH } from '../canvas/size.ts'
import {
  components,
  type Drawing,
  levels,
  sorted,
  stretches,
  withoutCircles,
  withoutShortcuts,
} from './drawing.ts'

/** The centre of a node, along the network's direction and across it, in pixels. */
interface Middle {
  readonly along: number
  readonly beside: number
}
/** The size of a node along and across the network's direction, and the distance between two levels, in pixels. */
interface Frame {
  readonly along: number
  readonly beside: number
  readonly step: number
}
const FRAMES: { readonly [D in Direction]: Frame } = {
  down: { along: NODE_HEIGHT, beside: NODE_WIDTH, step: ROW },
  right: { along: NODE_WIDTH, beside: NODE_HEIGHT, step: COLUMN },
}
/** The greatest number of nodes for dagre, which recurses per node and takes seconds for more. Larger sections are plain rows. */
const MOST = 1000
/** A wire over more levels than this gets no dummy nodes, and so no lane of its own: it goes round the nodes that it passes. */
const LONGEST = 40

/** The upper left corners of the nodes, in pixels. The upper left corner of the whole layout is (0, 0). */
export function arrange(drawing: Drawing, direction: Direction): Record<NodeId, Position> {
  const frame = FRAMES[direction]
  const all = new Map<NodeId, Middle>()
  let left = 0
  for (const part of components(withoutCircles(drawing))) {
    const middles = arrangePart(part, frame)
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    let start = Number.POSITIVE_INFINITY
    for (const { along, beside } of middles.values()) {
      low = Math.min(low, beside)
      high = Math.max(high, beside)
      start = Math.min(start, along)
    }
    for (const [id, { along, beside }] of middles)
      all.set(id, { along: along - start, beside: left + beside - low })
    left += high - low + frame.beside + APART
  }
  const corner = ({ along, beside }: Middle): Position => {
    const [a, b] = [Math.round(along), Math.round(beside)]
    return direction === 'down' ? { x: b, y: a } : { x: a, y: b }
  }
  return Object.fromEntries([...all].map(([id, middle]) => [id, corner(middle)]))
}

/** Lays out a connected acyclic network section by section; each starts at the last node of the previous one. */
function arrangePart(part: Drawing, frame: Frame): ReadonlyMap<NodeId, Middle> {
  const all = new Map<NodeId, Middle>()
  // Deep networks repeat their blocks: a section with the same wiring as an earlier one reuses its layout.
  const known = new Map<string, readonly Middle[]>()
  const order = sorted(part)
  for (const stretch of stretches(withoutShortcuts({ nodes: order, edges: part.edges }), order)) {
    const { nodes } = stretch
    const wiring = wiringOf(stretch)
    const middles = known.get(wiring) ?? arrangeStretch(stretch, frame)
    known.set(wiring, middles)
    const first = all.get(nodes[0]!) ?? middles[0]!
    for (const [i, { along, beside }] of middles.entries())
      all.set(nodes[i]!, {
        along: along + first.along - middles[0]!.along,
        beside: beside + first.beside - middles[0]!.beside,
      })
  }
  return all
}

/** A key that is equal for two sections that differ only in their node ids. */
function wiringOf({ nodes, edges }: Drawing): string {
  const at = new Map(nodes.map((id, i) => [id, i]))
  return `${nodes.length} ${edges.map(([from, to]) => `${at.get(from)}-${at.get(to)}`).join(' ')}`
}

function arrangeStretch(stretch: Drawing, frame: Frame): readonly Middle[] {
  const { nodes } = stretch
  const middles = nodes.length <= 2 || nodes.length > MOST ? rows(stretch, frame) : byDagre(stretch, frame)
  return nodes.map((id) => middles.get(id)!)
}

function byDagre({ nodes, edges }: Drawing, frame: Frame): Map<NodeId, Middle> {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: APART, edgesep: APART, ranksep: frame.step - frame.along })
  const room = { width: frame.beside, height: frame.along }
  for (const id of nodes) graph.setNode(id, { ...room })
  const level = levels({ nodes, edges })
  for (const [from, to] of edges) {
    // Dummy nodes give a long wire as much room as a branch.
    const past = level.get(to)! - level.get(from)! - 1
    let last = from
    for (let i = 0; i < past && past <= LONGEST; i++) {
      const id = `${from} ${to} ${i}`
      graph.setNode(id, { ...room })
      graph.setEdge(last, id, {})
      last = id
    }
    graph.setEdge(last, to, {})
  }
  layout(graph)
  return new Map(
    nodes.map((id) => {
      const { x, y } = graph.node(id) as Position
      return [id, { along: y, beside: x }]
    }),
  )
}

/** Lays out one row per level, with the nodes of a row in their order. */
function rows(drawing: Drawing, frame: Frame): Map<NodeId, Middle> {
  const level = levels(drawing)
  const sizes = new Map<number, number>()
  for (const l of level.values()) sizes.set(l, (sizes.get(l) ?? 0) + 1)
  const used = new Map<number, number>()
  return new Map(
    drawing.nodes.map((id) => {
      const row = level.get(id)!
      const nth = used.get(row) ?? 0
      used.set(row, nth + 1)
      const beside = (nth - (sizes.get(row)! - 1) / 2) * (frame.beside + APART)
      return [id, { along: row * frame.step, beside }]
    }),
  )
}
