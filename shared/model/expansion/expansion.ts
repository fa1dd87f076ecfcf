/** The expansion of a document: the layers of the main network and of its groups, as one network without groups. */
import type { LayerId, LayerNode, NetworkId, NodeId } from '../../document/document.ts'
import type { NamedLayer } from '../names.ts'

export interface Expansion {
  /** Layers only, without groups. */
  readonly nodes: { readonly [id: NodeId]: LayerNode }
  readonly layers: { readonly [id: LayerId]: ExpandedLayer }
  /** The sources of each node in the order of its inputs; NO_SOURCE where an input of a group is unconnected. */
  readonly sources: ReadonlyMap<NodeId, readonly NodeId[]>
  readonly order: readonly NodeId[]
  /** Nodes of cycles, and nodes downstream of a cycle. */
  readonly cyclic: readonly NodeId[]
  readonly downstream: readonly NodeId[]
  /** All drawn nodes including groups; the contents of a group follow it. */
  readonly drawn: readonly NodeId[]
  readonly groups: ReadonlyMap<NodeId, ExpandedGroup>
  /** For layers with an edge from an output other than their first, and for Outputs with an outgoing edge: the output's index, from 0. */
  readonly lastUsedOutputs: ReadonlyMap<NodeId, number>
  /** Inputs and Outputs inside groups. */
  readonly ports: ReadonlyMap<NodeId, GroupPort>
}

/** A layer of the expanded network. Its arguments stay in the document: nothing here depends on them. */
export interface ExpandedLayer extends NamedLayer {
  readonly network: NetworkId
  readonly id: LayerId
}

/** A group node with its repetitions. */
export interface ExpandedGroup {
  readonly network: NetworkId
  readonly name: string
  readonly repeat: number
  readonly blocks: readonly Block[]
  /** The reason why the group could not be replaced. */
  readonly fault: 'too many' | 'no output' | 'repeated inputs' | null
  /** The layer that feeds each input; null if it is unknown. */
  readonly inputs: readonly (NodeId | null)[]
  /** Indices of unconnected inputs, from 0. */
  readonly unconnected: readonly number[]
  /** Number of incoming edges. */
  readonly edgeCount: number
  /** The number of outputs, and the highest index of an output with an edge, from 0; −1 if no edge leaves the group. */
  readonly outputs: number
  readonly lastUsedOutput: number
  readonly inCycle: boolean
}

/** One repetition of a group. */
export interface Block {
  /** Ids of its nodes start with the prefix and a slash. */
  readonly prefix: string
  readonly network: NetworkId
  readonly name: string
  /** The layer that feeds each input; null if none does. */
  readonly inputs: readonly (NodeId | null)[]
  /** The layer whose output each output of the block passes on; null if there is none. */
  readonly outputs: readonly (NodeId | null)[]
}

/** An Input or Output inside a group. */
export interface GroupPort {
  readonly layer: NamedLayer
  readonly isConnected: boolean
  /** The layer whose output the port passes on. */
  readonly source: NodeId | null
}

/** The source of a group's input that is unconnected. Nodes after it are unknown but not at fault. */
export const NO_SOURCE = '?'
