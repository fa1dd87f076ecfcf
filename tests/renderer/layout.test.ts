/** Automatic layout: no nodes overlap, wires run forward, and the time is proportional to the depth. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NODE_HEIGHT, NODE_WIDTH } from '../../renderer/geometry/size.ts'
import { arrange } from '../../renderer/layout/arrange.ts'
import {
  components,
  type LayoutGraph,
  splitAtCutNodes,
  topologicalOrder,
} from '../../renderer/layout/layout-graph.ts'
import { COLUMN_STEP, type Direction, ROW_STEP } from '../../shared/document/direction.ts'
import { cpuTimer } from '../support/cpu-time.ts'

const chain = (n: number): LayoutGraph => ({
  nodes: Array.from({ length: n }, (_, i) => `n${i}`),
  edges: Array.from({ length: n - 1 }, (_, i) => [`n${i}`, `n${i + 1}`] as const),
})
/** A chain of blocks of `size` nodes, each with a shortcut. */
const residual = (n: number, size: number): LayoutGraph => {
  const { nodes, edges } = chain(n)
  const shortcuts = nodes.flatMap((id, i) =>
    i % size === 0 && i + size - 1 < n ? [[id, `n${i + size - 1}`] as const] : [],
  )
  return { nodes, edges: [...edges, ...shortcuts] }
}

/** Pairs of nodes that overlap. */
function overlaps(places: ReturnType<typeof arrange>): string[] {
  const all = Object.entries(places)
  return all.flatMap(([a, p], i) =>
    all
      .slice(i + 1)
      .filter(([, q]) => Math.abs(p.x - q.x) < NODE_WIDTH && Math.abs(p.y - q.y) < NODE_HEIGHT)
      .map(([b]) => `${a} ${b}`),
  )
}

describe('layout', () => {
  it('arranges a chain in one column or one row', () => {
    expect(arrange(chain(4), 'down')).toEqual({
      n0: { x: 0, y: 0 },
      n1: { x: 0, y: ROW_STEP },
      n2: { x: 0, y: 2 * ROW_STEP },
      n3: { x: 0, y: 3 * ROW_STEP },
    })
    expect(Object.values(arrange(chain(3), 'right'))).toEqual([
      { x: 0, y: 0 },
      { x: COLUMN_STEP, y: 0 },
      { x: 2 * COLUMN_STEP, y: 0 },
    ])
  })
  it('keeps a block with a shortcut in one line', () => {
    expect(arrange(residual(5, 4), 'down')).toEqual(arrange(chain(5), 'down'))
  })
  it('leaves space for a wire past a branch', () => {
    // a feeds d directly; b and c are before d too.
    const places = arrange(
      {
        nodes: ['a', 'b', 'c', 'd'],
        edges: [
          ['a', 'd'],
          ['b', 'c'],
          ['c', 'd'],
        ],
      },
      'down',
    )
    const wire = places.a!.x + NODE_WIDTH / 2
    expect(places.c!.x + NODE_WIDTH < wire || places.c!.x > wire).toBe(true)
  })
  it('reverses a wire that closes a cycle, and arranges the rest as without it', () => {
    const circle: LayoutGraph = { nodes: chain(4).nodes, edges: [...chain(4).edges, ['n3', 'n1']] }
    expect(arrange(circle, 'down')).toEqual(arrange(chain(4), 'down'))
  })
  it('arranges unconnected components next to each other', () => {
    const places = arrange({ nodes: ['a', 'b', 'c'], edges: [['a', 'b']] }, 'down')
    expect(places.c!.y).toBe(0)
    expect(places.c!.x).toBeGreaterThanOrEqual(NODE_WIDTH)
  })
  it('accepts a cycle, which a file may contain', () => {
    const places = arrange(
      {
        nodes: ['a', 'b'],
        edges: [
          ['a', 'b'],
          ['b', 'a'],
        ],
      },
      'down',
    )
    expect(Object.keys(places)).toEqual(['a', 'b'])
    expect(overlaps(places)).toEqual([])
  })
  it('of any network: nodes do not overlap, and wires run forward', () => {
    const network = fc
      .tuple(
        fc.integer({ min: 1, max: 14 }),
        fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 24 }),
        fc.constantFrom<Direction>('down', 'right'),
      )
      .map(([n, pairs, direction]) => {
        const edges = new Map<string, readonly [string, string]>()
        for (const [a, b] of pairs) {
          const [from, to] = [Math.min(a, b) % n, Math.max(a, b) % n]
          if (from < to) edges.set(`${from} ${to}`, [`n${from}`, `n${to}`])
        }
        return { nodes: chain(n).nodes, edges: [...edges.values()], direction }
      })
    fc.assert(
      fc.property(network, ({ nodes, edges, direction }) => {
        const places = arrange({ nodes, edges }, direction)
        expect(Object.keys(places).sort()).toEqual([...nodes].sort())
        expect(overlaps(places)).toEqual([])
        const axis = direction === 'down' ? 'y' : 'x'
        for (const [from, to] of edges) expect(places[to]![axis]).toBeGreaterThan(places[from]![axis])
        expect(Math.min(...Object.values(places).map((p) => p.x))).toBe(0)
        expect(Math.min(...Object.values(places).map((p) => p.y))).toBe(0)
      }),
      { numRuns: 150 },
    )
  })
  it('of 10,000 nodes in blocks takes seconds at most', () => {
    const elapsed = cpuTimer()
    const places = arrange(residual(10_000, 5), 'down')
    expect(elapsed()).toBeLessThan(5000)
    expect(new Set(Object.values(places).map(({ y }) => y)).size).toBe(10_000)
  })
  it('of a shortcut around everything still separates all nodes', () => {
    const { nodes, edges } = chain(3000)
    const places = arrange({ nodes, edges: [...edges, ['n0', 'n2999']] }, 'down')
    expect(new Set(Object.values(places).map(({ y }) => y)).size).toBe(3000)
  })
})

describe('drawing', () => {
  it('is split at its articulation nodes', () => {
    const drawing = residual(9, 4)
    const order = topologicalOrder(drawing)
    expect(splitAtCutNodes(drawing, order).map(({ nodes }) => nodes)).toEqual([
      ['n0', 'n1', 'n2', 'n3'],
      ['n3', 'n4'],
      ['n4', 'n5', 'n6', 'n7'],
      ['n7', 'n8'],
    ])
  })
  it('is split into its components', () => {
    expect(components({ nodes: ['a', 'b', 'c'], edges: [['a', 'c']] }).map((p) => p.nodes)).toEqual([
      ['a', 'c'],
      ['b'],
    ])
  })
})
