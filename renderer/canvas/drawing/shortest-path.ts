/** A* search for the shortest orthogonal path that avoids boxes and has few turns. It runs on the grid of the lines through the boxes'
 *  edges, which has few crossings. Pure. */
import type { Position } from '../../../shared/document/document.ts'
import type { Box } from '../../geometry/box.ts'

/** The cost of a turn, in pixels of length. */
const TURN_COST = 60
/** The cost factor of vertical segments on the right: of two equal paths the one with the smaller x is taken. */
const RIGHT_SIDE_FACTOR = 1.05
/** The number of grid crossings that may still be searched, for one path or for a whole drawing. */
export interface Budget {
  crossings: number
}

/** The corners of the shortest path that leaves `from` downwards and enters `to` downwards; null where there is none.
 *  @param clearance pixels between the path and the boxes
 *  @param budget reduced by the size of the grid; the result is null when it is used up */
export function shortestPath(
  from: Position,
  to: Position,
  boxes: readonly Box[],
  clearance: number,
  budget: Budget,
): Position[] | null {
  const xs = sortedUnique([
    from.x,
    to.x,
    ...boxes.flatMap((b) => [b.x - clearance, b.x + b.width + clearance]),
  ])
  const ys = sortedUnique([
    from.y,
    to.y,
    ...boxes.flatMap((b) => [b.y - clearance, b.y + b.height + clearance]),
  ])
  const columns = xs.length
  budget.crossings -= columns * ys.length
  if (budget.crossings < 0) return null
  const { across, down } = blockedEdges(xs, ys, boxes, clearance)
  const cellAt = (p: Position) => ys.indexOf(p.y) * columns + xs.indexOf(p.x)
  const goal = cellAt(to)
  /** Costs by state. Each crossing has two states: reached vertically, and reached horizontally. */
  const costs = new Float64Array(2 * columns * ys.length).fill(Number.POSITIVE_INFINITY)
  const predecessors = new Int32Array(costs.length).fill(-1)
  const heap = new MinHeap()
  const start = cellAt(from) * 2
  costs[start] = 0
  heap.push(start, 0)
  for (let state = heap.pop(); state !== -1; state = heap.pop()) {
    const cell = state >> 1
    const isAcross = (state & 1) === 1
    if (cell === goal && !isAcross)
      return reconstructPath(state, predecessors, (i) => ({
        x: xs[i % columns]!,
        y: ys[Math.floor(i / columns)]!,
      }))
    const cost = costs[state]!
    const relax = (next: number, stepCost: number) => {
      if (cost + stepCost >= costs[next]!) return
      costs[next] = cost + stepCost
      predecessors[next] = state
      const ix = (next >> 1) % columns
      const iy = Math.floor((next >> 1) / columns)
      heap.push(next, cost + stepCost + Math.abs(xs[ix]! - to.x) + Math.abs(ys[iy]! - to.y))
    }
    relax(state ^ 1, TURN_COST)
    const ix = cell % columns
    const iy = (cell - ix) / columns
    if (isAcross) {
      if (ix > 0 && across[cell - 1] === 0) relax(state - 2, xs[ix]! - xs[ix - 1]!)
      if (ix < columns - 1 && across[cell] === 0) relax(state + 2, xs[ix + 1]! - xs[ix]!)
    } else {
      const factor = xs[ix]! > to.x ? RIGHT_SIDE_FACTOR : 1
      if (iy > 0 && down[cell - columns] === 0) relax(state - 2 * columns, (ys[iy]! - ys[iy - 1]!) * factor)
      if (iy < ys.length - 1 && down[cell] === 0) relax(state + 2 * columns, (ys[iy + 1]! - ys[iy]!) * factor)
    }
  }
  return null
}

const sortedUnique = (coordinates: readonly number[]): number[] =>
  [...new Set(coordinates)].sort((a, b) => a - b)

/** The edges between neighbouring crossings that are inside a box, indexed by the crossing to their left or above them. */
function blockedEdges(
  xs: readonly number[],
  ys: readonly number[],
  boxes: readonly Box[],
  clearance: number,
) {
  const columns = xs.length
  const across = new Uint8Array(columns * ys.length)
  const down = new Uint8Array(columns * ys.length)
  for (const box of boxes) {
    const left = xs.indexOf(box.x - clearance)
    const right = xs.indexOf(box.x + box.width + clearance)
    const top = ys.indexOf(box.y - clearance)
    const bottom = ys.indexOf(box.y + box.height + clearance)
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        if (x < right && y > top && y < bottom) across[y * columns + x] = 1
        if (y < bottom && x > left && x < right) down[y * columns + x] = 1
      }
  }
  return { across, down }
}

/** The corners of the path that leads to a state. */
function reconstructPath(
  end: number,
  predecessors: Int32Array,
  positionOf: (cell: number) => Position,
): Position[] {
  const points: Position[] = []
  for (let state = end; state !== -1; state = predecessors[state]!) points.push(positionOf(state >> 1))
  return cornersOf(points.reverse())
}

/** The points of a polyline without duplicates and without those inside a straight segment. */
export const cornersOf = (points: readonly Position[]): Position[] =>
  points.reduce<Position[]>((corners, point) => {
    const last = corners.at(-1)
    const first = corners.at(-2)
    if (last && last.x === point.x && last.y === point.y) return corners
    if (
      first &&
      last &&
      ((first.x === last.x && last.x === point.x) || (first.y === last.y && last.y === point.y))
    )
      corners.pop()
    corners.push(point)
    return corners
  }, [])

/** A binary min-heap of states by cost. */
class MinHeap {
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
    const smallest = this.#states[0]!
    const state = this.#states.pop()!
    const cost = this.#costs.pop()!
    const size = this.#states.length
    if (size === 0) return smallest
    let i = 0
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && this.#costs[child + 1]! < this.#costs[child]!) child++
      if (this.#costs[child]! >= cost) break
      this.#put(i, this.#states[child]!, this.#costs[child]!)
      i = child
    }
    this.#put(i, state, cost)
    return smallest
  }

  #put(i: number, state: number, cost: number): void {
    this.#states[i] = state
    this.#costs[i] = cost
  }
}
