/** Routes the wires of a drawing. Only wires near something that moved are routed again: a drag changes a few of them. */
import type { Direction } from '../../../shared/document/direction.ts'
import type { NodeId, Position } from '../../../shared/document/document.ts'
import { type Box, boundingBox } from '../../geometry/box.ts'
import { overlaps, SpatialGrid } from '../../geometry/spatial-grid.ts'
import { LANE_REACH, type Line, separateLanes } from './lanes.ts'
import {
  cornersOfWire,
  type Ends,
  firstFreeLabel,
  type Label,
  plainLabels,
  routeOf,
  transposeBox,
  transposePoint,
} from './route.ts'
import type { Budget } from './shortest-path.ts'
import type { ViewEdge, ViewNode } from './views.ts'

/** The limit of grid crossings that the search visits per change, for all wires together; further wires are plain curves. */
const MAX_CROSSINGS = 2_000_000

/** The distance in pixels at which a moved card still affects a wire, because the wire and its label keep clear of it. */
const AFFECTED_DISTANCE = 128

interface WirePath {
  readonly ends: Ends
  /** null for a plain curve. */
  readonly line: Line | null
  /** The area in which a card affects the path. */
  readonly affectedArea: Box
  /** The area in which other wires could overlap it; null for a plain curve. */
  readonly overlapArea: Box | null
}

/** A wire of the previous update. */
interface RoutedWire {
  readonly edge: ViewEdge
  readonly path: WirePath | null
  /** The line in its lane, separated from other wires; null for a plain curve. */
  readonly separated: Line | null
  readonly view: ViewEdge
}

const enlarged = ({ x, y, width, height }: Box, margin: number): Box => ({
  x: x - margin,
  y: y - margin,
  width: width + 2 * margin,
  height: height + 2 * margin,
})
const boundingBoxOfPoints = (points: readonly Position[]): Box =>
  boundingBox(points.map((point) => ({ ...point, width: 0, height: 0 })))

/** The routes of one canvas. */
export class WireRouter {
  #edges: readonly ViewEdge[] = []
  #nodes: readonly ViewNode[] = []
  #direction: Direction = 'down'
  #cards = new Map<NodeId, { readonly node: ViewNode; readonly box: Box }>()
  #grid = new SpatialGrid([])
  #wires: RoutedWire[] = []
  #views: ViewEdge[] = []

  /** Adds a route to edges that are not plain curves, and another label position to those whose label would overlap a card. The other
   *  edges keep their identity, and so does the list while nothing changes. */
  update(edges: readonly ViewEdge[], nodes: readonly ViewNode[]): ViewEdge[] {
    if (edges === this.#edges && nodes === this.#nodes) return this.#views
    const moved = this.#updateCards(nodes)
    const wires = this.#updatePaths(edges, moved)
    this.#separate(wires)
    if (wires.length !== this.#views.length || wires.some(({ view }, i) => view !== this.#views[i]))
      this.#views = wires.map(({ view }) => view)
    this.#edges = edges
    this.#wires = wires
    return this.#views
  }

  /** Updates the boxes of the cards.
   *  @returns the boxes that a card has left or come to; null when all cards are new */
  #updateCards(nodes: readonly ViewNode[]): readonly Box[] | null {
    const direction = nodes[0]?.data.direction ?? 'down'
    const isNew = direction !== this.#direction || this.#nodes.length !== nodes.length
    const changed = nodes.filter((node, i) => node !== this.#nodes[i])
    this.#direction = direction
    this.#nodes = nodes
    if (isNew || changed.some(({ id }) => !this.#cards.has(id))) {
      this.#cards = new Map(nodes.map((node) => [node.id, { node, box: this.#boxOf(node) }]))
      this.#grid = new SpatialGrid([...this.#cards.values()].map(({ box }) => box))
      return null
    }
    const places: Box[] = []
    for (const node of changed) {
      const last = this.#cards.get(node.id)!.box
      const now = this.#boxOf(node)
      const isUnmoved = last.x === now.x && last.y === now.y
      this.#cards.set(node.id, { node, box: isUnmoved ? last : now })
      if (isUnmoved) continue
      places.push(last, now)
      this.#grid.remove(last)
      this.#grid.insert(now)
    }
    return places
  }

  #boxOf({ position, measured }: ViewNode): Box {
    const box = { ...position, width: measured!.width!, height: measured!.height! }
    return this.#direction === 'down' ? box : transposeBox(box)
  }

  /** The path of each wire. A wire that nothing has affected keeps its identity. */
  #updatePaths(edges: readonly ViewEdge[], moved: readonly Box[] | null): RoutedWire[] {
    const previous = this.#wires
    const byId = edges === this.#edges ? null : new Map(previous.map((wire) => [wire.edge.id, wire]))
    const budget = { crossings: MAX_CROSSINGS }
    return edges.map((edge, i) => {
      const known = byId ? byId.get(edge.id) : previous[i]
      const path = known?.path
      const isUnaffected =
        moved !== null &&
        path &&
        this.#areCardsUnmoved(path, edge) &&
        !moved.some((box) => overlaps(box, path.affectedArea))
      // A card's handles move when it gains or loses an input, even if the card itself does not move.
      const ends = this.#endsOf(edge)
      const isSamePath =
        isUnaffected && ends !== null && ends.from.x === path.ends.from.x && ends.to.x === path.ends.to.x
      if (isSamePath && known.edge === edge) return known
      const current = isSamePath ? path : ends && this.#pathFor(ends, budget)
      return { edge, path: current, separated: null, view: edge }
    })
  }

  #areCardsUnmoved({ ends }: WirePath, { source, target }: ViewEdge): boolean {
    return this.#cards.get(source)?.box === ends.source && this.#cards.get(target)?.box === ends.target
  }

  #pathFor(ends: Ends, budget: Budget): WirePath {
    const points = cornersOfWire(ends, this.#grid, budget)
    const { source, target } = ends
    const line = points && { points, source, target }
    const box = boundingBoxOfPoints(points ?? [ends.from, ends.to])
    return {
      ends,
      line,
      affectedArea: enlarged(boundingBox([source, target, box]), AFFECTED_DISTANCE),
      overlapArea: points && enlarged(box, LANE_REACH),
    }
  }

  /** Separates the changed wires, and those near them, into lanes. */
  #separate(wires: RoutedWire[]): void {
    const previous = this.#wires
    const sameOrder =
      wires.length === previous.length && wires.every(({ edge }, i) => edge.id === previous[i]!.edge.id)
    const byId = sameOrder ? null : new Map(previous.map((wire) => [wire.edge.id, wire]))
    const previousOf = (i: number) => (byId ? byId.get(wires[i]!.edge.id) : previous[i])
    const changed = wires.flatMap((wire, i) => (wire === previousOf(i) ? [] : [i]))
    const present = new Set(byId ? wires : [])
    const removed = byId ? previous.filter((wire) => !present.has(wire)) : changed.map((i) => previous[i]!)
    if (changed.length + removed.length === 0) return
    const overlapping = overlappingWires(wires, [...changed.map((i) => wires[i]!), ...removed])
    const lines = separateLanes(
      overlapping.map((i) => wires[i]!.path!.line!),
      this.#grid,
    )
    const lanes = new Map(overlapping.map((i, index) => [i, lines[index]!]))
    const segments = new SpatialGrid(
      lines.flatMap(({ points }) => points.slice(1).map((b, i) => boundingBoxOfPoints([points[i]!, b]))),
    )
    for (const i of new Set([...changed, ...overlapping]))
      wires[i] = this.#routedWire(wires[i]!, lanes.get(i) ?? null, previousOf(i), segments)
  }

  #routedWire(
    { edge, path }: RoutedWire,
    separated: Line | null,
    previous: RoutedWire | undefined,
    segments: SpatialGrid,
  ): RoutedWire {
    const unchanged =
      previous?.path === path && hasSamePoints(previous.separated, separated) ? previous : null
    if (unchanged?.edge === edge) return unchanged
    if (unchanged) {
      const { route, label } = unchanged.view.data!
      if (route) return { edge, path, separated, view: { ...edge, data: { ...edge.data!, route } } }
      return { edge, path, separated, view: withLabel(edge, label) }
    }
    if (!separated) return { edge, path, separated, view: withLabel(edge, this.#labelOf(edge, path)) }
    const route = routeOf(separated.points, this.#direction, this.#grid, segments)
    return { edge, path, separated, view: { ...edge, data: { ...edge.data!, route } } }
  }

  /** The label position of a plain curve; undefined for the default one, null where there is no room. */
  #labelOf({ targetHandle }: ViewEdge, path: WirePath | null): Label | null | undefined {
    if (!path) return
    const direction = this.#direction
    const orient = direction === 'right' ? transposePoint : (point: Position) => point
    const { from, to } = path.ends
    const places = plainLabels(orient(from), orient(to), direction, targetHandle != null)
    const free = firstFreeLabel(places, direction, this.#grid)
    return free === places[0] ? undefined : free
  }

  #endsOf(edge: ViewEdge): Ends | null {
    const [source, target] = [this.#cards.get(edge.source), this.#cards.get(edge.target)]
    const from = source && handleAt(source.node, 'source', edge.sourceHandle)
    const to = target && handleAt(target.node, 'target', edge.targetHandle)
    if (!from || !to) return null
    const orient = this.#direction === 'right' ? transposePoint : (point: Position) => point
    return { from: orient(from), to: orient(to), source: source.box, target: target.box }
  }
}

/** The indices of the wires that could overlap one of these, directly or through other wires. */
function overlappingWires(wires: readonly RoutedWire[], changed: readonly RoutedWire[]): number[] {
  const queue = changed.flatMap(({ path }) => path?.overlapArea ?? [])
  const candidates = wires.flatMap(({ path }, i) => (path?.overlapArea ? [{ i, box: path.overlapArea }] : []))
  const found: number[] = []
  let others = candidates
  for (let box = queue.pop(); box !== undefined; box = queue.pop()) {
    const area = box
    const rest: typeof candidates = []
    for (const other of others) {
      if (!overlaps(other.box, area)) rest.push(other)
      else {
        found.push(other.i)
        queue.push(other.box)
      }
    }
    others = rest
  }
  return found
}

const withLabel = (edge: ViewEdge, label: Label | null | undefined): ViewEdge =>
  label === undefined ? edge : { ...edge, data: { ...edge.data!, label } }

const hasSamePoints = (a: Line | null, b: Line | null): boolean =>
  a === b ||
  (a !== null &&
    a.points.length === b?.points.length &&
    a.points.every(({ x, y }, i) => x === b.points[i]!.x && y === b.points[i]!.y))

/** The outer edge of a handle, at which React Flow ends an edge; null where the node has no such handle. */
function handleAt(node: ViewNode, type: 'source' | 'target', id: string | null | undefined): Position | null {
  const handle = node.handles?.find((it) => it.type === type && (id == null || it.id === id))
  if (!handle) return null
  const { x, y, width = 0, height = 0, position } = handle
  const down = position === 'top' || position === 'bottom'
  const out = type === 'source'
  return {
    x: node.position.x + x + (down ? width / 2 : out ? width : 0),
    y: node.position.y + y + (down ? (out ? height : 0) : height / 2),
  }
}
