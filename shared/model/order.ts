/** Topological order of the nodes; ties in the order of drawing (Kahn 1962). */
import type { Edge, Network, NodeId } from '../document/document.ts'

/** Edges into each node, in port order. */
export function incomingEdges(network: Network): Map<NodeId, Edge[]> {
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
export function sortNodes(network: Network): { order: NodeId[]; cyclic: NodeId[]; downstream: NodeId[] } {
  const ids = Object.keys(network.nodes)
  const inDegree = new Map(ids.map((id) => [id, 0]))
  const successors = new Map<NodeId, NodeId[]>()
  for (const { from, to } of Object.values(network.edges)) {
    inDegree.set(to.node, (inDegree.get(to.node) ?? 0) + 1)
    const list = successors.get(from.node)
    if (list) list.push(to.node)
    else successors.set(from.node, [to.node])
  }
  const order = ids.filter((id) => inDegree.get(id) === 0)
  for (let i = 0; i < order.length; i++)
    for (const next of successors.get(order[i]!) ?? []) {
      const remaining = inDegree.get(next)! - 1
      inDegree.set(next, remaining)
      if (remaining === 0) order.push(next)
    }
  if (order.length === ids.length) return { order, cyclic: [], downstream: [] }
  const sorted = new Set(order)
  const unsorted = ids.filter((id) => !sorted.has(id))
  const downstream = findDownstream(network, new Set(unsorted))
  return { order, cyclic: unsorted.filter((id) => !downstream.has(id)), downstream: [...downstream] }
}

/** The nodes in `among` from which no path leads into a cycle, found by repeatedly removing nodes without successors. */
function findDownstream(network: Network, among: ReadonlySet<NodeId>): Set<NodeId> {
  const outDegree = new Map([...among].map((id) => [id, 0]))
  const into = incomingEdges(network)
  for (const { from, to } of Object.values(network.edges))
    if (among.has(to.node)) outDegree.set(from.node, (outDegree.get(from.node) ?? 0) + 1)
  const sinks = [...among].filter((id) => outDegree.get(id) === 0)
  for (let i = 0; i < sinks.length; i++)
    for (const { from } of into.get(sinks[i]!) ?? []) {
      if (!among.has(from.node)) continue
      const remaining = outDegree.get(from.node)! - 1
      outDegree.set(from.node, remaining)
      if (remaining === 0) sinks.push(from.node)
    }
  return new Set(sinks)
}
