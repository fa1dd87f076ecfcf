/** Finds a free position on the canvas: the shortest shift after which a box overlaps no other. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Box, Side } from './box.ts'
import { BRANCH_GAP } from './size.ts'
import { overlaps } from './spatial-grid.ts'

/** The shortest shift in one of the given directions after which a box overlaps none of the others. Of equal shifts the first direction
 *  is taken. The shift is 0 for a box that overlaps none. */
export function freeShift(box: Box, others: readonly Box[], directions: readonly Side[]): Position {
  if (!others.some((other) => overlaps(box, other))) return { x: 0, y: 0 }
  const [best] = directions
    .map((way) => ({ way, by: distanceToFree(box, others, way) }))
    .sort((a, b) => a.by - b.by) as [{ readonly way: Side; readonly by: number }]
  const by = best.way === 'left' || best.way === 'up' ? -best.by : best.by
  return best.way === 'left' || best.way === 'right' ? { x: by, y: 0 } : { x: 0, y: by }
}

function distanceToFree(box: Box, others: readonly Box[], direction: Side): number {
  const isHorizontal = direction === 'left' || direction === 'right'
  const [along, across] = isHorizontal ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const [length, breadth] = isHorizontal ? (['width', 'height'] as const) : (['height', 'width'] as const)
  const forward = direction === 'right' || direction === 'down'
  /** The intervals of distances at which the box would overlap another one or be nearer to it than the gap between branches. */
  const occupied = others
    .filter(
      (other) => box[across] < other[across] + other[breadth] && other[across] < box[across] + box[breadth],
    )
    .map((other) => {
      const from = other[along] - BRANCH_GAP - box[along] - box[length]
      const to = other[along] + other[length] + BRANCH_GAP - box[along]
      return forward ? { from, to } : { from: -to, to: -from }
    })
    .sort((a, b) => a.from - b.from)
  let distance = 0
  for (const { from, to } of occupied) {
    if (from >= distance) break
    distance = Math.max(distance, to)
  }
  return distance
}
