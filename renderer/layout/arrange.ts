/** Where the nodes of a network should stand. Branches are laid out by dagre, one stretch between two necks (nodes that every
 *  path runs through) at a time: a deep network is a long row of small stretches, so time grows with its length only. Pure. */
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

/** Middle of a node: along the way the network runs, and beside it. In pixels. */
interface Middle {
  readonly along: number
  readonly beside: number
}
/** What a node and its step take, along and beside. */
interface Frame {
  readonly along: number
  readonly beside: number
  readonly step: number
}
const FRAMES: { readonly [D in Direction]: Frame } = {
  down: { along: NODE_HEIGHT, beside: NODE_WIDTH, step: ROW },
  right: { along: NODE_WIDTH, beside: NODE_HEIGHT, step: COLUMN },
}
/** dagre walks a network node by node on the stack and takes seconds for more; plain rows do then. */
const MOST = 1000
/** A wire past more steps than this has no room of its own: it goes round what it passes. */
const LONGEST = 40

/** Upper left corners by node, in pixels; the corner of all is at 0, 0. */
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

/** One connected network without circles: stretch after stretch, each hung on the last node of the one before. */
function arrangePart(part: Drawing, frame: Frame): ReadonlyMap<NodeId, Middle> {
  const all = new Map<NodeId, Middle>()
  // Deep networks repeat their blocks: one that is wired like an earlier one lies like it.
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

/** The same for two stretches that differ only in the names of their nodes. */
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
    // Between wires that lead past others and these there is as much room as between branches.
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

/** A row for each step from the start; nodes of a row beside one another in their order. */
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
