/** Separates overlapping wires into parallel lanes, as far as there is room. Wires from the same output may overlap, because they carry
 *  the same tensor. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Field } from './field.ts'
import type { Box } from './helper-lines.ts'

/** A polyline from handle to handle with horizontal and vertical segments in turn. The first and the last segment lead down. */
export interface Line {
  readonly points: readonly Position[]
  readonly source: Box
  readonly target: Box
}

/** The distance between two lanes, in pixels. */
const LANE = 7
/** The lanes that a segment tries, in order: outwards from the card that the wire goes round, then towards it. */
const ASIDE = [0, 1, 2, 3, 4, -1, -2]
/** The distance up to which two wires can overlap after they were moved to lanes, in pixels. */
export const REACH = 5 * LANE
/** The minimum clearance between a wire and a card, in pixels. */
const CLEAR = 4
/** The size of an index bucket: placed segments are found by position in steps of this many pixels. */
const CELL = 32

interface Piece {
  readonly line: Line
  readonly at: number
  readonly low: number
  readonly high: number
  /** Whether this is the horizontal segment before the last one, which enters the target. */
  readonly isEntry: boolean
}

type Placed = Map<number, Piece[]>

/** Moves overlapping wires to lanes of their own. Shorter wires are placed first, so that they stay inside longer ones. */
export function besideEachOther(lines: readonly Line[], field: Field): Line[] {
  const placed = { x: new Map() as Placed, y: new Map() as Placed }
  const lengths = new Map(lines.map((line) => [line, lengthOf(line)]))
  const done = new Map<Line, Line>()
  for (const line of [...lines].sort((a, b) => lengths.get(a)! - lengths.get(b)!)) {
    let now = line
    for (let i = 1; i < line.points.length - 2; i++) now = placedBeside(now, i, placed, field)
    done.set(line, now)
  }
  return lines.map((line) => done.get(line)!)
}

/** The line with one segment moved to the first free lane; unchanged where no lane is free. */
function placedBeside(
  line: Line,
  i: number,
  placed: { readonly x: Placed; readonly y: Placed },
  field: Field,
): Line {
  const axis = axisOf(line.points, i)
  const away = awayFrom(line, i, axis)
  let now = line
  for (const lane of ASIDE) {
    const next = shifted(line, i, axis, away * lane * LANE)
    if (next === null || lies(pieceOf(next, i, axis), placed[axis])) continue
    if (next !== line && !isClear(next, i, field)) continue
    now = next
    break
  }
  const piece = pieceOf(now, i, axis)
  const cell = Math.floor(piece.at / CELL)
  const held = placed[axis].get(cell)
  if (held) held.push(piece)
  else placed[axis].set(cell, [piece])
  return now
}

/** The axis whose coordinate is constant along a segment. */
const axisOf = (points: readonly Position[], i: number): 'x' | 'y' =>
  points[i]!.x === points[i + 1]!.x ? 'x' : 'y'

/** The direction in which a segment moves away from the nearest card: for a horizontal segment, the source's or the target's card. */
function awayFrom({ points }: Line, i: number, axis: 'x' | 'y'): 1 | -1 {
  if (axis === 'x') return points[i]!.x < Math.min(points[0]!.x, points.at(-1)!.x) ? -1 : 1
  return i === points.length - 3 ? -1 : 1
}

const lengthOf = ({ points }: Line): number =>
  points.reduce((sum, { x, y }, i) => {
    const last = points[i - 1]
    return last ? sum + Math.abs(x - last.x) + Math.abs(y - last.y) : sum
  }, 0)

function pieceOf(line: Line, i: number, axis: 'x' | 'y'): Piece {
  const [a, b] = [line.points[i]!, line.points[i + 1]!]
  const along = axis === 'x' ? 'y' : 'x'
  return {
    line,
    at: a[axis],
    low: Math.min(a[along], b[along]),
    high: Math.max(a[along], b[along]),
    isEntry: i === line.points.length - 3,
  }
}

/** The line with one segment moved; null where it would run back into its own card. */
function shifted(line: Line, i: number, axis: 'x' | 'y', by: number): Line | null {
  if (by === 0) return line
  const points = line.points.map((point, j) =>
    j === i || j === i + 1 ? { ...point, [axis]: point[axis] + by } : point,
  )
  const [first, second] = points
  const [before, last] = points.slice(-2)
  return second!.y - first!.y < CLEAR || last!.y - before!.y < CLEAR ? null : { ...line, points }
}

/** Whether a segment would overlap a placed segment of another wire. */
function lies(piece: Piece, placed: ReadonlyMap<number, readonly Piece[]>): boolean {
  const cell = Math.floor(piece.at / CELL)
  for (let near = cell - 1; near <= cell + 1; near++)
    for (const other of placed.get(near) ?? [])
      if (
        Math.abs(other.at - piece.at) < LANE &&
        other.low < piece.high + LANE &&
        piece.low < other.high + LANE &&
        !mayShare(piece, other)
      )
        return true
  return false
}

const isSame = (a: Position, b: Position): boolean => a.x === b.x && a.y === b.y

function mayShare(a: Piece, b: Piece): boolean {
  if (a.line.points === b.line.points || isSame(a.line.points[0]!, b.line.points[0]!)) return true
  return a.isEntry && b.isEntry && isSame(a.line.points.at(-1)!, b.line.points.at(-1)!)
}

/** Whether the moved segment and its two neighbours, whose lengths have changed, keep clear of all cards. */
function isClear({ points, source, target }: Line, i: number, field: Field): boolean {
  for (let j = i - 1; j <= i + 1; j++) {
    const own = j === 0 ? source : j === points.length - 2 ? target : null
    const met = field.along(points[j]!, points[j + 1]!, CLEAR)
    if (met.some((box) => own === null || !isSame(box, own))) return false
  }
  return true
}
