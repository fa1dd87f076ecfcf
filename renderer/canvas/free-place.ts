/** Finds a free position on the canvas: the shortest shift after which a box overlaps no other. Pure. */
import type { Position } from '../../shared/document/document.ts'
import { overlap } from './field.ts'
import type { Box } from './helper-lines.ts'
import { APART } from './size.ts'

export type Way = 'right' | 'down' | 'left' | 'up'

/** The shortest shift in one of the given directions after which a box overlaps none of the others. Of equal shifts the first direction
 *  is taken. The shift is 0 for a box that overlaps none. */
export function freeShift(box: Box, others: readonly Box[], ways: readonly Way[]): Position {
  if (!others.some((other) => overlap(box, other))) return { x: 0, y: 0 }
  const [best] = ways.map((way) => ({ way, by: distance(box, others, way) })).sort((a, b) => a.by - b.by) as [
    { readonly way: Way; readonly by: number },
  ]
  const by = best.way === 'left' || best.way === 'up' ? -best.by : best.by
  return best.way === 'left' || best.way === 'right' ? { x: by, y: 0 } : { x: 0, y: by }
}

function distance(box: Box, others: readonly Box[], way: Way): number {
  const sideways = way === 'left' || way === 'right'
  const [along, across] = sideways ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const [length, breadth] = sideways ? (['width', 'height'] as const) : (['height', 'width'] as const)
  const forward = way === 'right' || way === 'down'
  /** The intervals of distances at which the box would overlap another one or be nearer to it than the gap between branches. */
  const taken = others
    .filter(
      (other) => box[across] < other[across] + other[breadth] && other[across] < box[across] + box[breadth],
    )
    .map((other) => {
      const from = other[along] - APART - box[along] - box[length]
      const to = other[along] + other[length] + APART - box[along]
      return forward ? { from, to } : { from: -to, to: -from }
    })
    .sort((a, b) => a.from - b.from)
  let by = 0
  for (const { from, to } of taken) {
    if (from >= by) break
    by = Math.max(by, to)
  }
  return by
}
