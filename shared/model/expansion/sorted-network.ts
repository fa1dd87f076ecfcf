/** Networks with their nodes in topological order. A network that several groups call is sorted once. */
import type { Document, Edge, Network, NetworkId, NodeId } from '../../document/document.ts'
import { incomingEdges, sortNodes } from '../order.ts'

export interface SortedNetwork {
  readonly order: readonly NodeId[]
  readonly cyclic: readonly NodeId[]
  readonly downstream: readonly NodeId[]
  /** Edges into each node, in port order. */
  readonly incoming: ReadonlyMap<NodeId, readonly Edge[]>
  /** The highest index of an output with an edge, by node. */
  readonly lastUsedOutputs: ReadonlyMap<NodeId, number>
}

/** Returns a function that sorts a network of the document once, however often it is called. */
export function createNetworkSorter({ networks }: Document): (id: NetworkId) => SortedNetwork {
  const cache = new Map<NetworkId, SortedNetwork>()
  return (id) => {
    const cached = cache.get(id)
    if (cached) return cached
    const network = networks[id]!
    const { order, cyclic, downstream } = sortNodes(network)
    const sorted = {
      order,
      cyclic,
      downstream,
      incoming: incomingEdges(network),
      lastUsedOutputs: findLastUsedOutputs(network),
    }
    cache.set(id, sorted)
    return sorted
  }
}

function findLastUsedOutputs({ edges }: Network): ReadonlyMap<NodeId, number> {
  const last = new Map<NodeId, number>()
  for (const { from } of Object.values(edges))
    last.set(from.node, Math.max(from.port, last.get(from.node) ?? 0))
  return last
}
