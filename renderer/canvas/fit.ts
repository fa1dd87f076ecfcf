/** Viewports that fit the drawing or a part of it, and the boxes that are out of view. Pure. */
import type { Viewport } from '@xyflow/react'
import { around, type Box } from './helper-lines.ts'
import { SMALLEST } from './size.ts'

export interface Room {
  readonly width: number
  readonly height: number
}
export type Side = 'down' | 'right' | 'up' | 'left'

/** The zoom at which a card's smallest text has 11 pixels. A smaller one is used only to show all of something. */
export const READABLE = 1
/** The gap between the drawing and the edge of the view, in pixels. */
export const MARGIN = 12
/** The gap at an edge of the view that has controls or labels, in pixels. */
const FOOT = 52
/** The padding around a drawing that is shown as a whole, as a fraction of the view's shorter side. */
const AIR = 0.08

/** The viewport that centres the drawing at a readable zoom, or shows its beginning where it is larger than the view.
 *  @param first the box at which the drawing begins @param largest the maximum zoom */
export function readable(boxes: readonly Box[], first: Box, room: Room, largest: number): Viewport {
  const bounds = around(boxes)
  const zoom = Math.max(READABLE, Math.min(largest, scaleFor(bounds, room, MARGIN)))
  const begin = (axis: 'x' | 'y', size: 'width' | 'height') => {
    const seen = (room[size] - 2 * MARGIN) / zoom
    if (bounds[size] <= seen) return room[size] / 2 - (bounds[axis] + bounds[size] / 2) * zoom
    // From the drawing's edge if that shows the first layer too, else with the first layer in the middle.
    const last = bounds[axis] + bounds[size] - seen
    const isSeen = first[axis] + first[size] <= bounds[axis] + seen
    const from = isSeen ? bounds[axis] : Math.min(last, first[axis] + first[size] / 2 - seen / 2)
    return MARGIN - from * zoom
  }
  return { x: begin('x', 'width'), y: begin('y', 'height'), zoom }
}

/** The viewport that centres all boxes, at any zoom. @param largest the maximum zoom */
export function whole(boxes: readonly Box[], room: Room, largest: number): Viewport {
  const bounds = around(boxes)
  const scale = scaleFor(bounds, room, AIR * Math.min(room.width, room.height))
  const zoom = Math.max(SMALLEST, Math.min(largest, scale))
  return {
    x: room.width / 2 - (bounds.x + bounds.width / 2) * zoom,
    y: room.height / 2 - (bounds.y + bounds.height / 2) * zoom,
    zoom,
  }
}

const scaleFor = (bounds: Box, { width, height }: Room, margin: number): number =>
  Math.min((width - 2 * margin) / bounds.width, (height - 2 * margin) / bounds.height)

/** The boxes whose centre is out of view, by side. */
export function beyond(
  boxes: Iterable<Box>,
  { x, y, zoom }: Viewport,
  { width, height }: Room,
): Record<Side, Box[]> {
  const found: Record<Side, Box[]> = { down: [], right: [], up: [], left: [] }
  for (const box of boxes) {
    const middle = { x: (box.x + box.width / 2) * zoom + x, y: (box.y + box.height / 2) * zoom + y }
    if (middle.y > height) found.down.push(box)
    else if (middle.y < 0) found.up.push(box)
    else if (middle.x > width) found.right.push(box)
    else if (middle.x < 0) found.left.push(box)
  }
  return found
}

/** The viewport moved towards the boxes on one side: as far as the nearest of them, or to the end if that is nearer. */
export function movedOn(boxes: readonly Box[], side: Side, { x, y, zoom }: Viewport, room: Room): Viewport {
  const bounds = around(boxes)
  const [axis, size] =
    side === 'down' || side === 'up' ? (['y', 'height'] as const) : (['x', 'width'] as const)
  const begin = bounds[axis] * zoom
  const end = (bounds[axis] + bounds[size]) * zoom
  const forward = side === 'down' || side === 'right'
  const nearest = forward ? MARGIN - begin : room[size] - MARGIN - end
  const last = forward ? room[size] - FOOT - end : MARGIN - begin
  const to = forward ? Math.max(nearest, last) : Math.min(nearest, last)
  return axis === 'x' ? { x: to, y, zoom } : { x, y: to, zoom }
}
