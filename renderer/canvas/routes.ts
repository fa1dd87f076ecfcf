/** Routes the wires of a drawing. Only wires near something that moved are routed again: a drag changes a few of them. */
import type { Direction } from '../../shared/document/direction.ts'
import type { NodeId, Position } from '../../shared/document/document.ts'
import { Field, overlap } from './field.ts'
import { around, type Box } from './helper-lines.ts'
import { besideEachOther, type Line, REACH } from './lanes.ts'
import {
  type Ends,
  freePlace,
  type Label,
  plainPlaces,
  routeOf,
  turnedBox,
  turnedPoint,
  wayOf,
} from './route.ts'
import type { Budget } from './shortest-way.ts'
import type { ViewEdge, ViewNode } from './views.ts'

/** The limit of grid crossings that the search visits per change, for all wires together; further wires are plain curves. */
const CROSSINGS = 2_000_000

/** The distance in pixels at which a moved card still affects a wire, because the wire and its label keep clear of it. */
const NEAR = 128

interface Way {
  readonly ends: Ends
  /** null for a plain curve. */
  readonly line: Line | null
  /** The area in which a card affects the path. */
  readonly within: Box
  /** The area in which other wires could overlap it; null for a plain curve. */
  readonly reach: Box | null
}

/** A wire of the previous update. */
interface Wire {
  readonly edge: ViewEdge
  readonly way: Way | null
  /** The line in its lane, separated from other wires; null for a plain curve. */
  readonly beside: Line | null
  readonly view: ViewEdge
}

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})
const aroundPoints = (points: readonly Position[]): Box =>
  around(points.map((point) => ({ ...point, width: 0, height: 0 })))

/** The routes of one canvas. */
export class Routes {
  #edges: readonly ViewEdge[] = []
  #nodes: readonly ViewNode[] = []
  #direction: Direction = 'down'
  #known = new Map<NodeId, { readonly node: ViewNode; readonly box: Box }>()
  #field = new Field([])
  #wires: Wire[] = []
  #views: ViewEdge[] = []

  /** Adds a route to edges that are not plain curves, and another label position to those whose label would overlap a card. The other
   *  edges keep their identity, and so does the list while nothing changes. */
  of(edges: readonly ViewEdge[], nodes: readonly ViewNode[]): ViewEdge[] {
    if (edges === this.#edges && nodes === this.#nodes) return this.#views
    const moved = this.#take(nodes)
    const wires = this.#around(edges, moved)
    this.#place(wires)
    if (wires.length !== this.#views.length || wires.some(({ view }, i) => view !== this.#views[i]))
      this.#views = wires.map(({ view }) => view)
    this.#edges = edges
    this.#wires = wires
    return this.#views
  }

  /** Updates the boxes of the cards.
   *  @returns the boxes that a card has left or come to; null when all cards are new */
  #take(nodes: readonly ViewNode[]): readonly Box[] | null {
    const direction = nodes[0]?.data.direction ?? 'down'
    const isNew = direction !== this.#direction || this.#nodes.length !== nodes.length
    const changed = nodes.filter((node, i) => node !== this.#nodes[i])
    this.#direction = direction
    this.#nodes = nodes
    if (isNew || changed.some(({ id }) => !this.#known.has(id))) {
      this.#known = new Map(nodes.map((node) => [node.id, { node, box: this.#boxOf(node) }]))
      this.#field = new Field([...this.#known.values()].map(({ box }) => box))
      return null
    }
    const places: Box[] = []
    for (const node of changed) {
      const last = this.#known.get(node.id)!.box
      const now = this.#boxOf(node)
      const stands = last.x === now.x && last.y === now.y
      this.#known.set(node.id, { node, box: stands ? last : now })
      if (stands) continue
      places.push(last, now)
      this.#field.remove(last)
      this.#field.add(now)
    }
    return places
  }

  #boxOf({ position, measured }: ViewNode): Box {
    const box = { ...position, width: measured!.width!, height: measured!.height! }
    return this.#direction === 'down' ? box : turnedBox(box)
  }

  /** The path of each wire. A wire that nothing has affected keeps its identity. */
  #around(edges: readonly ViewEdge[], moved: readonly Box[] | null): Wire[] {
    const last = this.#wires
    const byId = edges === this.#edges ? null : new Map(last.map((wire) => [wire.edge.id, wire]))
    const budget = { crossings: CROSSINGS }
    return edges.map((edge, i) => {
      const known = byId ? byId.get(edge.id) : last[i]
      const way = known?.way
      const still =
        moved !== null && way && this.#stand(way, edge) && !moved.some((box) => overlap(box, way.within))
      // A card's handles move when it gains or loses an input, even if the card itself does not move.
      const ends = this.#endsOf(edge)
      const same = still && ends !== null && ends.from.x === way.ends.from.x && ends.to.x === way.ends.to.x
      if (same && known.edge === edge) return known
      const now = same ? way : ends && this.#wayFor(ends, budget)
      return { edge, way: now, beside: null, view: edge }
    })
  }

  #stand({ ends }: Way, { source, target }: ViewEdge): boolean {
    return this.#known.get(source)?.box === ends.source && this.#known.get(target)?.box === ends.target
  }

  #wayFor(ends: Ends, budget: Budget): Way {
    const points = wayOf(ends, this.#field, budget)
    const { source, target } = ends
    const line = points && { points, source, target }
    const box = aroundPoints(points ?? [ends.from, ends.to])
    return {
      ends,
      line,
      within: grown(around([source, target, box]), NEAR),
      reach: points && grown(box, REACH),
    }
  }

  /** Separates the changed wires, and those near them, into lanes. */
  #place(wires: Wire[]): void {
    const before = this.#wires
    const sameOrder =
      wires.length === before.length && wires.every(({ edge }, i) => edge.id === before[i]!.edge.id)
    const byId = sameOrder ? null : new Map(before.map((wire) => [wire.edge.id, wire]))
    const lastOf = (i: number) => (byId ? byId.get(wires[i]!.edge.id) : before[i])
    const fresh = wires.flatMap((wire, i) => (wire === lastOf(i) ? [] : [i]))
    const held = new Set(byId ? wires : [])
    const gone = byId ? before.filter((wire) => !held.has(wire)) : fresh.map((i) => before[i]!)
    if (fresh.length + gone.length === 0) return
    const touched = touching(wires, [...fresh.map((i) => wires[i]!), ...gone])
    const lines = besideEachOther(
      touched.map((i) => wires[i]!.way!.line!),
      this.#field,
    )
    const beside = new Map(touched.map((i, nth) => [i, lines[nth]!]))
    const pieces = new Field(
      lines.flatMap(({ points }) => points.slice(1).map((b, i) => aroundPoints([points[i]!, b]))),
    )
    for (const i of new Set([...fresh, ...touched]))
      wires[i] = this.#drawn(wires[i]!, beside.get(i) ?? null, lastOf(i), pieces)
  }

  #drawn({ edge, way }: Wire, beside: Line | null, last: Wire | undefined, pieces: Field): Wire {
    const same = last?.way === way && samePoints(last.beside, beside) ? last : null
    if (same?.edge === edge) return same
    if (same) {
      const { route, label } = same.view.data!
      if (route) return { edge, way, beside, view: { ...edge, data: { ...edge.data!, route } } }
      return { edge, way, beside, view: withLabel(edge, label) }
    }
    if (!beside) return { edge, way, beside, view: withLabel(edge, this.#labelOf(edge, way)) }
    const route = routeOf(beside.points, this.#direction, this.#field, pieces)
    return { edge, way, beside, view: { ...edge, data: { ...edge.data!, route } } }
  }

  /** The label position of a plain curve; undefined for the default one, null where there is no room. */
  #labelOf({ targetHandle }: ViewEdge, way: Way | null): Label | null | undefined {
    if (!way) return
    const direction = this.#direction
    const turn = direction === 'right' ? turnedPoint : (point: Position) => point
    const { from, to } = way.ends
    const places = plainPlaces(turn(from), turn(to), direction, targetHandle != null)
    const free = freePlace(places, direction, this.#field)
    return free === places[0] ? undefined : free
  }

  #endsOf(edge: ViewEdge): Ends | null {
    const [source, target] = [this.#known.get(edge.source), this.#known.get(edge.target)]
    const from = source && handleAt(source.node, 'source', edge.sourceHandle)
    const to = target && handleAt(target.node, 'target', edge.targetHandle)
    if (!from || !to) return null
    const turn = this.#direction === 'right' ? turnedPoint : (point: Position) => point
    return { from: turn(from), to: turn(to), source: source.box, target: target.box }
  }
}

/** The indices of the wires that could overlap one of these, directly or through other wires. */
function touching(wires: readonly Wire[], these: readonly Wire[]): number[] {
  const open = these.flatMap(({ way }) => way?.reach ?? [])
  const left = wires.flatMap(({ way }, i) => (way?.reach ? [{ i, box: way.reach }] : []))
  const found: number[] = []
  let others = left
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const at = box
    const rest: typeof left = []
    for (const other of others) {
      if (!overlap(other.box, at)) rest.push(other)
      else {
        found.push(other.i)
        open.push(other.box)
      }
    }
    others = rest
  }
  return found
}

const withLabel = (edge: ViewEdge, label: Label | null | undefined): ViewEdge =>
  label === undefined ? edge : { ...edge, data: { ...edge.data!, label } }

const samePoints = (a: Line | null, b: Line | null): boolean =>
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
