/** A network as a directed graph, and the graph algorithms of the layout. Pure. */
import type { NodeId } from '../../shared/document/document.ts'

export interface Drawing {
  readonly nodes: readonly NodeId[]
  /** Pairs of source and target; both are in `nodes`. */
  readonly edges: readonly (readonly [NodeId, NodeId])[]
}

type Next = Map<NodeId, NodeId[]>
const push = (map: Next, key: NodeId, value: NodeId): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The connected components, in the order of their first nodes. */
export function components({ nodes, edges }: Drawing): readonly Drawing[] {
  const around: Next = new Map()
  for (const [from, to] of edges) {
    push(around, from, to)
    push(around, to, from)
  }
  const part = new Map<NodeId, number>()
  let parts = 0
  for (const start of nodes) {
    if (part.has(start)) continue
    const waiting = [start]
    part.set(start, parts)
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      for (const other of around.get(id) ?? [])
        if (!part.has(other)) {
          part.set(other, parts)
          waiting.push(other)
        }
    parts++
  }
  const found = Array.from({ length: parts }, () => ({
    nodes: [] as NodeId[],
    edges: [] as (readonly [NodeId, NodeId])[],
  }))
  for (const id of nodes) found[part.get(id)!]!.nodes.push(id)
  for (const edge of edges) found[part.get(edge[0])!]!.edges.push(edge)
  return found
}

/** The graph with its back edges reversed, so that it has no cycles. They are found by a depth-first search from the sources. */
export function withoutCircles({ nodes, edges }: Drawing): Drawing {
  const next: Next = new Map()
  const fed = new Set<NodeId>()
  for (const [from, to] of edges) {
    push(next, from, to)
    fed.add(to)
  }
  /** `open` for nodes on the search's current path, `done` for finished ones. */
  const state = new Map<NodeId, 'open' | 'done'>()
  const against = new Set<string>()
  const keyOf = (from: NodeId, to: NodeId) => JSON.stringify([from, to])
  for (const start of [...nodes.filter((id) => !fed.has(id)), ...nodes]) {
    if (state.has(start)) continue
    const walk = [{ id: start, nth: 0 }]
    state.set(start, 'open')
    for (let at = walk.at(-1); at !== undefined; at = walk.at(-1)) {
      const to = next.get(at.id)?.[at.nth++]
      if (to === undefined) {
        state.set(at.id, 'done')
        walk.pop()
      } else if (state.get(to) === 'open') against.add(keyOf(at.id, to))
      else if (!state.has(to)) {
        state.set(to, 'open')
        walk.push({ id: to, nth: 0 })
      }
    }
  }
  if (against.size === 0) return { nodes, edges }
  return {
    nodes,
    edges: edges.map(([from, to]) =>
      against.has(keyOf(from, to)) ? ([to, from] as const) : ([from, to] as const),
    ),
  }
}

/** The topological order of an acyclic graph (Kahn's algorithm): all sources first. */
export function sorted({ nodes, edges }: Drawing): readonly NodeId[] {
  const next: Next = new Map()
  const open = new Map<NodeId, number>(nodes.map((id) => [id, 0]))
  for (const [from, to] of edges) {
    push(next, from, to)
    open.set(to, open.get(to)! + 1)
  }
  const order = nodes.filter((id) => open.get(id) === 0)
  for (let i = 0; i < order.length; i++)
    for (const to of next.get(order[i]!) ?? []) {
      const left = open.get(to)! - 1
      open.set(to, left)
      if (left === 0) order.push(to)
    }
  return order
}

/** Splits a graph at its cut nodes, which no edge passes over. Neighbouring sections share a cut node: the last node of one is the
 *  first of the next. @param order the topological order */
export function stretches({ edges }: Drawing, order: readonly NodeId[]): readonly Drawing[] {
  if (order.length === 1) return [{ nodes: order, edges: [] }]
  const at = new Map(order.map((id, i) => [id, i]))
  const reach = order.map((_, i) => i)
  for (const [from, to] of edges) reach[at.get(from)!] = Math.max(reach[at.get(from)!]!, at.get(to)!)
  const found: { nodes: readonly NodeId[]; edges: (readonly [NodeId, NodeId])[] }[] = []
  /** The section of each node but the first; a cut node belongs to the section that it ends. */
  const stretchOf: number[] = []
  let start = 0
  let furthest = reach[0]!
  for (let i = 1; i < order.length; i++) {
    stretchOf[i] = found.length
    if (furthest <= i) {
      found.push({ nodes: order.slice(start, i + 1), edges: [] })
      start = i
    }
    furthest = Math.max(furthest, reach[i]!)
  }
  for (const edge of edges) found[stretchOf[at.get(edge[1])!]!]!.edges.push(edge)
  return found
}

/** The length of the longest path from a source to each node. `nodes` must be in topological order. */
export function levels({ nodes, edges }: Drawing): ReadonlyMap<NodeId, number> {
  const level = new Map<NodeId, number>(nodes.map((id) => [id, 0]))
  const place = new Map(nodes.map((id, i) => [id, i]))
  for (const [from, to] of [...edges].sort(([a], [b]) => place.get(a)! - place.get(b)!))
    level.set(to, Math.max(level.get(to)!, level.get(from)! + 1))
  return level
}

/** The transitive reduction: edges whose ends are also joined by a longer path are removed, so that the passed nodes stay in one line and
 *  the wire goes round them. `nodes` must be in topological order. */
export function withoutShortcuts({ nodes, edges }: Drawing): Drawing {
  const level = levels({ nodes, edges })
  const next: Next = new Map()
  for (const [from, to] of edges) push(next, from, to)
  const isShortcut = ([from, to]: readonly [NodeId, NodeId]): boolean => {
    const end = level.get(to)!
    if (end - level.get(from)! < 2) return false
    const seen = new Set<NodeId>()
    const waiting = next.get(from)!.filter((id) => id !== to)
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id === to) return true
      if (seen.has(id) || level.get(id)! >= end) continue
      seen.add(id)
      waiting.push(...(next.get(id) ?? []))
    }
    return false
  }
  return { nodes, edges: edges.filter((edge) => !isShortcut(edge)) }
}
