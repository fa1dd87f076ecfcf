/** A spatial hash of boxes: a uniform grid that finds the boxes near a line or a box without a scan of all. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Box } from './box.ts'

/** The size of a cell in pixels: a little more than a card and its gap. */
const CELL_WIDTH = 256
const CELL_HEIGHT = 128
/** The key of a cell is `x * stride + y`, so cells this many rows apart share a key. Queries filter, so that is only slower. */
const KEY_STRIDE = 1 << 20
/** A box over more cells than this is in a list that every query scans, because an entry in each of its cells would take memory. */
const MAX_CELLS = 512

export class SpatialGrid {
  readonly #all = new Set<Box>()
  readonly #large = new Set<Box>()
  readonly #cells = new Map<number, Box[]>()

  constructor(boxes: Iterable<Box>) {
    for (const box of boxes) this.insert(box)
  }

  insert(box: Box): void {
    this.#all.add(box)
    if (cellCount(box, 0) > MAX_CELLS) this.#large.add(box)
    else
      this.#forEachCell(box, 0, (cell) => {
        const entries = this.#cells.get(cell)
        if (entries) entries.push(box)
        else this.#cells.set(cell, [box])
      })
  }

  remove(box: Box): void {
    this.#all.delete(box)
    if (!this.#large.delete(box))
      this.#forEachCell(box, 0, (cell) => {
        const entries = this.#cells.get(cell)!
        entries.splice(entries.indexOf(box), 1)
      })
  }

  /** The boxes that the line segment from `a` to `b` crosses, each enlarged by a margin in pixels on every side. */
  crossedBy(a: Position, b: Position, margin: number): Box[] {
    const line = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    }
    return this.#query(line, margin, (box) => crosses(a, b, box, margin))
  }

  /** The boxes that overlap this one. */
  overlapping(box: Box): Box[] {
    return this.#query(box, 0, (other) => overlaps(box, other))
  }

  #query(box: Box, margin: number, predicate: (box: Box) => boolean): Box[] {
    // With more cells than boxes, a scan of all boxes is faster.
    if (cellCount(box, margin) > this.#all.size) return [...this.#all].filter(predicate)
    const found = new Set([...this.#large].filter(predicate))
    this.#forEachCell(box, margin, (cell) => {
      for (const other of this.#cells.get(cell) ?? []) if (predicate(other)) found.add(other)
    })
    return [...found]
  }

  #forEachCell({ x: left, y: top, width, height }: Box, margin: number, visit: (cell: number) => void): void {
    const right = Math.floor((left + width + margin) / CELL_WIDTH)
    const bottom = Math.floor((top + height + margin) / CELL_HEIGHT)
    for (let x = Math.floor((left - margin) / CELL_WIDTH); x <= right; x++)
      for (let y = Math.floor((top - margin) / CELL_HEIGHT); y <= bottom; y++) visit(x * KEY_STRIDE + y)
  }
}

/** An upper bound of the number of cells that an enlarged box overlaps. */
const cellCount = ({ width, height }: Box, margin: number): number =>
  (Math.ceil((width + 2 * margin) / CELL_WIDTH) + 1) * (Math.ceil((height + 2 * margin) / CELL_HEIGHT) + 1)

export const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Whether a line segment crosses the interior of a box that is enlarged by a margin. A segment along its edge does not. */
export function crosses(a: Position, b: Position, box: Box, margin: number): boolean {
  let [enter, exit] = [0, 1]
  for (const axis of ['x', 'y'] as const) {
    const from = a[axis]
    const delta = b[axis] - from
    const low = box[axis] - margin
    const high = box[axis] + (axis === 'x' ? box.width : box.height) + margin
    if (delta === 0) {
      if (from <= low || from >= high) return false
      continue
    }
    const [first, second] =
      delta > 0
        ? [(low - from) / delta, (high - from) / delta]
        : [(high - from) / delta, (low - from) / delta]
    enter = Math.max(enter, first)
    exit = Math.min(exit, second)
  }
  return enter < exit
}
