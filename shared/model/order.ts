/** Topological order of the nodes; ties in the order of drawing (Kahn 1962). */
import type { Edge, Network, NodeId } from '../document/document.ts'

/** Edges into each node, in port order. */
export function incoming(network: Network): Map<NodeId, Edge[]> {
  const into = new Map<NodeId, Edge[]>()
  for (const edge of Object.values(network.edges)) {
    const list = into.get(edge.to.node)
    if (list) list.push(edge)
    else into.set(edge.to.node, [edge])
  }
  for (const list of into.values()) list.sort((a, b) => a.to.port - b.to.port)
  return into
}

/** Topological order, then the nodes of cycles (and between two cycles), and the nodes downstream of cycles. */
export function sortNodes(network: Network): { order: NodeId[]; cyclic: NodeId[]; behind: NodeId[] } {
  const ids = Object.keys(network.nodes)
  const waiting = new Map(ids.map((id) => [id, 0]))
  const out = new Map<NodeId, NodeId[]>()
  for (const { from, to } of Object.values(network.edges)) {
    waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1)
    const list = out.get(from.node)
    if (list) list.push(to.node)
    else out.set(from.node, [to.node])
  }
  const order = ids.filter((id) => waiting.get(id) === 0)
  for (let i = 0; i < order.length; i++)
    for (const next of out.get(order[i]!) ?? []) {
      const left = waiting.get(next)! - 1
      waiting.set(next, left)
      if (left === 0) order.push(next)
    }
  const done = new Set(order)
  const rest = ids.filter((id) => !done.has(id))
  const behind = withoutWayOn(network, new Set(rest))
  return { order, cyclic: rest.filter((id) => !behind.has(id)), behind: [...behind] }
}

/** The nodes in `among` from which no path leads into a cycle, found by repeatedly removing nodes without successors. */
function withoutWayOn(network: Network, among: ReadonlySet<NodeId>): Set<NodeId> {
  const ways = new Map([...among].map((id) => [id, 0]))
  const into = incoming(network)
  for (const { from, to } of Object.values(network.edges))
    if (among.has(to.node)) ways.set(from.node, (ways.get(from.node) ?? 0) + 1)
  const ends = [...among].filter((id) => ways.get(id) === 0)
  for (let i = 0; i < ends.length; i++)
    for (const { from } of into.get(ends[i]!) ?? []) {
      if (!among.has(from.node)) continue
      const left = ways.get(from.node)! - 1
      ways.set(from.node, left)
      if (left === 0) ends.push(from.node)
    }
  return new Set(ends)
}
