/** Boxes by where they stand, so that those near a line are found without going through all. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Box } from './helper-lines.ts'

/** A little more than a card and its gap. */
const WIDE = 256
const HIGH = 128
/** Cells beyond this in either direction are one with those that far on: coordinates have a limit, and so have keys. */
const ROWS = 1 << 20
/** A box over more cells than this is kept apart and looked at each time: coordinates go far, and each of its cells would take memory. */
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

  /** Boxes whose inside, `grown` on each side, has a part of the straight line from `a` to `b`. */
  along(a: Position, b: Position, grown: number): Box[] {
    const line = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    }
    return this.#near(line, grown, (box) => crosses(a, b, box, grown))
  }

  /** Boxes of which a part lies in this one. */
  in(box: Box): Box[] {
    return this.#near(box, 0, (other) => overlap(box, other))
  }

  #near(box: Box, grown: number, is: (box: Box) => boolean): Box[] {
    // Where there are more places than boxes, all boxes are the fewer.
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

/** At least as many cells as a box reaches into. */
const cellsOf = ({ width, height }: Box, grown: number): number =>
  (Math.ceil((width + 2 * grown) / WIDE) + 1) * (Math.ceil((height + 2 * grown) / HIGH) + 1)

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Whether a straight line has a part inside a box that is `grown` on each side; along its edge does not count. */
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
