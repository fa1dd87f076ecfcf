/** Separates overlapping wires into parallel lanes, as far as there is room. Wires from the same output may overlap, because they carry
 *  the same tensor. Pure. */
import type { Position } from '../../../shared/document/document.ts'
import type { Box } from '../../geometry/box.ts'
import type { SpatialGrid } from '../../geometry/spatial-grid.ts'

/** A polyline from handle to handle with horizontal and vertical segments in turn. The first and the last segment lead down. */
export interface Line {
  readonly points: readonly Position[]
  readonly source: Box
  readonly target: Box
}

/** The distance between two lanes, in pixels. */
const LANE_WIDTH = 7
/** The lanes that a segment tries, in order: outwards from the card that the wire goes round, then towards it. */
const LANE_ORDER = [0, 1, 2, 3, 4, -1, -2]
/** The distance up to which two wires can overlap after they were moved to lanes, in pixels. */
export const LANE_REACH = 5 * LANE_WIDTH
/** The minimum clearance between a wire and a card, in pixels. */
const MIN_CLEARANCE = 4
/** The size of an index bucket: placed segments are found by position in steps of this many pixels. */
const BUCKET_SIZE = 32

interface Segment {
  readonly line: Line
  readonly position: number
  readonly low: number
  readonly high: number
  /** Whether this is the horizontal segment before the last one, which enters the target. */
  readonly isEntry: boolean
}

type SegmentIndex = Map<number, Segment[]>

/** Moves overlapping wires to lanes of their own. Shorter wires are placed first, so that they stay inside longer ones. */
export function separateLanes(lines: readonly Line[], grid: SpatialGrid): Line[] {
  const placed = { x: new Map() as SegmentIndex, y: new Map() as SegmentIndex }
  const lengths = new Map(lines.map((line) => [line, lengthOf(line)]))
  const separated = new Map<Line, Line>()
  for (const line of [...lines].sort((a, b) => lengths.get(a)! - lengths.get(b)!)) {
    let current = line
    for (let i = 1; i < line.points.length - 2; i++) current = placeSegment(current, i, placed, grid)
    separated.set(line, current)
  }
  return lines.map((line) => separated.get(line)!)
}

/** The line with one segment moved to the first free lane; unchanged where no lane is free. */
function placeSegment(
  line: Line,
  i: number,
  placed: { readonly x: SegmentIndex; readonly y: SegmentIndex },
  grid: SpatialGrid,
): Line {
  const axis = axisOf(line.points, i)
  const outward = outwardDirection(line, i, axis)
  let current = line
  for (const lane of LANE_ORDER) {
    const next = shiftSegment(line, i, axis, outward * lane * LANE_WIDTH)
    if (next === null || overlapsPlaced(segmentOf(next, i, axis), placed[axis])) continue
    if (next !== line && !isClear(next, i, grid)) continue
    current = next
    break
  }
  const segment = segmentOf(current, i, axis)
  const bucket = Math.floor(segment.position / BUCKET_SIZE)
  const entries = placed[axis].get(bucket)
  if (entries) entries.push(segment)
  else placed[axis].set(bucket, [segment])
  return current
}

/** The axis whose coordinate is constant along a segment. */
const axisOf = (points: readonly Position[], i: number): 'x' | 'y' =>
  points[i]!.x === points[i + 1]!.x ? 'x' : 'y'

/** The direction in which a segment moves away from the nearest card: for a horizontal segment, the source's or the target's card. */
function outwardDirection({ points }: Line, i: number, axis: 'x' | 'y'): 1 | -1 {
  if (axis === 'x') return points[i]!.x < Math.min(points[0]!.x, points.at(-1)!.x) ? -1 : 1
  return i === points.length - 3 ? -1 : 1
}

const lengthOf = ({ points }: Line): number =>
  points.reduce((sum, { x, y }, i) => {
    const last = points[i - 1]
    return last ? sum + Math.abs(x - last.x) + Math.abs(y - last.y) : sum
  }, 0)

function segmentOf(line: Line, i: number, axis: 'x' | 'y'): Segment {
  const [a, b] = [line.points[i]!, line.points[i + 1]!]
  const along = axis === 'x' ? 'y' : 'x'
  return {
    line,
    position: a[axis],
    low: Math.min(a[along], b[along]),
    high: Math.max(a[along], b[along]),
    isEntry: i === line.points.length - 3,
  }
}

/** The line with one segment moved; null where it would run back into its own card. */
function shiftSegment(line: Line, i: number, axis: 'x' | 'y', offset: number): Line | null {
  if (offset === 0) return line
  const points = line.points.map((point, j) =>
    j === i || j === i + 1 ? { ...point, [axis]: point[axis] + offset } : point,
  )
  const [first, second] = points
  const [secondLast, last] = points.slice(-2)
  return second!.y - first!.y < MIN_CLEARANCE || last!.y - secondLast!.y < MIN_CLEARANCE
    ? null
    : { ...line, points }
}

/** Whether a segment would overlap a placed segment of another wire. */
function overlapsPlaced(segment: Segment, placed: ReadonlyMap<number, readonly Segment[]>): boolean {
  const bucket = Math.floor(segment.position / BUCKET_SIZE)
  for (let near = bucket - 1; near <= bucket + 1; near++)
    for (const other of placed.get(near) ?? [])
      if (
        Math.abs(other.position - segment.position) < LANE_WIDTH &&
        other.low < segment.high + LANE_WIDTH &&
        segment.low < other.high + LANE_WIDTH &&
        !mayShare(segment, other)
      )
        return true
  return false
}

const isEqual = (a: Position, b: Position): boolean => a.x === b.x && a.y === b.y

function mayShare(a: Segment, b: Segment): boolean {
  if (a.line.points === b.line.points || isEqual(a.line.points[0]!, b.line.points[0]!)) return true
  return a.isEntry && b.isEntry && isEqual(a.line.points.at(-1)!, b.line.points.at(-1)!)
}

/** Whether the moved segment and its two neighbours, whose lengths have changed, keep clear of all cards. */
function isClear({ points, source, target }: Line, i: number, grid: SpatialGrid): boolean {
  for (let j = i - 1; j <= i + 1; j++) {
    const own = j === 0 ? source : j === points.length - 2 ? target : null
    const hits = grid.crossedBy(points[j]!, points[j + 1]!, MIN_CLEARANCE)
    if (hits.some((box) => own === null || !isEqual(box, own))) return false
  }
  return true
}
