/** Paths of the faint wires around an open group. They are routed like the wires of the canvas: round other cards and round the group's
 *  frame. Nothing around an open group moves, so all of them are computed together. Pure. */
import { getBezierPath, Position as Side } from '@xyflow/react'
import type { OutsideWire, Surroundings } from '../groups/surroundings.ts'
import { Field } from './field.ts'
import { around, type Box } from './helper-lines.ts'
import { besideEachOther } from './lanes.ts'
import { routeOf, turnedBox, turnedPoint, wayOf } from './route.ts'
import type { Budget } from './shortest-way.ts'

/** The limit of grid crossings that the search visits for all wires together; further wires are plain curves. */
const CROSSINGS = 500_000

/** The SVG path of each wire, by key. */
export function outsidePaths({ frames, nodes, wires }: Surroundings): ReadonlyMap<string, string> {
  const budget = { crossings: CROSSINGS }
  const paths = new Map(wires.map((wire) => [wire.key, plainPath(wire)]))
  for (const { groups, box } of frames) {
    // The path of the network that contains this frame.
    const path = groups.slice(0, -1).join('/')
    const isIn = (each: { readonly groups: readonly string[] }) => each.groups.join('/') === path
    const boxes = [box, ...nodes.filter(isIn).map((node) => node.box)]
    for (const [key, way] of routed(wires.filter(isIn), boxes, budget)) paths.set(key, way)
  }
  return paths
}

/** The paths of the wires that are not plain curves. */
function routed(
  wires: readonly OutsideWire[],
  boxes: readonly Box[],
  budget: Budget,
): readonly (readonly [key: string, path: string])[] {
  const direction = wires[0]?.direction
  if (direction === undefined) return []
  const turn = direction === 'right' ? turnedBox : (box: Box) => box
  const turnPoint = direction === 'right' ? turnedPoint : <T>(point: T) => point
  const field = new Field(boxes.map(turn))
  const keys: string[] = []
  const lines = wires.flatMap((wire) => {
    const [source, target] = [turn(wire.source), turn(wire.target)]
    const ends = { from: turnPoint(wire.from), to: turnPoint(wire.to), source, target }
    const points = wayOf(ends, field, budget)
    if (points === null) return []
    keys.push(wire.key)
    return [{ points, source, target }]
  })
  const beside = besideEachOther(lines, field)
  const pieces = new Field(
    beside.flatMap(({ points }) =>
      points
        .slice(1)
        .map((b, i) => around([points[i]!, b].map((point) => ({ ...point, width: 0, height: 0 })))),
    ),
  )
  return beside.map(({ points }, i) => [keys[i]!, routeOf(points, direction, field, pieces).path] as const)
}

function plainPath({ from, to, direction }: OutsideWire): string {
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
