/** Routes of wires. A wire that leads forward and passes no card is a plain curve; any other goes round the cards in straight segments,
 *  next to those of other wires. Everything is computed for a network that runs down and transposed for one that runs right. Pure. */
import type { Direction } from '../../../shared/document/direction.ts'
import type { Position } from '../../../shared/document/document.ts'
import { type Box, boundingBox } from '../../geometry/box.ts'
import type { SpatialGrid } from '../../geometry/spatial-grid.ts'
import { type Budget, cornersOf, shortestPath } from './shortest-path.ts'

export interface Ends {
  /** The positions of the source's and the target's handle. */
  readonly from: Position
  readonly to: Position
  /** The cards of the two handles. */
  readonly source: Box
  readonly target: Box
}

/** The clearances between a wire and the cards it goes round, in pixels; the largest that leaves a path is used. */
const CLEARANCES = [12, 7, 3] as const
/** The number of line segments that approximate a curve. */
const CURVE_SEGMENTS = 24
/** The minimum clearance of a plain curve, in pixels: a curve nearer to a card would be partly behind it, because of its stroke width. */
const CURVE_CLEARANCE = 2
/** The limit of search rounds; each adds the cards that the last path crosses. No known drawing needs as many. */
const MAX_ROUNDS = 24

export const transposePoint = ({ x, y }: Position): Position => ({ x: y, y: x })
export const transposeBox = ({ x, y, width, height }: Box): Box => ({
  x: y,
  y: x,
  width: height,
  height: width,
})

/** The Bézier curve that React Flow draws from a lower side to an upper one, as points of line segments. */
export function plainCurve({ from, to }: Pick<Ends, 'from' | 'to'>): Position[] {
  const bend = (to.y - from.y) / 2
  return Array.from({ length: CURVE_SEGMENTS + 1 }, (_, i) => {
    const t = i / CURVE_SEGMENTS
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
    return {
      x: (a + b) * from.x + (c + d) * to.x,
      y: a * from.y + b * (from.y + bend) + c * (to.y - bend) + d * to.y,
    }
  })
}

/** Whether the plain curve leads forward and touches no card but its own. */
function isPlain(ends: Ends, grid: SpatialGrid): boolean {
  if (ends.to.y < ends.from.y) return false
  const { from, to } = ends
  const bounds = {
    x: Math.min(from.x, to.x),
    y: from.y,
    width: Math.abs(to.x - from.x) || 1,
    height: to.y - from.y || 1,
  }
  const others = grid.overlapping(bounds).filter((box) => !isOwn(box, ends))
  if (others.length === 0) return true
  const curve = plainCurve(ends)
  return !curve.some(
    (point, i) =>
      i > 0 && grid.crossedBy(curve[i - 1]!, point, CURVE_CLEARANCE).some((box) => !isOwn(box, ends)),
  )
}

const isOwn = (box: Box, { source, target }: Ends): boolean => isEqual(box, source) || isEqual(box, target)
const isEqual = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y

/** The limit of grid crossings that the search visits for one wire. */
const MAX_CROSSINGS = 40_000

/** The corners of the path round all cards, from handle to handle; null for a plain curve, which is also drawn where there is no path.
 *  @param drawingBudget the budget of all wires of the drawing, which is reduced */
export function cornersOfWire(ends: Ends, grid: SpatialGrid, drawingBudget: Budget): Position[] | null {
  if (isPlain(ends, grid)) return null
  const allowance = Math.min(MAX_CROSSINGS, drawingBudget.crossings)
  const budget = { crossings: allowance }
  const corners = findCorners(ends, grid, budget)
  drawingBudget.crossings -= allowance - Math.max(0, budget.crossings)
  return corners
}

function findCorners(ends: Ends, grid: SpatialGrid, budget: Budget): Position[] | null {
  for (const clearance of CLEARANCES) {
    const begin = { x: ends.from.x, y: ends.source.y + ends.source.height + clearance }
    const end = { x: ends.to.x, y: ends.target.y - clearance }
    const boxes = [ends.source, ends.target]
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const path = shortestPath(begin, end, boxes, clearance, budget)
      if (budget.crossings < 0) return null
      if (path === null) break
      const line = [ends.from, ...path, ends.to]
      const hits = new Set(
        path.flatMap((point, i) => (i === 0 ? [] : grid.crossedBy(path[i - 1]!, point, clearance))),
      )
      const newHits = [...hits].filter((box) => !boxes.some((known) => isEqual(known, box)))
      if (newHits.length === 0) return cornersOf(line)
      boxes.push(...newHits)
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
const CORNER_RADIUS = 10
/** The distance between the arrows of a segment, in pixels. */
const ARROW_SPACING = 240
/** The greatest number of arrows on a segment, because coordinates have no practical limit. */
const MAX_ARROWS = 500
const ARROW_SIZE = 5
/** The minimum length of a segment with an arrow, in pixels. */
const MIN_ARROW_SEGMENT = 36
/** The space for the longest shape, and the gap between the wire and its label, in pixels. */
const LABEL_SIZE = { width: 104, height: 16 }
const LABEL_GAP = 10

/** The SVG path and the label of a wire.
 *  @param points the corners @param grid the cards @param segments the segments of all routed wires; all three are transposed in a network
 *  that runs right */
export function routeOf(
  points: readonly Position[],
  direction: Direction,
  grid: SpatialGrid,
  segments: SpatialGrid,
): Route {
  const canvasPoints = direction === 'down' ? points : points.map(transposePoint)
  return {
    path: roundedPath(canvasPoints) + arrows(canvasPoints, direction, grid),
    label: labelOf(canvasPoints, direction, grid, segments),
  }
}

const lengthOf = (a: Position, b: Position): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
/** The point at a distance in pixels from `a` towards `b`. */
function pointTowards(a: Position, b: Position, distance: number): Position {
  const t = distance / (lengthOf(a, b) || 1)
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
}
const formatPoint = ({ x, y }: Position): string =>
  `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`

function roundedPath(points: readonly Position[]): string {
  const corners = points.slice(1, -1).map((point, i) => {
    const [previous, next] = [points[i]!, points[i + 2]!]
    const radius = Math.min(CORNER_RADIUS, lengthOf(previous, point) / 2, lengthOf(point, next) / 2)
    return `L${formatPoint(pointTowards(point, previous, radius))}Q${formatPoint(point)} ${formatPoint(pointTowards(point, next, radius))}`
  })
  return `M${formatPoint(points[0]!)}${corners.join('')}L${formatPoint(points.at(-1)!)}`
}

/** Arrows on the segments that run in the network's direction; on all segments they would be clutter. */
function arrows(points: readonly Position[], direction: Direction, grid: SpatialGrid): string {
  const axis = direction === 'down' ? 'y' : 'x'
  return points
    .slice(1, -2)
    .flatMap((a, i) => {
      const b = points[i + 2]!
      const length = lengthOf(a, b)
      if (a[axis] === b[axis] || length < MIN_ARROW_SEGMENT) return []
      const count = Math.min(MAX_ARROWS, Math.max(1, Math.floor(length / ARROW_SPACING)))
      return Array.from({ length: count }, (_, index) => {
        const tip = pointTowards(a, b, (length * (index + 0.5)) / count + ARROW_SIZE / 2)
        const back = pointTowards(tip, a, ARROW_SIZE)
        const halfWidth = direction === 'down' ? { x: ARROW_SIZE, y: 0 } : { x: 0, y: ARROW_SIZE }
        const ends = [1, -1].map((sign) => ({
          x: back.x + sign * halfWidth.x,
          y: back.y + sign * halfWidth.y,
        }))
        const box = boundingBox([tip, ...ends].map((point) => ({ ...point, width: 0, height: 0 })))
        // In a narrow gap the arrow would overlap a card.
        if (grid.overlapping(direction === 'down' ? box : transposeBox(box)).length > 0) return ''
        return `M${formatPoint(ends[0]!)}L${formatPoint(tip)}L${formatPoint(ends[1]!)}`
      })
    })
    .join('')
}

/** A label next to the longest segment with room for it: on no card and no other wire, and preferably not close to a card, where it would
 *  seem to belong to another wire. */
function labelOf(
  points: readonly Position[],
  direction: Direction,
  grid: SpatialGrid,
  segments: SpatialGrid,
): Label | null {
  const candidates = points
    .slice(1)
    .map((b, i) => [points[i]!, b] as const)
    .sort(([a, b], [c, d]) => lengthOf(c, d) - lengthOf(a, b))
    .flatMap(([a, b]) => LABEL_FRACTIONS.flatMap((fraction) => labelsAlong(a, b, fraction)))
  const isFree = (place: Label, margin: number): boolean => {
    const { x, y, width, height } = boxOf(place)
    const box = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }
    const orient = direction === 'down' ? (it: Box) => it : transposeBox
    return (
      grid.overlapping(orient(box)).length === 0 && segments.overlapping(orient(boxOf(place))).length === 0
    )
  }
  return (
    candidates.find((place) => isFree(place, LABEL_GAP)) ??
    candidates.find((place) => isFree(place, 0)) ??
    null
  )
}

/** The fractions of a segment at which the label may be. */
const LABEL_FRACTIONS = [0.5, 0.25, 0.75]

function labelsAlong(a: Position, b: Position, fraction: number): Label[] {
  const length = lengthOf(a, b)
  const { x, y } = pointTowards(a, b, length * fraction)
  if (a.x === b.x)
    return length < LABEL_SIZE.height
      ? []
      : [
          { x: x - LABEL_GAP, y, align: 'end', width: LABEL_SIZE.width },
          { x: x + LABEL_GAP, y, align: 'start', width: LABEL_SIZE.width },
        ]
  if (length < LABEL_SIZE.width) return []
  return [
    { x, y: y - LABEL_GAP, align: 'middle', width: LABEL_SIZE.width },
    { x, y: y + LABEL_GAP, align: 'middle', width: LABEL_SIZE.width },
  ]
}

const ALIGN_FACTORS = { start: 0, middle: 0.5, end: 1 } as const
const boxOf = ({ x, y, align, width }: Label): Box => ({
  x: x - width * ALIGN_FACTORS[align],
  y: y - LABEL_SIZE.height / 2,
  width,
  height: LABEL_SIZE.height,
})

/** The space for the shortest shape, in pixels. */
const MIN_LABEL_WIDTH = 72
/** The distance from the middle of a plain curve that runs right to the middle of its label, and the gap to a card, in pixels. */
const LABEL_OFFSET = 14
const CARD_GAP = 4

/** The positions for the label of a plain curve, the default one first.
 *  @param isNumbered whether the target has numbered handles, whose numbers need room below the label */
export function plainLabels(
  from: Position,
  to: Position,
  direction: Direction,
  isNumbered: boolean,
): readonly Label[] {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2]
  if (direction === 'down')
    return [LABEL_SIZE.width, MIN_LABEL_WIDTH].flatMap((width): Label[] => [
      { x: x + LABEL_GAP, y: y - (isNumbered ? 7 : 0), align: 'start', width },
      { x: x - LABEL_GAP, y: y - (isNumbered ? 7 : 0), align: 'end', width },
    ])
  const width = Math.min(LABEL_SIZE.width, Math.abs(to.x - from.x) - 2 * CARD_GAP)
  if (width < MIN_LABEL_WIDTH / 2) return []
  return [
    { x, y: y - LABEL_OFFSET, align: 'middle', width },
    { x, y: y + LABEL_OFFSET, align: 'middle', width },
  ]
}

/** The first of these positions that overlaps no card; null where there is none. */
export function firstFreeLabel(
  candidates: readonly Label[],
  direction: Direction,
  grid: SpatialGrid,
): Label | null {
  const orient = direction === 'down' ? (it: Box) => it : transposeBox
  return candidates.find((place) => grid.overlapping(orient(boxOf(place))).length === 0) ?? null
}
