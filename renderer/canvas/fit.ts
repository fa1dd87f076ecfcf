/** What part of the drawing is looked at, and what lies beyond it. Pure. */
import type { Viewport } from '@xyflow/react'
import { around, type Box } from './helper-lines.ts'
import { SMALLEST } from './size.ts'

export interface Room {
  readonly width: number
  readonly height: number
}
export type Side = 'down' | 'right' | 'up' | 'left'

/** The scale at which the smallest print of a card has its 11 pixels. Nothing is fitted into view at a smaller one, but for all of it. */
export const READABLE = 1
/** Between the drawing and the edge of the view, in pixels. */
export const MARGIN = 12
/** The same where something is written at the view's edge. */
const FOOT = 52
/** Of the view's side: room around what is shown whole. */
const AIR = 0.08

/** The whole drawing in the middle, as far as it can be read; else its beginning.
 *  @param first where it begins @param largest the largest scale that it takes */
export function readable(boxes: readonly Box[], first: Box, room: Room, largest: number): Viewport {
  const bounds = around(boxes)
  const zoom = Math.max(READABLE, Math.min(largest, scaleFor(bounds, room, MARGIN)))
  const begin = (axis: 'x' | 'y', size: 'width' | 'height') => {
    const seen = (room[size] - 2 * MARGIN) / zoom
    if (bounds[size] <= seen) return room[size] / 2 - (bounds[axis] + bounds[size] / 2) * zoom
    // Where its beginning shows the first layer too, else there.
    const last = bounds[axis] + bounds[size] - seen
    const isSeen = first[axis] + first[size] <= bounds[axis] + seen
    const from = isSeen ? bounds[axis] : Math.min(last, first[axis] + first[size] / 2 - seen / 2)
    return MARGIN - from * zoom
  }
  return { x: begin('x', 'width'), y: begin('y', 'height'), zoom }
}

/** All of it in the middle, however small. */
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

/** Boxes whose middle is out of view, by the side they are on. */
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

/** The view moved on to what is out of it on one side: as far as the nearest of it, or to the end if that is nearer. */
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
