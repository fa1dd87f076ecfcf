/** Lines that show what a dragged thing stands in line with, and the small step that brings it there. Pure. */
import type { Position } from '../../shared/document/document.ts'

export interface Box extends Position {
  readonly width: number
  readonly height: number
}
/** Where the lines stand, in the canvas's own pixels. */
export interface Lines {
  readonly x: number | null
  readonly y: number | null
}
export interface Aligned {
  /** How far what is dragged moves to be in line. */
  readonly by: Position
  readonly lines: Lines
}

interface Hit {
  readonly by: number
  readonly at: number
}

/** Start, middle and end of a box along an axis. */
const marks = (box: Box, axis: 'x' | 'y'): readonly number[] => {
  const size = axis === 'x' ? box.width : box.height
  return [box[axis], box[axis] + size / 2, box[axis] + size]
}

/** The nearest of the others that is in line, the middle before the sides. */
function nearest(moved: Box, others: readonly Box[], axis: 'x' | 'y', within: number): Hit | null {
  const [start, middle, end] = marks(moved, axis)
  let best: Hit | null = null
  for (const other of others) {
    const [s, m, e] = marks(other, axis)
    for (const [own, at] of [
      [middle, m],
      [start, s],
      [end, e],
    ] as const) {
      const by = at! - own!
      if (Math.abs(by) <= within && (best === null || Math.abs(by) < Math.abs(best.by)))
        best = { by, at: at! }
    }
  }
  return best
}

/** @param moved what is dragged, as one box
 *  @param within how far off a thing is still pulled into line, in the canvas's own pixels */
export function helperLines(moved: Box, others: readonly Box[], within: number): Aligned {
  const x = nearest(moved, others, 'x', within)
  const y = nearest(moved, others, 'y', within)
  return { by: { x: x?.by ?? 0, y: y?.by ?? 0 }, lines: { x: x?.at ?? null, y: y?.at ?? null } }
}

/** The box around some. */
export function around(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const box of boxes) {
    left = Math.min(left, box.x)
    top = Math.min(top, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
