/** Helper lines: what a dragged box is aligned with, and the offset that aligns it. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Box } from './box.ts'

/** The positions of the vertical (`x`) and the horizontal (`y`) line, in canvas coordinates; null where there is none. */
export interface HelperLines {
  readonly x: number | null
  readonly y: number | null
}
export interface Alignment {
  /** The offset that aligns the dragged box. */
  readonly offset: Position
  readonly lines: HelperLines
}

interface Match {
  readonly offset: number
  readonly at: number
}

/** The start, middle and end of a box along an axis. */
const anchors = (box: Box, axis: 'x' | 'y'): readonly number[] => {
  const size = axis === 'x' ? box.width : box.height
  return [box[axis], box[axis] + size / 2, box[axis] + size]
}

/** The nearest alignment with one of the others; at equal distance the middle comes before the sides. */
function nearest(moved: Box, others: readonly Box[], axis: 'x' | 'y', tolerance: number): Match | null {
  const [start, middle, end] = anchors(moved, axis)
  let best: Match | null = null
  for (const other of others) {
    const [s, m, e] = anchors(other, axis)
    for (const [own, at] of [
      [middle, m],
      [start, s],
      [end, e],
    ] as const) {
      const offset = at! - own!
      if (Math.abs(offset) <= tolerance && (best === null || Math.abs(offset) < Math.abs(best.offset)))
        best = { offset, at: at! }
    }
  }
  return best
}

/** Aligns a dragged box with the others along both axes.
 *  @param moved the bounding box of what is dragged
 *  @param tolerance the tolerance, in canvas coordinates */
export function helperLines(moved: Box, others: readonly Box[], tolerance: number): Alignment {
  const x = nearest(moved, others, 'x', tolerance)
  const y = nearest(moved, others, 'y', tolerance)
  return { offset: { x: x?.offset ?? 0, y: y?.offset ?? 0 }, lines: { x: x?.at ?? null, y: y?.at ?? null } }
}
