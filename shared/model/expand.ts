/** The main network with every group replaced by its contents, once per repetition. This expansion is analyzed, trained and exported. A
 *  node inside a group has its path as its id (`block/dense`), with the repetition from the second on (`block#2/dense`). */
import { roleOf } from '../catalog/layers/index.ts'
import type {
  Document,
  Edge,
  GroupNode,
  LayerId,
  LayerNode,
  Network,
  NetworkId,
  NodeId,
} from '../document/document.ts'
import { nodesWithRole, repetitionPath, withoutRepetition } from '../document/groups.ts'
import { snakeCase } from '../document/ids.ts'
import { MAX_NODES } from '../document/limits.ts'
import type { NamedLayer } from './names.ts'
import { incomingEdges, sortNodes } from './order.ts'

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
export interface GroupPort {
  readonly layer: NamedLayer
  readonly isConnected: boolean
  /** The layer whose output the port passes on. */
  readonly source: NodeId | null
}

/** The source of a group's input that is unconnected. Nodes after it are unknown but not at fault. */
export const NO_SOURCE = '?'

/** The limit of visited nodes, including groups and their Inputs and Outputs, which take time although they make no layer. */
const MAX_VISITED = 4 * MAX_NODES

export function expand(document: Document): Expansion {
  const nodes: Record<NodeId, LayerNode> = {}
  const layers: Record<LayerId, ExpandedLayer> = {}
  const sources = new Map<NodeId, NodeId[]>()
  const order: NodeId[] = []
  const cyclic: NodeId[] = []
  const downstream: NodeId[] = []
  const drawn: NodeId[] = []
  const groups = new Map<NodeId, ExpandedGroup>()
  const ports = new Map<NodeId, GroupPort>()
  const lastUsedOutputs = new Map<NodeId, number>()
  /** Prefixes for names of layers in blocks, each used once. */
  const stems = new Set<string>()
  const lastNumbers = new Map<string, number>()
  let placed = 0
  let visited = 0
  /** Nothing more is expanded beyond the limits; only the excess is reported. */
  const exceedsLimits = (more: number) => placed + more > MAX_NODES || visited > MAX_VISITED

  const sorted = new Map<NetworkId, SortedNetwork>()
  /** Sorts a network once, however often it is called. */
  function sortedNetwork(id: NetworkId): SortedNetwork {
    const cached = sorted.get(id)
    if (cached) return cached
    const network = document.networks[id]!
    const result = {
      ...sortNodes(network),
      incoming: incomingEdges(network),
      lastUsedOutputs: findLastUsedOutputs(network),
    }
    sorted.set(id, result)
    return result
  }

  /** Adds the nodes of a network.
   *  @param inputSources the sources that its Inputs pass on; null for the main network, whose Inputs are layers
   *  @returns the source of each output of each node */
  function expandNetwork(id: NetworkId, prefix: string, name: string, inputSources: Sources | null) {
    const network = document.networks[id]!
    const sorting = sortedNetwork(id)
    const out = new Map<NodeId, Sources>()
    const inputs = inputSources ? nodesWithRole(network, 'input') : []
    const sourceOf = ({ from }: Edge): NodeId | null =>
      network.nodes[from.node]!.kind === 'layer'
        ? (out.get(from.node)?.[0] ?? prefix + from.node)
        : (out.get(from.node)?.[from.port] ?? null)
    for (const [layer, own] of Object.entries(network.layers))
      layers[prefix + layer] = {
        network: id,
        id: layer,
        type: own.type,
        name: name && own.name ? `${name}_${own.name}` : own.name,
      }
    for (const [list, ids] of [
      [order, sorting.order],
      [cyclic, sorting.cyclic],
      [downstream, sorting.downstream],
    ] as const)
      for (const node of ids) {
        visited += 1
        const called = network.nodes[node]!
        const into = sorting.incoming.get(node) ?? []
        const path = prefix + node
        if (path === withoutRepetition(path)) drawn.push(path)
        if (called.kind === 'group') {
          const sourceByPort = new Map(into.map((edge) => [edge.to.port, sourceOf(edge)]))
          const last = sorting.lastUsedOutputs.get(node) ?? -1
          out.set(node, expandGroup(path, called, sourceByPort, last, list === cyclic))
          continue
        }
        const layer = network.layers[called.layer]!
        const last = sorting.lastUsedOutputs.get(node)
        if (last !== undefined && (last > 0 || roleOf(layer) === 'output')) lastUsedOutputs.set(path, last)
        if (inputSources && roleOf(layer)) {
          const isInput = roleOf(layer) === 'input'
          const source = isInput ? inputSources[inputs.indexOf(node)]! : into[0] ? sourceOf(into[0]) : null
          ports.set(path, { layer, isConnected: isInput || into.length > 0, source })
          out.set(node, [source])
          continue
        }
        placed += 1
        nodes[path] = prefix ? { ...called, layer: prefix + called.layer } : called
        list.push(path)
        sources.set(
          path,
          into.map((edge) => sourceOf(edge) ?? NO_SOURCE),
        )
        out.set(node, [path])
      }
    return out
  }

  function expandGroup(
    path: NodeId,
    { network, repeat }: GroupNode,
    sourceByPort: ReadonlyMap<number, NodeId | null>,
    lastUsedOutput: number,
    inCycle: boolean,
  ): Sources {
    const inner = document.networks[network]!
    const inputs = nodesWithRole(inner, 'input')
    const ends = nodesWithRole(inner, 'output')
    const blocks: Block[] = []
    const setGroup = (fault: ExpandedGroup['fault']) =>
      groups.set(path, {
        network,
        name: inner.name,
        repeat,
        blocks,
        fault,
        inputs: inputs.map((_, i) => sourceByPort.get(i) ?? null),
        unconnected: inputs.flatMap((_, i) => (sourceByPort.has(i) ? [] : [i])),
        edgeCount: sourceByPort.size,
        outputs: ends.length,
        lastUsedOutput,
        inCycle,
      })
    setGroup(
      ends.length === 0
        ? 'no output'
        : repeat > 1 && inputs.length !== ends.length
          ? 'repeated inputs'
          : null,
    )
    const { fault } = groups.get(path)!
    let inputSources: Sources = groups.get(path)!.inputs
    // A group with a fault is expanded once, so that its contents are drawn and their problems reported; it has no outputs.
    for (let n = 1; n <= (fault ? 1 : repeat); n++) {
      if (exceedsLimits(Object.keys(inner.nodes).length)) {
        setGroup('too many')
        return []
      }
      const prefix = n === 1 ? path : repetitionPath(path, n)
      const out = expandNetwork(network, `${prefix}/`, uniqueStem(inner.name), inputSources)
      const outputs = ends.map((end) => out.get(end)?.[0] ?? null)
      blocks.push({ prefix, network, name: inner.name, inputs: inputSources, outputs })
      inputSources = outputs
    }
    return fault ? [] : inputSources
  }

  /** hidden, hidden_1, …; unique even if another block has the name. */
  function uniqueStem(name: string): string {
    const stem = blockName(name)
    for (let n = lastNumbers.get(stem) ?? 0; ; n++) {
      const candidate = n === 0 ? stem : `${stem}_${n}`
      if (stems.has(candidate)) continue
      lastNumbers.set(stem, n)
      stems.add(candidate)
      return candidate
    }
  }

  expandNetwork(document.main, '', '', null)
  return {
    nodes,
    layers,
    sources,
    order,
    cyclic,
    downstream,
    drawn,
    groups,
    lastUsedOutputs,
    ports,
  }
}

type Sources = readonly (NodeId | null)[]
type SortedNetwork = ReturnType<typeof sortNodes> & {
  readonly incoming: ReadonlyMap<NodeId, readonly Edge[]>
  readonly lastUsedOutputs: ReadonlyMap<NodeId, number>
}

/** The highest index of an output with an edge, by node. */
function findLastUsedOutputs({ edges }: Network): ReadonlyMap<NodeId, number> {
  const last = new Map<NodeId, number>()
  for (const { from } of Object.values(edges))
    last.set(from.node, Math.max(from.port, last.get(from.node) ?? 0))
  return last
}

/** A block's name as part of a layer name, with characters that Keras accepts. */
const blockName = (name: string): string =>
  snakeCase(name.trim().replace(/[^A-Za-z0-9]+/g, '_')).replace(/^_+|_+$/g, '') || 'block'
