/** The state of an expansion in progress. */
import type { Document, LayerId, LayerNode, Network, NetworkId, NodeId } from '../../document/document.ts'
import { nodesWithRole } from '../../document/groups.ts'
import { MAX_NODES } from '../../document/limits.ts'
import { createBlockNames } from './block-names.ts'
import type { ExpandedGroup, ExpandedLayer, GroupPort } from './expansion.ts'
import { createNetworkSorter, type SortedNetwork } from './sorted-network.ts'

export interface Expander {
  readonly document: Document
  readonly sortedNetwork: (id: NetworkId) => SortedNetwork
  readonly uniqueBlockName: (name: string) => string
  readonly expansion: MutableExpansion
  /** The number of layers so far. */
  layerCount: number
  /** The number of visited nodes, including groups and their Inputs and Outputs. */
  visitCount: number
}

/** An Expansion that nodes are added to. */
export interface MutableExpansion {
  readonly nodes: Record<NodeId, LayerNode>
  readonly layers: Record<LayerId, ExpandedLayer>
  readonly sources: Map<NodeId, readonly NodeId[]>
  readonly order: NodeId[]
  readonly cyclic: NodeId[]
  readonly downstream: NodeId[]
  readonly drawn: NodeId[]
  readonly groups: Map<NodeId, ExpandedGroup>
  readonly lastUsedOutputs: Map<NodeId, number>
  readonly ports: Map<NodeId, GroupPort>
}

/** The source of each output or input of a node; null where it is unknown. */
export type Sources = readonly (NodeId | null)[]

/** A use of a network: as the main network, or as one repetition of a group. */
export interface NetworkCall {
  readonly id: NetworkId
  readonly network: Network
  readonly sorted: SortedNetwork
  /** The prefix of its paths. */
  readonly prefix: string
  /** Names of its layers start with this name. */
  readonly name: string
  /** The Inputs of a group's network, and the sources that they pass on; null for the main network, whose Inputs are layers. */
  readonly inputs: readonly NodeId[]
  readonly inputSources: Sources | null
  /** The source of each output of each node so far. */
  readonly outputs: Map<NodeId, Sources>
}

export const createExpander = (document: Document): Expander => ({
  document,
  sortedNetwork: createNetworkSorter(document),
  uniqueBlockName: createBlockNames(),
  expansion: {
    nodes: {},
    layers: {},
    sources: new Map(),
    order: [],
    cyclic: [],
    downstream: [],
    drawn: [],
    groups: new Map(),
    lastUsedOutputs: new Map(),
    ports: new Map(),
  },
  layerCount: 0,
  visitCount: 0,
})

export function createCall(
  { document, sortedNetwork }: Expander,
  id: NetworkId,
  prefix: string,
  name: string,
  inputSources: Sources | null,
): NetworkCall {
  const network = document.networks[id]!
  const inputs = inputSources ? nodesWithRole(network, 'input') : []
  return { id, network, sorted: sortedNetwork(id), prefix, name, inputs, inputSources, outputs: new Map() }
}

/** Visited nodes are limited too: groups and their Inputs and Outputs take time although they make no layer. */
const MAX_VISITED = 4 * MAX_NODES

/** Nothing more is expanded beyond the limits; only the excess is reported. */
export const exceedsLimits = ({ layerCount, visitCount }: Expander, more: number): boolean =>
  layerCount + more > MAX_NODES || visitCount > MAX_VISITED
