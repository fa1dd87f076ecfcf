/** Arranging nodes: aligning, distributing, snapping to the grid. All nodes have the same size, so only corners are compared. */
import { type Document, mainNetwork, type NodeId, type Position } from '../document.ts'
import { moveNodes } from './nodes.ts'

export type Side = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom'

type Positions = readonly (readonly [NodeId, Position])[]

function positionsOf(document: Document, ids: readonly NodeId[]): Positions {
  const { nodes } = mainNetwork(document)
  return ids.flatMap((id) => (Object.hasOwn(nodes, id) ? [[id, nodes[id]!.position] as const] : []))
}
const withPositions = (document: Document, positions: Positions): Document =>
  moveNodes(document, Object.fromEntries(positions))

/** Aligns nodes in one column (left, center, right) or one row (top, middle, bottom). */
export function alignNodes(document: Document, ids: readonly NodeId[], side: Side): Document {
  const positions = positionsOf(document, ids)
  if (positions.length < 2) return document
  const axis = side === 'left' || side === 'center' || side === 'right' ? 'x' : 'y'
  const values = positions.map(([, p]) => p[axis])
  const low = Math.min(...values)
  const high = Math.max(...values)
  const coordinate =
    side === 'left' || side === 'top'
      ? low
      : side === 'right' || side === 'bottom'
        ? high
        : Math.round((low + high) / 2)
  return withPositions(
    document,
    positions.map(([id, p]) => [id, { ...p, [axis]: coordinate }]),
  )
}

/** Distributes nodes evenly between the first and the last, `across` or `down`; these two keep their positions. */
export function distributeNodes(
  document: Document,
  ids: readonly NodeId[],
  direction: 'across' | 'down',
): Document {
  const axis = direction === 'across' ? 'x' : 'y'
  const positions = [...positionsOf(document, ids)].sort(([, a], [, b]) => a[axis] - b[axis])
  const first = positions.at(0)?.[1][axis] ?? 0
  const step = ((positions.at(-1)?.[1][axis] ?? 0) - first) / (positions.length - 1)
  if (positions.length < 3) return document
  return withPositions(
    document,
    positions.map(([id, p], i) => [id, { ...p, [axis]: first + i * step }]),
  )
}

/** Moves nodes to the nearest point of a grid with a spacing of `grid` pixels. */
export function snapNodes(document: Document, ids: readonly NodeId[], grid: number): Document {
  const snap = (v: number) => Math.round(v / grid) * grid
  return withPositions(
    document,
    positionsOf(document, ids).map(([id, p]) => [id, { x: snap(p.x), y: snap(p.y) }]),
  )
}
