/** A network as a directed graph, and the graph algorithms of the layout. Pure. */
import type { NodeId } from '../../shared/document/document.ts'

export interface LayoutGraph {
  readonly nodes: readonly NodeId[]
  /** Pairs of source and target; both are in `nodes`. */
  readonly edges: readonly (readonly [NodeId, NodeId])[]
}

type AdjacencyMap = Map<NodeId, NodeId[]>
const push = (map: AdjacencyMap, key: NodeId, value: NodeId): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The connected components, in the order of their first nodes. */
export function components({ nodes, edges }: LayoutGraph): readonly LayoutGraph[] {
  const neighbours: AdjacencyMap = new Map()
  for (const [from, to] of edges) {
    push(neighbours, from, to)
    push(neighbours, to, from)
  }
  const componentOf = new Map<NodeId, number>()
  let componentCount = 0
  for (const start of nodes) {
    if (componentOf.has(start)) continue
    const stack = [start]
    componentOf.set(start, componentCount)
    for (let id = stack.pop(); id !== undefined; id = stack.pop())
      for (const other of neighbours.get(id) ?? [])
        if (!componentOf.has(other)) {
          componentOf.set(other, componentCount)
          stack.push(other)
        }
    componentCount++
  }
  const result = Array.from({ length: componentCount }, () => ({
    nodes: [] as NodeId[],
    edges: [] as (readonly [NodeId, NodeId])[],
  }))
  for (const id of nodes) result[componentOf.get(id)!]!.nodes.push(id)
  for (const edge of edges) result[componentOf.get(edge[0])!]!.edges.push(edge)
  return result
}

/** The graph with its back edges reversed, so that it has no cycles. They are found by a depth-first search from the sources. */
export function withoutCycles({ nodes, edges }: LayoutGraph): LayoutGraph {
  const successors: AdjacencyMap = new Map()
  const withInput = new Set<NodeId>()
  for (const [from, to] of edges) {
    push(successors, from, to)
    withInput.add(to)
  }
  /** `open` for nodes on the search's current path, `done` for finished ones. */
  const state = new Map<NodeId, 'open' | 'done'>()
  const backEdges = new Set<string>()
  const keyOf = (from: NodeId, to: NodeId) => JSON.stringify([from, to])
  for (const start of [...nodes.filter((id) => !withInput.has(id)), ...nodes]) {
    if (state.has(start)) continue
    const stack = [{ id: start, nextIndex: 0 }]
    state.set(start, 'open')
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = successors.get(top.id)?.[top.nextIndex++]
      if (to === undefined) {
        state.set(top.id, 'done')
        stack.pop()
      } else if (state.get(to) === 'open') backEdges.add(keyOf(top.id, to))
      else if (!state.has(to)) {
        state.set(to, 'open')
        stack.push({ id: to, nextIndex: 0 })
      }
    }
  }
  if (backEdges.size === 0) return { nodes, edges }
  return {
    nodes,
    edges: edges.map(([from, to]) =>
      backEdges.has(keyOf(from, to)) ? ([to, from] as const) : ([from, to] as const),
    ),
  }
}

/** The topological order of an acyclic graph (Kahn's algorithm): all sources first. */
export function topologicalOrder({ nodes, edges }: LayoutGraph): readonly NodeId[] {
  const successors: AdjacencyMap = new Map()
  const inDegree = new Map<NodeId, number>(nodes.map((id) => [id, 0]))
  for (const [from, to] of edges) {
    push(successors, from, to)
    inDegree.set(to, inDegree.get(to)! + 1)
  }
  const order = nodes.filter((id) => inDegree.get(id) === 0)
  for (let i = 0; i < order.length; i++)
    for (const to of successors.get(order[i]!) ?? []) {
      const remaining = inDegree.get(to)! - 1
      inDegree.set(to, remaining)
      if (remaining === 0) order.push(to)
    }
  return order
}

/** Splits a graph at its cut nodes, which no edge passes over. Neighbouring sections share a cut node: the last node of one is the
 *  first of the next. @param order the topological order */
export function splitAtCutNodes({ edges }: LayoutGraph, order: readonly NodeId[]): readonly LayoutGraph[] {
  if (order.length === 1) return [{ nodes: order, edges: [] }]
  const indexOf = new Map(order.map((id, i) => [id, i]))
  const furthestTarget = order.map((_, i) => i)
  for (const [from, to] of edges)
    furthestTarget[indexOf.get(from)!] = Math.max(furthestTarget[indexOf.get(from)!]!, indexOf.get(to)!)
  const sections: { nodes: readonly NodeId[]; edges: (readonly [NodeId, NodeId])[] }[] = []
  /** The section of each node but the first; a cut node belongs to the section that it ends. */
  const sectionOf: number[] = []
  let start = 0
  let reach = furthestTarget[0]!
  for (let i = 1; i < order.length; i++) {
    sectionOf[i] = sections.length
    if (reach <= i) {
      sections.push({ nodes: order.slice(start, i + 1), edges: [] })
      start = i
    }
    reach = Math.max(reach, furthestTarget[i]!)
  }
  for (const edge of edges) sections[sectionOf[indexOf.get(edge[1])!]!]!.edges.push(edge)
  return sections
}

/** The length of the longest path from a source to each node. `nodes` must be in topological order. */
export function levels({ nodes, edges }: LayoutGraph): ReadonlyMap<NodeId, number> {
  const level = new Map<NodeId, number>(nodes.map((id) => [id, 0]))
  const indexOf = new Map(nodes.map((id, i) => [id, i]))
  for (const [from, to] of [...edges].sort(([a], [b]) => indexOf.get(a)! - indexOf.get(b)!))
    level.set(to, Math.max(level.get(to)!, level.get(from)! + 1))
  return level
}

/** The transitive reduction: edges whose ends are also joined by a longer path are removed, so that the passed nodes stay in one line and
 *  the wire goes round them. `nodes` must be in topological order. */
export function transitiveReduction({ nodes, edges }: LayoutGraph): LayoutGraph {
  const level = levels({ nodes, edges })
  const successors: AdjacencyMap = new Map()
  for (const [from, to] of edges) push(successors, from, to)
  const isShortcut = ([from, to]: readonly [NodeId, NodeId]): boolean => {
    const end = level.get(to)!
    if (end - level.get(from)! < 2) return false
    const visited = new Set<NodeId>()
    const stack = successors.get(from)!.filter((id) => id !== to)
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (id === to) return true
      if (visited.has(id) || level.get(id)! >= end) continue
      visited.add(id)
      stack.push(...(successors.get(id) ?? []))
    }
    return false
  }
  return { nodes, edges: edges.filter((edge) => !isShortcut(edge)) }
}
