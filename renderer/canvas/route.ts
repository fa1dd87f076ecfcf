/** Where wires run. One that leads on, past nothing, is a plain curve; any other goes round the cards that it does not end at, in straight
 *  pieces beside those of other wires. All is worked out for a network drawn downwards, and turned for one to the right. Pure. */
import type { Direction } from '../../shared/document/direction.ts'
import type { Position } from '../../shared/document/document.ts'
import type { Field } from './field.ts'
import { around, type Box } from './helper-lines.ts'
import { type Budget, cornersOf, shortestWay } from './shortest-way.ts'

export interface Ends {
  /** The handle that it leaves, and the one it comes to. */
  readonly from: Position
  readonly to: Position
  /** The cards they belong to. */
  readonly source: Box
  readonly target: Box
}

/** Pixels between a wire and a card it goes round: as much as there is room for. */
const CLEAR = [12, 7, 3] as const
/** Pieces a curve is looked at in. */
const PIECES = 24
/** A curve that comes so near a card goes round it: by its breadth it would be behind it, in pixels. */
const GRAZING = 2
/** Each time, the cards in the way of what was found are added: more times than any drawing takes. */
const ROUNDS = 24

export const turnedPoint = ({ x, y }: Position): Position => ({ x: y, y: x })
export const turnedBox = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width })

/** The curve that React Flow draws from a lower side to an upper one, in straight pieces. */
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

/** Whether the plain curve leads on and past all cards but its own. */
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

/** Crossings that the way of one wire may look at. */
const CROSSINGS = 40_000

/** Corners of the way round everything, from handle to handle; null for a plain curve, as where there is no way.
 *  @param drawing what the ways of a drawing may look at together */
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

/** How a wire is drawn that is no plain curve. */
export interface Route {
  /** With a small sign of its direction on pieces that are long enough for one. */
  readonly path: string
  /** Where what is written of it stands clear of all cards; null where it would not. */
  readonly label: Label | null
}
export interface Label extends Position {
  /** Which end of the words is there. */
  readonly align: 'start' | 'middle' | 'end'
  /** Room for them, in pixels. */
  readonly width: number
}

/** Of a corner, in pixels. */
const RADIUS = 10
/** A sign of the direction for each of so many pixels of a piece, as long and half as wide as this. */
const SIGN_EVERY = 240
/** On one piece, at most: a wire may be as long as coordinates go. */
const MOST_SIGNS = 500
const SIGN = 5
/** A piece that is shorter has none. */
const SHORTEST = 36
/** Room for the longest shape, and from the wire to it. */
const LABEL = { width: 104, height: 16 }
const APART = 10

/** @param points of a way, turned as the network is @param field the cards, and `wires` the pieces of all such ways, as they are */
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
/** The point so many pixels from `a` towards `b`. */
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

/** Small angles on the pieces along the drawing: on all of them it would be a fringe. */
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
        // In a narrow gap it would lie on a card.
        if (field.in(direction === 'down' ? box : turnedBox(box)).length > 0) return ''
        return `M${written(ends[0]!)}L${written(tip)}L${written(ends[1]!)}`
      })
    })
    .join('')
}

/** Beside the longest piece that has room there: on no card, on no other wire, and not between two cards if there is another place, where
 *  it would seem to be of the wire between these. */
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

/** Where along a piece the words may stand. */
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

/** Room for the shortest shape. */
const NARROW = 72
/** From a plain curve that leads to the right to the middle of its words, and from these to a card. */
const ABOVE = 14
const BESIDE_CARD = 4

/** Where what is written of a plain curve may stand, the usual place first.
 *  @param isNumbered the numbers of its target's handles stand where the words would end */
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

/** The first of these places that lies on no card; null where there is none. */
export function freePlace(places: readonly Label[], direction: Direction, field: Field): Label | null {
  const turn = direction === 'down' ? (it: Box) => it : turnedBox
  return places.find((place) => field.in(turn(boxOf(place))).length === 0) ?? null
}
