/** Wires avoid the cards that are not their ends, wherever these are, and run side by side. */
import { describe, expect, it } from 'vitest'
import { plainLabels } from '../../renderer/canvas/drawing/route.ts'
import {
  type ViewEdge,
  type ViewNode,
  viewCache,
  viewEdges,
  viewNodes,
} from '../../renderer/canvas/drawing/views.ts'
import { WireRouter } from '../../renderer/canvas/drawing/wire-router.ts'
import { type Box, boundingBox } from '../../renderer/geometry/box.ts'
import { NODE_HEIGHT, NODE_WIDTH } from '../../renderer/geometry/size.ts'
import { crosses, overlaps } from '../../renderer/geometry/spatial-grid.ts'
import { arrange } from '../../renderer/layout/arrange.ts'
import type { Direction } from '../../shared/document/direction.ts'
import { type Document, type Edge, mainNetwork, type Position } from '../../shared/document/document.ts'
import { canConnect, connect, disconnect, moveNodes, nextInput } from '../../shared/document/edits.ts'
import { emptyDocument, newLayer } from '../../shared/document/new.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { createStream } from '../../shared/random/stream.ts'

type Pair = readonly [from: number, to: number]

/** Nodes n0, n1, …: without a source an Input; with several sources an Add or a Concatenate, whose inputs have separate handles. */
function networkOf(count: number, pairs: readonly Pair[]): Document {
  const inputCount = (i: number) => pairs.filter(([, to]) => to === i).length
  const type = (i: number) =>
    inputCount(i) === 0 ? 'Input' : inputCount(i) === 1 ? 'Dense' : i % 2 === 0 ? 'Add' : 'Concatenate'
  const numbers = Array.from({ length: count }, (_, i) => i)
  const used = new Map<number, number>()
  const port = (to: number) => {
    used.set(to, (used.get(to) ?? -1) + 1)
    return used.get(to)!
  }
  return {
    ...emptyDocument('wires'),
    networks: {
      main: {
        name: 'main',
        layers: Object.fromEntries(numbers.map((i) => [`n${i}`, newLayer(type(i))])),
        nodes: Object.fromEntries(
          numbers.map((i) => [`n${i}`, { kind: 'layer', layer: `n${i}`, position: { x: 0, y: 84 * i } }]),
        ),
        edges: Object.fromEntries(
          pairs.map(([from, to], i): [string, Edge] => [
            `e${i}`,
            { from: { node: `n${from}`, port: 0 }, to: { node: `n${to}`, port: port(to) } },
          ]),
        ),
        notes: {},
      },
    },
  }
}

function arranged(document: Document, direction: Direction): Document {
  const { nodes, edges } = mainNetwork(document)
  const wires = Object.values(edges).map(({ from, to }) => [from.node, to.node] as const)
  return moveNodes(document, arrange({ nodes: Object.keys(nodes), edges: wires }, direction))
}

/** Removes a wire, or adds one to a layer with several inputs. */
function rewired(document: Document, random: () => number): Document {
  const { nodes, edges, layers } = mainNetwork(document)
  const wires = Object.entries(edges)
  const [removed] = wires[Math.floor(random() * wires.length)]!
  if (random() < 0.5) return disconnect(document, [removed])
  const mergeLayers = Object.keys(nodes).filter(
    (id) => layers[id] && ['Add', 'Concatenate'].includes(layers[id].type),
  )
  const to = mergeLayers[Math.floor(random() * mergeLayers.length)]
  const from = Object.keys(nodes)[0]!
  if (to === undefined) return document
  const ends = [{ node: from, port: 0 }, nextInput(document, to)] as const
  return canConnect(document, ...ends) ? document : connect(document, ...ends)
}

const noSelection = { nodes: [], edges: [], notes: [] }
function drawn(document: Document, views = viewCache('test'), routes = new WireRouter()) {
  const analysis = analyze(document)
  const nodes = viewNodes(document, analysis, noSelection, views)
  return { nodes, edges: routes.update(viewEdges(document, analysis, noSelection, views), nodes) }
}

const boxOf = ({ position }: ViewNode): Box => ({ ...position, width: NODE_WIDTH, height: NODE_HEIGHT })

/** The straight segments of an SVG path; a curve becomes 24 segments. */
function piecesOf(path: string): (readonly [Position, Position])[] {
  const pieces: (readonly [Position, Position])[] = []
  let at: Position = { x: 0, y: 0 }
  for (const [, command, rest] of path.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const numbers = rest!.trim().split(/[ ,]+/).map(Number)
    const ends = numbers.flatMap((n, i) => (i % 2 === 0 ? [{ x: n, y: numbers[i + 1]! }] : []))
    const controls = [at, ...ends]
    const steps = command === 'M' ? 0 : command === 'L' ? 1 : 24
    for (let i = 1; i <= steps; i++)
      pieces.push([onCurve(controls, (i - 1) / steps), onCurve(controls, i / steps)])
    at = ends.at(-1)!
  }
  return pieces
}
/** The point at `t` of a line, a quadratic or a cubic Bézier curve. */
const onCurve = (points: readonly Position[], t: number): Position =>
  points.length === 1
    ? points[0]!
    : onCurve(
        points.slice(1).map((b, i) => ({
          x: points[i]!.x + (b.x - points[i]!.x) * t,
          y: points[i]!.y + (b.y - points[i]!.y) * t,
        })),
        t,
      )

/** The curve that React Flow draws between two handles. */
function plainPath(edge: ViewEdge, nodes: readonly ViewNode[]): string {
  const at = (id: string, type: 'source' | 'target', handle: string | null | undefined) => {
    const node = nodes.find((it) => it.id === id)!
    const { x, y } = node.handles!.find((it) => it.type === type && (handle == null || it.id === handle))!
    return { x: node.position.x + x + 5, y: node.position.y + y + 5 }
  }
  const a = at(edge.source, 'source', edge.sourceHandle)
  const b = at(edge.target, 'target', edge.targetHandle)
  if (nodes[0]!.data.direction === 'right') {
    const controlOffset = (b.x - a.x) / 2
    return `M${a.x} ${a.y}C${a.x + controlOffset} ${a.y} ${b.x - controlOffset} ${b.y} ${b.x} ${b.y}`
  }
  const controlOffset = (b.y - a.y) / 2
  return `M${a.x} ${a.y}C${a.x} ${a.y + controlOffset} ${b.x} ${b.y - controlOffset} ${b.x} ${b.y}`
}

/** The wires that run behind cards, including their own ends. */
function wiresBehindCards({ nodes, edges }: ReturnType<typeof drawn>): string[] {
  const cards = nodes.map((node) => ({ id: node.id, box: boxOf(node) }))
  return edges.flatMap((edge) => {
    const pieces = piecesOf(edge.data!.route?.path ?? plainPath(edge, nodes))
    const bounds = boundingBox(pieces.flat().map((point) => ({ ...point, width: 0.01, height: 0.01 })))
    return cards
      .filter(({ box }) => overlaps(box, bounds) && pieces.some(([a, b]) => crosses(a, b, box, 0)))
      .map(({ id }) => `${edge.source} → ${edge.target} behind ${id}`)
  })
}

function runsBackward({ source, target }: ViewEdge, nodes: readonly ViewNode[]): boolean {
  const [a, b] = [source, target].map((id) => nodes.find((node) => node.id === id)!)
  const axis = a!.data.direction === 'down' ? 'y' : 'x'
  return b!.position[axis] <= a!.position[axis]
}

/** A random network with branches, shortcuts, and up to four wires against the flow. */
function generated(seed: number): Document {
  const random = createStream([seed, 0x3172]).uniform
  const below = (n: number) => Math.floor(random() * n)
  const count = 4 + below(16)
  const pairs = new Map<string, Pair>()
  const add = (from: number, to: number) => from !== to && pairs.set(`${from} ${to}`, [from, to])
  for (let i = 1; i < count; i++) add(Math.max(0, i - 1 - below(random() < 0.7 ? 1 : 4)), i)
  for (let n = below(5); n > 0; n--) {
    const [a, b] = [below(count), below(count)]
    add(Math.min(a, b), Math.max(a, b))
  }
  for (let n = below(5); n > 0; n--) {
    const [a, b] = [1 + below(count - 1), 1 + below(count - 1)]
    add(Math.max(a, b), Math.min(a, b))
  }
  return networkOf(count, [...pairs.values()])
}

describe('wires', () => {
  it('of 300 arranged networks, with up to four against the flow, run behind no card', () => {
    const faults: string[] = []
    let backwardCount = 0
    for (let seed = 0; seed < 300; seed++) {
      const direction = seed % 2 === 0 ? 'down' : 'right'
      const network = drawn(arranged(generated(seed), direction))
      backwardCount += network.edges.filter((edge) => runsBackward(edge, network.nodes)).length
      for (const found of wiresBehindCards(network)) faults.push(`${seed} ${direction}: ${found}`)
    }
    expect(backwardCount).toBeGreaterThan(300)
    expect(faults).toEqual([])
  })
  it('of networks with random positions run behind no card', () => {
    const faults: string[] = []
    let edgeCount = 0
    for (let seed = 0; seed < 100; seed++) {
      const random = createStream([seed, 0x3173]).uniform
      const network = generated(seed)
      const places = Object.keys(mainNetwork(network).nodes).map((id) => {
        // Each node is at a random position in its own cell, so that none overlap.
        const n = Number(id.slice(1))
        return [
          id,
          {
            x: (n % 4) * 300 + Math.floor(random() * 80),
            y: Math.floor(n / 4) * 100 + Math.floor(random() * 40),
          },
        ]
      })
      const moved = drawn(moveNodes(network, Object.fromEntries(places)))
      edgeCount += moved.edges.length
      faults.push(...wiresBehindCards(moved).map((found) => `${seed}: ${found}`))
    }
    expect(faults).toEqual([])
    expect(edgeCount).toBeGreaterThan(1000)
  })
  it('that pass the same cards run side by side, the shorter one inside', () => {
    const pairs: Pair[] = [...Array.from({ length: 6 }, (_, i): Pair => [i, i + 1]), [1, 4], [0, 5]]
    const { edges } = drawn(networkOf(7, pairs))
    const leftmost = edges.flatMap(({ data }) =>
      data!.route ? [Math.min(...piecesOf(data!.route.path).flatMap(([a, b]) => [a.x, b.x]))] : [],
    )
    const [shorter, longer] = leftmost
    expect(leftmost.length).toBe(2)
    expect(shorter! - longer!).toBeGreaterThanOrEqual(7)
  })
  it('against the flow have an arrow, and unobstructed ones have no route', () => {
    const { edges } = drawn(
      networkOf(4, [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 1],
      ]),
    )
    const [first, second, third, back] = edges.map(({ data }) => data!.route)
    expect([first, second, third]).toEqual([undefined, undefined, undefined])
    // The line is followed by an arrow, whose tip is its highest point.
    const [, sign] = back!.path.slice(1).split('M')
    const [, left, tip, right] = /^([\d.-]+ [\d.-]+)L([\d.-]+ [\d.-]+)L([\d.-]+ [\d.-]+)$/.exec(sign!)!
    const height = (point: string | undefined) => Number(point!.split(' ')[1])
    expect(height(tip)).toBeLessThan(height(left))
    expect(height(left)).toBe(height(right))
  })
  it('without a route have their label next to them where no card is, or none', () => {
    const at = (places: readonly Position[], pairs: readonly Pair[], type: Direction = 'down') => {
      const document = moveNodes(
        networkOf(places.length, pairs),
        Object.fromEntries(places.map((place, i) => [`n${i}`, place])),
      )
      const { edges, nodes } = drawn(document)
      expect(nodes[0]!.data.direction).toBe(type)
      expect(edges[0]!.data!.route).toBeUndefined()
      return edges[0]!.data!.label
    }
    const pair: readonly Pair[] = [[0, 1]]
    const vertical = [
      { x: 0, y: 0 },
      { x: 0, y: 200 },
    ]
    expect(at(vertical, pair)).toBeUndefined()
    const right = { x: 120, y: 100 }
    expect(at([...vertical, right], pair)).toMatchObject({ x: 96, align: 'end' })
    expect(at([...vertical, right, { x: -130, y: 100 }], pair)).toBeNull()
    // There is space for a short label.
    expect(at([...vertical, right, { x: -190, y: 100 }], pair)).toMatchObject({ align: 'end', width: 72 })
    // In a row, the space is that between the cards.
    const across = [
      { x: 0, y: 0 },
      { x: 308, y: 0 },
    ]
    expect(at(across, pair, 'right')).toBeUndefined()
    expect(plainLabels({ x: 217, y: 26 }, { x: 303, y: 26 }, 'right', false)[0]!.width).toBeLessThan(96)
    expect(at([...across, { x: 180, y: -45 }], pair, 'right')).toMatchObject({ y: 40 })
  })

  it('do not depend on the previous edits', () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = createStream([seed, 0x3174]).uniform
      const views = viewCache('test')
      const routes = new WireRouter()
      let network = arranged(generated(seed), 'down')
      for (let step = 0; step < 8; step++) {
        const ids = Object.keys(mainNetwork(network).nodes)
        const id = ids[Math.floor(random() * ids.length)]!
        network = moveNodes(network, { [id]: { x: random() * 600, y: random() * 900 } })
        // The positions of the inputs depend on the number of wires.
        if (step % 2 === 1) network = rewired(network, random)
        const paths = ({ edges }: ReturnType<typeof drawn>) => edges.map(({ data }) => data!.route?.path)
        expect(paths(drawn(network, views, routes))).toEqual(paths(drawn(network)))
      }
    }
  })
  it('that are not affected stay the same objects', () => {
    const views = viewCache('test')
    const routes = new WireRouter()
    const pairs: Pair[] = [...Array.from({ length: 12 }, (_, i): Pair => [i, i + 1]), [1, 4], [7, 11]]
    const network = networkOf(13, pairs)
    const before = drawn(network, views, routes).edges
    const after = drawn(moveNodes(network, { n2: { x: 20, y: 168 } }), views, routes).edges
    const changed = after
      .filter((edge, i) => edge !== before[i])
      .map(({ source, target }) => `${source} ${target}`)
    expect(changed).toEqual(['n1 n4'])
  })
})
