/** Routes of wires. A wire that leads forward and passes no card is a plain curve; any other goes round the cards in straight segments,
 *  next to those of other wires. Everything is computed for a network that runs down and transposed for one that runs right. Pure. */
import type { Direction } from '../../shared/document/direction.ts'
import type { Position } from '../../shared/document/document.ts'
import type { Field } from './field.ts'
import { around, type Box } from './helper-lines.ts'
import { type Budget, cornersOf, shortestWay } from './shortest-way.ts'

export interface Ends {
  /** The positions of the source's and the target's handle. */
  readonly from: Position
  readonly to: Position
  /** The cards of the two handles. */
  readonly source: Box
  readonly target: Box
}

/** The clearances between a wire and the cards it goes round, in pixels; the largest that leaves a path is used. */
const CLEAR = [12, 7, 3] as const
/** The number of line segments that approximate a curve. */
const PIECES = 24
/** The minimum clearance of a plain curve, in pixels: a curve nearer to a card would be partly behind it, because of its stroke width. */
const GRAZING = 2
/** The limit of search rounds; each adds the cards that the last path crosses. No known drawing needs as many. */
const ROUNDS = 24

export const turnedPoint = ({ x, y }: Position): Position => ({ x: y, y: x })
export const turnedBox = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width })

/** The Bézier curve that React Flow draws from a lower side to an upper one, as points of line segments. */
export function plainCurve({ from, to }: Pick<Ends, 'from' | 'to'>): Position[] {
  const bend = (to.y - from.y) / 2
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const t = i / PIECES
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
    return {
      x: (a + b) * from.x + (c + d) * to.x,
      y: a * from.y + b * (from.y + bend) + c * (to.y - bend) + d * to.y,
    }
  })
}

/** Whether the plain curve leads forward and touches no card but its own. */
function isPlain(ends: Ends, field: Field): boolean {
  if (ends.to.y < ends.from.y) return false
  const { from, to } = ends
  const within = {
    x: Math.min(from.x, to.x),
    y: from.y,
    width: Math.abs(to.x - from.x) || 1,
    height: to.y - from.y || 1,
  }
  const others = field.in(within).filter((box) => !isOwn(box, ends))
  if (others.length === 0) return true
  const curve = plainCurve(ends)
  return !curve.some(
    (point, i) => i > 0 && field.along(curve[i - 1]!, point, GRAZING).some((box) => !isOwn(box, ends)),
  )
}

const isOwn = (box: Box, { source, target }: Ends): boolean => isSame(box, source) || isSame(box, target)
const isSame = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y

/** The limit of grid crossings that the search visits for one wire. */
const CROSSINGS = 40_000

/** The corners of the path round all cards, from handle to handle; null for a plain curve, which is also drawn where there is no path.
 *  @param drawing the budget of all wires of the drawing, which is reduced */
export function wayOf(ends: Ends, field: Field, drawing: Budget): Position[] | null {
  if (isPlain(ends, field)) return null
  const given = Math.min(CROSSINGS, drawing.crossings)
  const budget = { crossings: given }
  const way = wayWithin(ends, field, budget)
  drawing.crossings -= given - Math.max(0, budget.crossings)
  return way
}

function wayWithin(ends: Ends, field: Field, budget: Budget): Position[] | null {
  for (const clear of CLEAR) {
    const begin = { x: ends.from.x, y: ends.source.y + ends.source.height + clear }
    const end = { x: ends.to.x, y: ends.target.y - clear }
    const boxes = [ends.source, ends.target]
    for (let round = 0; round < ROUNDS; round++) {
      const way = shortestWay(begin, end, boxes, clear, budget)
      if (budget.crossings < 0) return null
      if (way === null) break
      const line = [ends.from, ...way, ends.to]
      const met = new Set(way.flatMap((point, i) => (i === 0 ? [] : field.along(way[i - 1]!, point, clear))))
      const fresh = [...met].filter((box) => !boxes.some((known) => isSame(known, box)))
      if (fresh.length === 0) return cornersOf(line)
      boxes.push(...fresh)
    }
  }
  return null
}

/** How a wire that is not a plain curve is drawn. */
export interface Route {
  /** An SVG path, with small arrows on segments that are long enough. */
  readonly path: string
  /** A position for the label that is clear of all cards; null where there is none. */
  readonly label: Label | null
}
export interface Label extends Position {
  /** Which end of the text is at the position. */
  readonly align: 'start' | 'middle' | 'end'
  /** The space for the text, in pixels. */
  readonly width: number
}

/** The radius of a corner, in pixels. */
const RADIUS = 10
/** The distance between the arrows of a segment, in pixels. */
const SIGN_EVERY = 240
/** The greatest number of arrows on a segment, because coordinates have no practical limit. */
const MOST_SIGNS = 500
const SIGN = 5
/** The minimum length of a segment with an arrow, in pixels. */
const SHORTEST = 36
/** The space for the longest shape, and the gap between the wire and its label, in pixels. */
const LABEL = { width: 104, height: 16 }
const APART = 10

/** The SVG path and the label of a wire.
 *  @param points the corners @param field the cards @param wires the segments of all routed wires; all three are transposed in a network
 *  that runs right */
export function routeOf(
  points: readonly Position[],
  direction: Direction,
  field: Field,
  wires: Field,
): Route {
  const real = direction === 'down' ? points : points.map(turnedPoint)
  return {
    path: rounded(real) + signs(real, direction, field),
    label: labelOf(real, direction, field, wires),
  }
}

const lengthOf = (a: Position, b: Position): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
/** The point at a distance in pixels from `a` towards `b`. */
function towards(a: Position, b: Position, by: number): Position {
  const t = by / (lengthOf(a, b) || 1)
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
}
const written = ({ x, y }: Position): string => `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`

function rounded(points: readonly Position[]): string {
  const pieces = points.slice(1, -1).map((point, i) => {
    const [last, next] = [points[i]!, points[i + 2]!]
    const radius = Math.min(RADIUS, lengthOf(last, point) / 2, lengthOf(point, next) / 2)
    return `L${written(towards(point, last, radius))}Q${written(point)} ${written(towards(point, next, radius))}`
  })
  return `M${written(points[0]!)}${pieces.join('')}L${written(points.at(-1)!)}`
}

/** Arrows on the segments that run in the network's direction; on all segments they would be clutter. */
function signs(points: readonly Position[], direction: Direction, field: Field): string {
  const across = direction === 'down' ? 'y' : 'x'
  return points
    .slice(1, -2)
    .flatMap((a, i) => {
      const b = points[i + 2]!
      const length = lengthOf(a, b)
      if (a[across] === b[across] || length < SHORTEST) return []
      const count = Math.min(MOST_SIGNS, Math.max(1, Math.floor(length / SIGN_EVERY)))
      return Array.from({ length: count }, (_, nth) => {
        const tip = towards(a, b, (length * (nth + 0.5)) / count + SIGN / 2)
        const back = towards(tip, a, SIGN)
        const aside = direction === 'down' ? { x: SIGN, y: 0 } : { x: 0, y: SIGN }
        const ends = [1, -1].map((sign) => ({ x: back.x + sign * aside.x, y: back.y + sign * aside.y }))
        const box = around([tip, ...ends].map((point) => ({ ...point, width: 0, height: 0 })))
        // In a narrow gap the arrow would overlap a card.
        if (field.in(direction === 'down' ? box : turnedBox(box)).length > 0) return ''
        return `M${written(ends[0]!)}L${written(tip)}L${written(ends[1]!)}`
      })
    })
    .join('')
}

/** A label next to the longest segment with room for it: on no card and no other wire, and preferably not close to a card, where it would
 *  seem to belong to another wire. */
function labelOf(
  points: readonly Position[],
  direction: Direction,
  field: Field,
  wires: Field,
): Label | null {
  const places = points
    .slice(1)
    .map((b, i) => [points[i]!, b] as const)
    .sort(([a, b], [c, d]) => lengthOf(c, d) - lengthOf(a, b))
    .flatMap(([a, b]) => PARTS.flatMap((part) => besidePiece(a, b, part)))
  const isFree = (place: Label, margin: number): boolean => {
    const { x, y, width, height } = boxOf(place)
    const box = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }
    const turn = direction === 'down' ? (it: Box) => it : turnedBox
    return field.in(turn(box)).length === 0 && wires.in(turn(boxOf(place))).length === 0
  }
  return places.find((place) => isFree(place, APART)) ?? places.find((place) => isFree(place, 0)) ?? null
}

/** The fractions of a segment at which the label may be. */
const PARTS = [0.5, 0.25, 0.75]

function besidePiece(a: Position, b: Position, part: number): Label[] {
  const length = lengthOf(a, b)
  const { x, y } = towards(a, b, length * part)
  if (a.x === b.x)
    return length < LABEL.height
      ? []
      : [
          { x: x - APART, y, align: 'end', width: LABEL.width },
          { x: x + APART, y, align: 'start', width: LABEL.width },
        ]
  if (length < LABEL.width) return []
  return [
    { x, y: y - APART, align: 'middle', width: LABEL.width },
    { x, y: y + APART, align: 'middle', width: LABEL.width },
  ]
}

const OF_WIDTH = { start: 0, middle: 0.5, end: 1 } as const
const boxOf = ({ x, y, align, width }: Label): Box => ({
  x: x - width * OF_WIDTH[align],
  y: y - LABEL.height / 2,
  width,
  height: LABEL.height,
})

/** The space for the shortest shape, in pixels. */
const NARROW = 72
/** The distance from the middle of a plain curve that runs right to the middle of its label, and the gap to a card, in pixels. */
const ABOVE = 14
const BESIDE_CARD = 4

/** The positions for the label of a plain curve, the default one first.
 *  @param isNumbered whether the target has numbered handles, whose numbers need room below the label */
export function plainPlaces(
  from: Position,
  to: Position,
  direction: Direction,
  isNumbered: boolean,
): readonly Label[] {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2]
  if (direction === 'down')
    return [LABEL.width, NARROW].flatMap((width): Label[] => [
      { x: x + APART, y: y - (isNumbered ? 7 : 0), align: 'start', width },
      { x: x - APART, y: y - (isNumbered ? 7 : 0), align: 'end', width },
    ])
  const width = Math.min(LABEL.width, Math.abs(to.x - from.x) - 2 * BESIDE_CARD)
  if (width < NARROW / 2) return []
  return [
    { x, y: y - ABOVE, align: 'middle', width },
    { x, y: y + ABOVE, align: 'middle', width },
  ]
}

/** The first of these positions that overlaps no card; null where there is none. */
export function freePlace(places: readonly Label[], direction: Direction, field: Field): Label | null {
  const turn = direction === 'down' ? (it: Box) => it : turnedBox
  return places.find((place) => field.in(turn(boxOf(place))).length === 0) ?? null
}
