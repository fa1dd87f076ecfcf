/** A spatial hash of boxes: a uniform grid that finds the boxes near a line or a box without a scan of all. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Box } from './helper-lines.ts'

/** The size of a cell in pixels: a little more than a card and its gap. */
const WIDE = 256
const HIGH = 128
/** The key of a cell is `x * stride + y`, so cells this many rows apart share a key. Queries filter, so that is only slower. */
const ROWS = 1 << 20
/** A box over more cells than this is in a list that every query scans, because an entry in each of its cells would take memory. */
const MOST_CELLS = 512

export class Field {
  readonly #all = new Set<Box>()
  readonly #large = new Set<Box>()
  readonly #cells = new Map<number, Box[]>()

  constructor(boxes: Iterable<Box>) {
    for (const box of boxes) this.add(box)
  }

  add(box: Box): void {
    this.#all.add(box)
    if (cellsOf(box, 0) > MOST_CELLS) this.#large.add(box)
    else
      this.#each(box, 0, (cell) => {
        const held = this.#cells.get(cell)
        if (held) held.push(box)
        else this.#cells.set(cell, [box])
      })
  }

  remove(box: Box): void {
    this.#all.delete(box)
    if (!this.#large.delete(box))
      this.#each(box, 0, (cell) => {
        const held = this.#cells.get(cell)!
        held.splice(held.indexOf(box), 1)
      })
  }

  /** The boxes that the line segment from `a` to `b` crosses, each enlarged by a margin in pixels on every side. */
  along(a: Position, b: Position, grown: number): Box[] {
    const line = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    }
    return this.#near(line, grown, (box) => crosses(a, b, box, grown))
  }

  /** The boxes that overlap this one. */
  in(box: Box): Box[] {
    return this.#near(box, 0, (other) => overlap(box, other))
  }

  #near(box: Box, grown: number, is: (box: Box) => boolean): Box[] {
    // With more cells than boxes, a scan of all boxes is faster.
    if (cellsOf(box, grown) > this.#all.size) return [...this.#all].filter(is)
    const found = new Set([...this.#large].filter(is))
    this.#each(box, grown, (cell) => {
      for (const other of this.#cells.get(cell) ?? []) if (is(other)) found.add(other)
    })
    return [...found]
  }

  #each({ x: left, y: top, width, height }: Box, grown: number, visit: (cell: number) => void): void {
    const right = Math.floor((left + width + grown) / WIDE)
    const bottom = Math.floor((top + height + grown) / HIGH)
    for (let x = Math.floor((left - grown) / WIDE); x <= right; x++)
      for (let y = Math.floor((top - grown) / HIGH); y <= bottom; y++) visit(x * ROWS + y)
  }
}

/** An upper bound of the number of cells that an enlarged box overlaps. */
const cellsOf = ({ width, height }: Box, grown: number): number =>
  (Math.ceil((width + 2 * grown) / WIDE) + 1) * (Math.ceil((height + 2 * grown) / HIGH) + 1)

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Whether a line segment crosses the interior of a box that is enlarged by a margin. A segment along its edge does not. */
export function crosses(a: Position, b: Position, box: Box, grown: number): boolean {
  let [enter, leave] = [0, 1]
  for (const axis of ['x', 'y'] as const) {
    const from = a[axis]
    const by = b[axis] - from
    const low = box[axis] - grown
    const high = box[axis] + (axis === 'x' ? box.width : box.height) + grown
    if (by === 0) {
      if (from <= low || from >= high) return false
      continue
    }
    const [first, second] =
      by > 0 ? [(low - from) / by, (high - from) / by] : [(high - from) / by, (low - from) / by]
    enter = Math.max(enter, first)
    leave = Math.min(leave, second)
  }
  return enter < leave
}
