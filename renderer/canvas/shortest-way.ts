/** A* search for the shortest orthogonal path that avoids boxes and has few turns. It runs on the grid of the lines through the boxes'
 *  edges, which has few crossings. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Box } from './helper-lines.ts'

/** The cost of a turn, in pixels of length. */
const TURN = 60
/** The cost factor of vertical segments on the right: of two equal paths the one with the smaller x is taken. */
const OTHER_SIDE = 1.05
/** The number of grid crossings that may still be searched, for one path or for a whole drawing. */
export interface Budget {
  crossings: number
}

/** The corners of the shortest path that leaves `from` downwards and enters `to` downwards; null where there is none.
 *  @param clear pixels between the path and the boxes
 *  @param budget reduced by the size of the grid; the result is null when it is used up */
export function shortestWay(
  from: Position,
  to: Position,
  boxes: readonly Box[],
  clear: number,
  budget: Budget,
): Position[] | null {
  const xs = lines([from.x, to.x, ...boxes.flatMap((b) => [b.x - clear, b.x + b.width + clear])])
  const ys = lines([from.y, to.y, ...boxes.flatMap((b) => [b.y - clear, b.y + b.height + clear])])
  const wide = xs.length
  budget.crossings -= wide * ys.length
  if (budget.crossings < 0) return null
  const { across, down } = blocked(xs, ys, boxes, clear)
  const at = (p: Position) => ys.indexOf(p.y) * wide + xs.indexOf(p.x)
  const goal = at(to)
  /** Costs by state. Each crossing has two states: reached vertically, and reached horizontally. */
  const costs = new Float64Array(2 * wide * ys.length).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(costs.length).fill(-1)
  const heap = new Heap()
  const begin = at(from) * 2
  costs[begin] = 0
  heap.push(begin, 0)
  for (let state = heap.pop(); state !== -1; state = heap.pop()) {
    const cell = state >> 1
    const isAcross = (state & 1) === 1
    if (cell === goal && !isAcross)
      return traced(state, before, (i) => ({ x: xs[i % wide]!, y: ys[Math.floor(i / wide)]! }))
    const cost = costs[state]!
    const reach = (next: number, more: number) => {
      if (cost + more >= costs[next]!) return
      costs[next] = cost + more
      before[next] = state
      const ix = (next >> 1) % wide
      const iy = Math.floor((next >> 1) / wide)
      heap.push(next, cost + more + Math.abs(xs[ix]! - to.x) + Math.abs(ys[iy]! - to.y))
    }
    reach(state ^ 1, TURN)
    const ix = cell % wide
    const iy = (cell - ix) / wide
    if (isAcross) {
      if (ix > 0 && across[cell - 1] === 0) reach(state - 2, xs[ix]! - xs[ix - 1]!)
      if (ix < wide - 1 && across[cell] === 0) reach(state + 2, xs[ix + 1]! - xs[ix]!)
    } else {
      const longer = xs[ix]! > to.x ? OTHER_SIDE : 1
      if (iy > 0 && down[cell - wide] === 0) reach(state - 2 * wide, (ys[iy]! - ys[iy - 1]!) * longer)
      if (iy < ys.length - 1 && down[cell] === 0) reach(state + 2 * wide, (ys[iy + 1]! - ys[iy]!) * longer)
    }
  }
  return null
}

const lines = (places: readonly number[]): number[] => [...new Set(places)].sort((a, b) => a - b)

/** The edges between neighbouring crossings that are inside a box, indexed by the crossing to their left or above them. */
function blocked(xs: readonly number[], ys: readonly number[], boxes: readonly Box[], clear: number) {
  const wide = xs.length
  const across = new Uint8Array(wide * ys.length)
  const down = new Uint8Array(wide * ys.length)
  for (const box of boxes) {
    const left = xs.indexOf(box.x - clear)
    const right = xs.indexOf(box.x + box.width + clear)
    const top = ys.indexOf(box.y - clear)
    const bottom = ys.indexOf(box.y + box.height + clear)
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        if (x < right && y > top && y < bottom) across[y * wide + x] = 1
        if (y < bottom && x > left && x < right) down[y * wide + x] = 1
      }
  }
  return { across, down }
}

/** The corners of the path that leads to a state. */
function traced(end: number, before: Int32Array, placeOf: (cell: number) => Position): Position[] {
  const points: Position[] = []
  for (let state = end; state !== -1; state = before[state]!) points.push(placeOf(state >> 1))
  return cornersOf(points.reverse())
}

/** The points of a polyline without duplicates and without those inside a straight segment. */
export const cornersOf = (points: readonly Position[]): Position[] =>
  points.reduce<Position[]>((kept, point) => {
    const last = kept.at(-1)
    const first = kept.at(-2)
    if (last && last.x === point.x && last.y === point.y) return kept
    if (
      first &&
      last &&
      ((first.x === last.x && last.x === point.x) || (first.y === last.y && last.y === point.y))
    )
      kept.pop()
    kept.push(point)
    return kept
  }, [])

/** A binary min-heap of states by cost. */
class Heap {
  readonly #states: number[] = []
  readonly #costs: number[] = []

  push(state: number, cost: number): void {
    let i = this.#states.length
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (this.#costs[parent]! <= cost) break
      this.#put(i, this.#states[parent]!, this.#costs[parent]!)
      i = parent
    }
    this.#put(i, state, cost)
  }

  /** Removes the state with the smallest cost. @returns -1 when the heap is empty */
  pop(): number {
    if (this.#states.length === 0) return -1
    const least = this.#states[0]!
    const state = this.#states.pop()!
    const cost = this.#costs.pop()!
    const size = this.#states.length
    if (size === 0) return least
    let i = 0
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && this.#costs[child + 1]! < this.#costs[child]!) child++
      if (this.#costs[child]! >= cost) break
      this.#put(i, this.#states[child]!, this.#costs[child]!)
      i = child
    }
    this.#put(i, state, cost)
    return least
  }

  #put(i: number, state: number, cost: number): void {
    this.#states[i] = state
    this.#costs[i] = cost
  }
}
