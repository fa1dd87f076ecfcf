/** Curves as the columns of one table, which is what uPlot draws. Pure. */
import type { Curve } from './curve.ts'
import type { Extent } from './zoom.ts'

/** As in uPlot's data, `undefined` means that a curve has no point there (the line continues) and `null` is a gap (the line is
 *  interrupted). Numbers without either stay an array of doubles, which is drawn fastest. */
export type Column = Float64Array | (number | null | undefined)[]
export type Columns = [axis: Float64Array, ...values: Column[]]

/** Aligns curves on one ascending axis: [x, y of the first, y of the second, …]. */
export function align(curves: readonly Curve[]): Columns {
  const axis = axisOf(curves)
  return [axis, ...curves.map((curve) => columnOn(axis, curve))]
}

/** Rows that curves with other positions may have in all. */
const FEW_ROWS = 4000

/** Whether the curves have most of their positions in common, as those of runs by epoch: the axis is about as long as the longest one. */
export function isCommonAxis(curves: readonly Curve[]): boolean {
  const limit = Math.max(FEW_ROWS, 2 * Math.max(0, ...curves.map(({ x }) => x.length)))
  let axis: Float64Array = new Float64Array(0)
  return curves.every(({ x }) => {
    axis = union(axis, x)
    return axis.length <= limit
  })
}

function axisOf(curves: readonly Curve[]): Float64Array {
  return curves.reduce<Float64Array>((axis, { x }) => union(axis, x), new Float64Array(0))
}

/** The positions of both, ascending and each once. @param axis without repeated positions */
function union(axis: Float64Array, x: Float64Array): Float64Array {
  let added = 0
  walk(axis, x, (_position, isKnown) => {
    if (!isKnown) added++
  })
  if (added === 0) return axis
  const merged = new Float64Array(axis.length + added)
  let row = 0
  walk(axis, x, (position) => {
    merged[row++] = position
  })
  return merged
}

/** Visits the positions of both in order, each once. */
function walk(
  axis: Float64Array,
  x: Float64Array,
  visit: (position: number, isKnown: boolean) => void,
): void {
  let [a, b] = [0, 0]
  while (a < axis.length || b < x.length) {
    const isKnown = b >= x.length || axis[a]! <= x[b]!
    const position = isKnown ? axis[a++]! : x[b]!
    while (x[b] === position) b++
    visit(position, isKnown)
  }
}

function columnOn(axis: Float64Array, { x, y }: Curve): Column {
  const isWhole = x.length > 0 && x.length === axis.length && x.every((position, i) => position === axis[i])
  if (isWhole && y.every(Number.isFinite)) return y
  let next = 0
  return Array.from(axis, (position) => {
    if (x[next] !== position) return undefined
    // Of several points with the same x (a run downsampled by the engine), the last one is kept.
    while (x[next + 1] === position) next++
    const value = y[next++]!
    return Number.isFinite(value) ? value : null
  })
}

/** Aligns the shown parts of curves that have few positions in common: each cell of a grid keeps the least and the greatest value of each
 *  curve. The cells do not depend on where the part begins, so that nothing flickers while it moves.
 *  @param cells of the shown part: the pixels of the chart */
export function alignOnGrid(curves: readonly Curve[], { from, to }: Extent, cells: number): Columns {
  const width = (to - from) / cells
  const first = Math.floor(from / width) - 1
  const count = cells + 3
  const axis = Float64Array.from(
    { length: 2 * count },
    (_, i) => (first + (i >> 1) + (i % 2 ? 0.75 : 0.25)) * width,
  )
  return [axis, ...curves.map((curve) => gridColumn(curve, axis, first, width))]
}

function gridColumn({ x, y }: Curve, axis: Float64Array, first: number, width: number): Column {
  const column = new Array<number | null | undefined>(axis.length).fill(undefined)
  const last = axis.length - 1
  let i = firstFrom(x, first * width)
  const begin = i
  for (; i < x.length; i++) {
    const row = 2 * (Math.floor(x[i]! / width) - first)
    if (row > last) break
    const value = y[i]!
    const [a, b] = [column[row], column[row + 1]]
    if (!Number.isFinite(value)) column[row] ??= null
    else if (a === undefined || a === null) column[row] = value
    else if (b === undefined) column[row + 1] = value
    // The two stay in the order in which they came.
    else if (value > Math.max(a, b!)) [column[row], column[row + 1]] = a < b! ? [a, value] : [b, value]
    else if (value < Math.min(a, b!)) [column[row], column[row + 1]] = a > b! ? [a, value] : [b, value]
  }
  // The line goes on to the points beyond the grid.
  column[0] ??= between({ x, y }, begin, axis[0]!)
  column[last] ??= between({ x, y }, i, axis[last]!)
  return column
}

/** Index of the first position that is not before this one. */
function firstFrom(x: Float64Array, position: number): number {
  let [low, high] = [0, x.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle]! < position) low = middle + 1
    else high = middle
  }
  return low
}

/** The value on the line between the point before this index and the point at it; undefined where the curve has ended. */
function between({ x, y }: Curve, index: number, position: number): number | undefined {
  if (index === 0 || index >= x.length) return undefined
  const share = (position - x[index - 1]!) / (x[index]! - x[index - 1]!)
  const value = y[index - 1]! + share * (y[index]! - y[index - 1]!)
  return Number.isFinite(value) ? value : undefined
}
