/** Helper lines: what a dragged box is aligned with, and the offset that aligns it. Pure. */
import type { Position } from '../../shared/document/document.ts'

export interface Box extends Position {
  readonly width: number
  readonly height: number
}
/** The positions of the vertical (`x`) and the horizontal (`y`) line, in canvas coordinates; null where there is none. */
export interface Lines {
  readonly x: number | null
  readonly y: number | null
}
export interface Aligned {
  /** The offset that aligns the dragged box. */
  readonly by: Position
  readonly lines: Lines
}

interface Hit {
  readonly by: number
  readonly at: number
}

/** The start, middle and end of a box along an axis. */
const marks = (box: Box, axis: 'x' | 'y'): readonly number[] => {
  const size = axis === 'x' ? box.width : box.height
  return [box[axis], box[axis] + size / 2, box[axis] + size]
}

/** The nearest alignment with one of the others; at equal distance the middle comes before the sides. */
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

/** Aligns a dragged box with the others along both axes.
 *  @param moved the bounding box of what is dragged
 *  @param within the tolerance, in canvas coordinates */
export function helperLines(moved: Box, others: readonly Box[], within: number): Aligned {
  const x = nearest(moved, others, 'x', within)
  const y = nearest(moved, others, 'y', within)
  return { by: { x: x?.by ?? 0, y: y?.by ?? 0 }, lines: { x: x?.at ?? null, y: y?.at ?? null } }
}

/** The bounding box of boxes. */
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
