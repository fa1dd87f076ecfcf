/** Points, boxes and sides, which everything that places or draws nodes measures with. Pure. */
import type { Position } from '../../shared/document/document.ts'

/** A point of the screen, in pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}
export type Side = 'down' | 'right' | 'up' | 'left'
export interface Box extends Position {
  readonly width: number
  readonly height: number
}

/** The bounding box of boxes. */
export function boundingBox(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const box of boxes) {
    left = Math.min(left, box.x)
    top = Math.min(top, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
