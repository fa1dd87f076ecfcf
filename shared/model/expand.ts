/** The main network with every group replaced by its contents, once per repetition. This expansion is analyzed, trained and exported. A
 *  node inside a group has its path as its id (`block/dense`), with the repetition from the second on (`block#2/dense`). */
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
import { drawnAt, endsOf, repetition } from '../document/groups.ts'
import { snakeCase } from '../document/ids.ts'
import { MAX_NODES } from '../document/limits.ts'
import type { Called } from './names.ts'
import { incoming, sortNodes } from './order.ts'

/** One repetition of a group. */
export interface Block {
  /** Ids of its nodes start with the prefix and a slash. */
  readonly prefix: string
  readonly network: NetworkId
  readonly name: string
  /** The layer that feeds each input; null if none does. */
  readonly feeds: readonly (NodeId | null)[]
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
  readonly loose: readonly number[]
  /** Number of incoming edges. */
  readonly wires: number
  /** The number of outputs, and the highest index of an output with an edge, from 0; −1 if no edge leaves the group. */
  readonly outputs: number
  readonly lastUsed: number
  readonly inLoop: boolean
}
export interface Expansion {
  /** Layers only, without groups. */
  readonly nodes: { readonly [id: NodeId]: LayerNode }
  readonly layers: { readonly [id: LayerId]: PlacedLayer }
  /** The sources of each node in the order of its inputs; NO_SOURCE where an input of a group is unconnected. */
  readonly sources: ReadonlyMap<NodeId, readonly NodeId[]>
  readonly order: readonly NodeId[]
  /** Nodes of cycles, and nodes downstream of a cycle. */
  readonly cyclic: readonly NodeId[]
  readonly behind: readonly NodeId[]
  /** All drawn nodes including groups; the contents of a group follow it. */
  readonly drawn: readonly NodeId[]
  readonly groups: ReadonlyMap<NodeId, ExpandedGroup>
  /** For layers with an edge from an output other than their first, and for Outputs with an outgoing edge: the output's index, from 0. */
  readonly leaving: ReadonlyMap<NodeId, number>
  /** Inputs and Outputs inside groups. */
  readonly ports: ReadonlyMap<NodeId, GroupPort>
}
/** A layer of the expanded network. Its arguments stay in the document: nothing here depends on them. */
export interface PlacedLayer extends Called {
  readonly network: NetworkId
  readonly id: LayerId
}
export interface GroupPort {
  readonly layer: Called
  readonly wired: boolean
  /** The layer whose output the port passes on. */
  readonly feed: NodeId | null
}

/** The source of a group's input that is unconnected. Nodes after it are unknown but not at fault. */
export const NOTHING = '?'

/** The limit of visited nodes, including groups and their Inputs and Outputs, which take time although they make no layer. */
const MAX_WALKED = 4 * MAX_NODES

export function expand(document: Document): Expansion {
  const nodes: Record<NodeId, LayerNode> = {}
  const layers: Record<LayerId, PlacedLayer> = {}
  const sources = new Map<NodeId, NodeId[]>()
  const order: NodeId[] = []
  const cyclic: NodeId[] = []
  const behind: NodeId[] = []
  const drawn: NodeId[] = []
  const groups = new Map<NodeId, ExpandedGroup>()
  const ports = new Map<NodeId, GroupPort>()
  const leaving = new Map<NodeId, number>()
  /** Prefixes for names of layers in blocks, each used once. */
  const stems = new Set<string>()
  const lastOf = new Map<string, number>()
  let placed = 0
  let walked = 0
  /** Nothing more is expanded beyond the limits; only the excess is reported. */
  const isFull = (more: number) => placed + more > MAX_NODES || walked > MAX_WALKED

  const sorted = new Map<NetworkId, Sorted>()
  /** Sorts a network once, however often it is called. */
  function sortedOf(id: NetworkId): Sorted {
    const before = sorted.get(id)
    if (before) return before
    const network = document.networks[id]!
    const now = { ...sortNodes(network), wires: incoming(network), lastUsed: lastUsed(network) }
    sorted.set(id, now)
    return now
  }

  /** Adds the nodes of a network.
   *  @param inputSources the sources that its Inputs pass on; null for the main network, whose Inputs are layers
   *  @returns the source of each output of each node */
  function place(id: NetworkId, prefix: string, name: string, feeds: Feeds | null) {
    const network = document.networks[id]!
    const sorts = sortedOf(id)
    const out = new Map<NodeId, Feeds>()
    const inputs = feeds ? endsOf(network, 'Input') : []
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
      [order, sorts.order],
      [cyclic, sorts.cyclic],
      [behind, sorts.behind],
    ] as const)
      for (const node of ids) {
        walked += 1
        const called = network.nodes[node]!
        const into = sorts.wires.get(node) ?? []
        const path = prefix + node
        if (path === drawnAt(path)) drawn.push(path)
        if (called.kind === 'group') {
          const given = new Map(into.map((edge) => [edge.to.port, sourceOf(edge)]))
          const last = sorts.lastUsed.get(node) ?? -1
          out.set(node, placeGroup(path, called, given, last, list === cyclic))
          continue
        }
        const layer = network.layers[called.layer]!
        const last = sorts.lastUsed.get(node)
        if (last !== undefined && (last > 0 || layer.type === 'Output')) leaving.set(path, last)
        if (feeds && isEnd(layer)) {
          const feed =
            layer.type === 'Input' ? feeds[inputs.indexOf(node)]! : into[0] ? sourceOf(into[0]) : null
          ports.set(path, { layer, wired: layer.type === 'Input' || into.length > 0, feed })
          out.set(node, [feed])
          continue
        }
        placed += 1
        nodes[path] = prefix ? { ...called, layer: prefix + called.layer } : called
        list.push(path)
        sources.set(
          path,
          into.map((edge) => sourceOf(edge) ?? NOTHING),
        )
        out.set(node, [path])
      }
    return out
  }

  function placeGroup(
    path: NodeId,
    { network, repeat }: GroupNode,
    given: ReadonlyMap<number, NodeId | null>,
    lastUsed: number,
    inLoop: boolean,
  ): Feeds {
    const inner = document.networks[network]!
    const inputs = endsOf(inner, 'Input')
    const ends = endsOf(inner, 'Output')
    const blocks: Block[] = []
    const tell = (fault: ExpandedGroup['fault']) =>
      groups.set(path, {
        network,
        name: inner.name,
        repeat,
        blocks,
        fault,
        inputs: inputs.map((_, i) => given.get(i) ?? null),
        loose: inputs.flatMap((_, i) => (given.has(i) ? [] : [i])),
        wires: given.size,
        outputs: ends.length,
        lastUsed,
        inLoop,
      })
    tell(
      ends.length === 0
        ? 'no output'
        : repeat > 1 && inputs.length !== ends.length
          ? 'repeated inputs'
          : null,
    )
    const { fault } = groups.get(path)!
    let feeds: Feeds = groups.get(path)!.inputs
    // A group with a fault is expanded once, so that its contents are drawn and their problems reported; it has no outputs.
    for (let n = 1; n <= (fault ? 1 : repeat); n++) {
      if (isFull(Object.keys(inner.nodes).length)) {
        tell('too many')
        return []
      }
      const prefix = n === 1 ? path : repetition(path, n)
      const out = place(network, `${prefix}/`, freeStem(inner.name), feeds)
      const outputs = ends.map((end) => out.get(end)?.[0] ?? null)
      blocks.push({ prefix, network, name: inner.name, feeds, outputs })
      feeds = outputs
    }
    return fault ? [] : feeds
  }

  /** hidden, hidden_1, …; unique even if another block has the name. */
  function freeStem(name: string): string {
    const stem = blockName(name)
    for (let n = lastOf.get(stem) ?? 0; ; n++) {
      const free = n === 0 ? stem : `${stem}_${n}`
      if (stems.has(free)) continue
      lastOf.set(stem, n)
      stems.add(free)
      return free
    }
  }

  place(document.main, '', '', null)
  return {
    nodes,
    layers,
    sources,
    order,
    cyclic,
    behind,
    drawn,
    groups,
    leaving,
    ports,
  }
}

type Feeds = readonly (NodeId | null)[]
type Sorted = ReturnType<typeof sortNodes> & {
  readonly wires: ReadonlyMap<NodeId, readonly Edge[]>
  readonly lastUsed: ReadonlyMap<NodeId, number>
}

/** The highest index of an output with an edge, by node. */
function lastUsed({ edges }: Network): ReadonlyMap<NodeId, number> {
  const last = new Map<NodeId, number>()
  for (const { from } of Object.values(edges))
    last.set(from.node, Math.max(from.port, last.get(from.node) ?? 0))
  return last
}

const isEnd = ({ type }: Called): boolean => type === 'Input' || type === 'Output'

/** A block's name as part of a layer name, with characters that Keras accepts. */
const blockName = (name: string): string =>
  snakeCase(name.trim().replace(/[^A-Za-z0-9]+/g, '_')).replace(/^_+|_+$/g, '') || 'block'
