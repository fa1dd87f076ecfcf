/** Wires that would run on each other are moved beside each other, as far as there is room. What leaves one output may share its way: it
 *  is the same that runs there. Pure. */
import type { Position } from '../../shared/document/document.ts'
import type { Field } from './field.ts'
import type { Box } from './helper-lines.ts'

/** Corners from handle to handle, across and down in turns; the first and the last piece lead down. */
export interface Line {
  readonly points: readonly Position[]
  readonly source: Box
  readonly target: Box
}

/** Between two wires, in pixels. */
const LANE = 7
/** Where a piece may be instead, in lanes away from the card that it goes round; then towards it. */
const ASIDE = [0, 1, 2, 3, 4, -1, -2]
/** So far off a line two may be and still run on each other, in pixels. */
export const REACH = 5 * LANE
/** Between a wire and a card, at least. */
const CLEAR = 4
/** Pieces are looked for by their place, so many pixels at a time. */
const CELL = 32

interface Piece {
  readonly line: Line
  readonly at: number
  readonly low: number
  readonly high: number
  /** Leads to the last one. */
  readonly isEntry: boolean
}

type Placed = Map<number, Piece[]>

/** Shorter ones stay where they are, so that they lie inside of longer ones. */
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

/** The line with one piece where nothing runs yet, as far as there is such a place. */
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

/** The coordinate that stays the same along a piece. */
const axisOf = (points: readonly Position[], i: number): 'x' | 'y' =>
  points[i]!.x === points[i + 1]!.x ? 'x' : 'y'

/** The direction in which a piece is farther from the card beside it: of one across, the card it comes from or goes to. */
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

/** The line with one piece moved; null where it would turn back into its card. */
function shifted(line: Line, i: number, axis: 'x' | 'y', by: number): Line | null {
  if (by === 0) return line
  const points = line.points.map((point, j) =>
    j === i || j === i + 1 ? { ...point, [axis]: point[axis] + by } : point,
  )
  const [first, second] = points
  const [before, last] = points.slice(-2)
  return second!.y - first!.y < CLEAR || last!.y - before!.y < CLEAR ? null : { ...line, points }
}

/** Whether it would run on the piece of another wire that is there already. */
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

/** The moved piece, and those before and behind it, which have become longer or shorter. */
function isClear({ points, source, target }: Line, i: number, field: Field): boolean {
  for (let j = i - 1; j <= i + 1; j++) {
    const own = j === 0 ? source : j === points.length - 2 ? target : null
    const met = field.along(points[j]!, points[j + 1]!, CLEAR)
    if (met.some((box) => own === null || !isSame(box, own))) return false
  }
  return true
}
