/** A network as bare nodes and wires, and how it falls into parts that can be laid out one by one. Pure. */
import type { NodeId } from '../../shared/document/document.ts'

export interface Drawing {
  readonly nodes: readonly NodeId[]
  /** From one node to another; both are in `nodes`. */
  readonly edges: readonly (readonly [NodeId, NodeId])[]
}

type Next = Map<NodeId, NodeId[]>
const push = (map: Next, key: NodeId, value: NodeId): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The parts that no wire joins, in the order of their first nodes. */
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

/** Nodes with everything before them in front: all sources first, then level by level. Null where wires run in a circle. */
export function sorted({ nodes, edges }: Drawing): readonly NodeId[] | null {
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
  return order.length === nodes.length ? order : null
}

/** Cuts a network at its necks, the nodes that no wire jumps over. Neighbours share the neck between them: the last node of one
 *  is the first of the next. */
export function stretches({ edges }: Drawing, order: readonly NodeId[]): readonly Drawing[] {
  if (order.length === 1) return [{ nodes: order, edges: [] }]
  const at = new Map(order.map((id, i) => [id, i]))
  const reach = order.map((_, i) => i)
  for (const [from, to] of edges) reach[at.get(from)!] = Math.max(reach[at.get(from)!]!, at.get(to)!)
  const found: { nodes: readonly NodeId[]; edges: (readonly [NodeId, NodeId])[] }[] = []
  /** Of each node but the first: the stretch it ends in or lies in. */
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
