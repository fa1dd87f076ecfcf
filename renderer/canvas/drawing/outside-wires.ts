/** Paths of the faint wires around an open group. They are routed like the wires of the canvas: round other cards and round the group's
 *  frame. Nothing around an open group moves, so all of them are computed together. Pure. */
import { getBezierPath, Position as Side } from '@xyflow/react'
import { type Box, boundingBox } from '../../geometry/box.ts'
import { SpatialGrid } from '../../geometry/spatial-grid.ts'
import type { OuterWire, Surroundings } from '../../groups/surroundings.ts'
import { separateLanes } from './lanes.ts'
import { cornersOfWire, routeOf, transposeBox, transposePoint } from './route.ts'
import type { Budget } from './shortest-path.ts'

/** The limit of grid crossings that the search visits for all wires together; further wires are plain curves. */
const MAX_CROSSINGS = 500_000

/** The SVG path of each wire, by key. */
export function outsidePaths({ frames, nodes, wires }: Surroundings): ReadonlyMap<string, string> {
  const budget = { crossings: MAX_CROSSINGS }
  const paths = new Map(wires.map((wire) => [wire.key, plainPath(wire)]))
  for (const { groups, box } of frames) {
    // The path of the network that contains this frame.
    const networkPath = groups.slice(0, -1).join('/')
    const isInNetwork = (item: { readonly groups: readonly string[] }) =>
      item.groups.join('/') === networkPath
    const boxes = [box, ...nodes.filter(isInNetwork).map((node) => node.box)]
    for (const [key, path] of routeWires(wires.filter(isInNetwork), boxes, budget)) paths.set(key, path)
  }
  return paths
}

/** The paths of the wires that are not plain curves. */
function routeWires(
  wires: readonly OuterWire[],
  boxes: readonly Box[],
  budget: Budget,
): readonly (readonly [key: string, path: string])[] {
  const direction = wires[0]?.direction
  if (direction === undefined) return []
  const orientBox = direction === 'right' ? transposeBox : (box: Box) => box
  const orientPoint = direction === 'right' ? transposePoint : <T>(point: T) => point
  const grid = new SpatialGrid(boxes.map(orientBox))
  const keys: string[] = []
  const lines = wires.flatMap((wire) => {
    const [source, target] = [orientBox(wire.source), orientBox(wire.target)]
    const ends = { from: orientPoint(wire.from), to: orientPoint(wire.to), source, target }
    const points = cornersOfWire(ends, grid, budget)
    if (points === null) return []
    keys.push(wire.key)
    return [{ points, source, target }]
  })
  const separated = separateLanes(lines, grid)
  const segments = new SpatialGrid(
    separated.flatMap(({ points }) =>
      points
        .slice(1)
        .map((b, i) => boundingBox([points[i]!, b].map((point) => ({ ...point, width: 0, height: 0 })))),
    ),
  )
  return separated.map(
    ({ points }, i) => [keys[i]!, routeOf(points, direction, grid, segments).path] as const,
  )
}

function plainPath({ from, to, direction }: OuterWire): string {
  const down = direction === 'down'
  return getBezierPath({
    sourceX: from.x,
    sourceY: from.y,
    targetX: to.x,
    targetY: to.y,
    sourcePosition: down ? Side.Bottom : Side.Right,
    targetPosition: down ? Side.Top : Side.Left,
  })[0]
}
