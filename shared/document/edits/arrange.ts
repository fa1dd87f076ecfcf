/** Arranging nodes: aligning, distributing, snapping to the grid. All nodes have the same size, so only corners are compared. */
import { type Document, mainNetwork, type NodeId, type Position } from '../document.ts'
import { moveNodes } from './nodes.ts'

export type Side = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom'

type Placed = readonly (readonly [NodeId, Position])[]

function placesOf(document: Document, ids: readonly NodeId[]): Placed {
  const { nodes } = mainNetwork(document)
  return ids.flatMap((id) => (Object.hasOwn(nodes, id) ? [[id, nodes[id]!.position] as const] : []))
}
const moved = (document: Document, places: Placed): Document =>
  moveNodes(document, Object.fromEntries(places))

/** Aligns nodes in one column (left, center, right) or one row (top, middle, bottom). */
export function alignNodes(document: Document, ids: readonly NodeId[], side: Side): Document {
  const places = placesOf(document, ids)
  if (places.length < 2) return document
  const axis = side === 'left' || side === 'center' || side === 'right' ? 'x' : 'y'
  const values = places.map(([, p]) => p[axis])
  const low = Math.min(...values)
  const high = Math.max(...values)
  const at =
    side === 'left' || side === 'top'
      ? low
      : side === 'right' || side === 'bottom'
        ? high
        : Math.round((low + high) / 2)
  return moved(
    document,
    places.map(([id, p]) => [id, { ...p, [axis]: at }]),
  )
}

/** Distributes nodes evenly between the first and the last, `across` or `down`; these two keep their positions. */
export function distributeNodes(
  document: Document,
  ids: readonly NodeId[],
  way: 'across' | 'down',
): Document {
  const axis = way === 'across' ? 'x' : 'y'
  const places = [...placesOf(document, ids)].sort(([, a], [, b]) => a[axis] - b[axis])
  const first = places.at(0)?.[1][axis] ?? 0
  const step = ((places.at(-1)?.[1][axis] ?? 0) - first) / (places.length - 1)
  if (places.length < 3) return document
  return moved(
    document,
    places.map(([id, p], i) => [id, { ...p, [axis]: first + i * step }]),
  )
}

/** Moves nodes to the nearest point of a grid with a spacing of `grid` pixels. */
export function snapNodes(document: Document, ids: readonly NodeId[], grid: number): Document {
  const whole = (v: number) => Math.round(v / grid) * grid
  return moved(
    document,
    placesOf(document, ids).map(([id, p]) => [id, { x: whole(p.x), y: whole(p.y) }]),
  )
}
