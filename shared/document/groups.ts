/** Groups: networks used as one block. A group node calls a network; the network's Inputs are its inputs and the network's Outputs its
 *  outputs, in the order of drawing. A node inside is identified by its path: `block/dense`, `outer/inner/dense`. */
import { produce } from 'immer'
import { roleOf } from '../catalog/layers/index.ts'
import type { LayerRole } from '../catalog/layers/layer.ts'
import type { Document, Network, NetworkId, NodeId } from './document.ts'

/** Group nodes from the main network inwards. */
export type GroupPath = readonly NodeId[]

/** The separator of a path; ids contain no slash. */
const SEPARATOR = '/'

export const pathOf = (groups: GroupPath, node: NodeId): NodeId => [...groups, node].join(SEPARATOR)

/** `outer/inner/dense` → the groups that contain the node, and the node's id in its network. */
export function splitPath(path: NodeId): { readonly groups: GroupPath; readonly node: NodeId } {
  const parts = path.split(SEPARATOR)
  return { groups: parts.slice(0, -1), node: parts.at(-1)! }
}

/** The path of one repetition of a group; repetitions count from 1, and only those from 2 on have a path of their own. */
export const repetitionPath = (path: NodeId, n: number): NodeId => `${path}#${n}`

/** `outer#2/dense` → `outer/dense`: the path on the canvas, where repetitions are drawn once. */
export const withoutRepetition = (path: NodeId): NodeId =>
  path.includes('#') ? path.replace(/#\d+(?=\/)/g, '') : path

/** Nodes of a network that call a layer with this role, in the order of drawing. */
export const nodesWithRole = (network: Network, role: LayerRole): readonly NodeId[] =>
  Object.entries(network.nodes).flatMap(([id, node]) => {
    const layer = node.kind === 'layer' ? network.layers[node.layer] : undefined
    return layer && roleOf(layer) === role ? [id] : []
  })

/** The network that a path of groups leads to; null if one of them is not a group. */
export function networkAt({ networks, main }: Document, groups: GroupPath): NetworkId | null {
  let id = main
  for (const group of groups) {
    const { nodes } = networks[id]!
    const node = Object.hasOwn(nodes, group) ? nodes[group]! : undefined
    if (node?.kind !== 'group') return null
    id = node.network
  }
  return id
}

/** The document with another main network, for functions that read or change the open network. */
export const withMain = (document: Document, network: NetworkId): Document =>
  network === document.main ? document : { ...document, main: network }

/** Applies an edit to the network that a path leads into, with the node's id in that network. Returns the same document if the path
 *  does not exist. */
export function editAtPath(
  document: Document,
  path: NodeId,
  edit: (document: Document, node: NodeId) => Document,
): Document {
  const { groups, node } = splitPath(withoutRepetition(path))
  const network = networkAt(document, groups)
  return network === null ? document : editNetwork(document, network, (d) => edit(d, node))
}

/** Applies an edit for the main network to another network. */
export function editNetwork(
  document: Document,
  network: NetworkId,
  edit: (document: Document) => Document,
): Document {
  const focused = withMain(document, network)
  const edited = edit(focused)
  if (edited === focused) return document
  return focused === document ? edited : { ...edited, main: document.main }
}

const calleesCache = new WeakMap<Network['nodes'], readonly NetworkId[]>()

/** The network that each group node of a network calls. Cached by the nodes object, which does not change with an argument. */
export function directCallees({ nodes }: Pick<Network, 'nodes'>): readonly NetworkId[] {
  const cached = calleesCache.get(nodes)
  if (cached) return cached
  const found = Object.values(nodes).flatMap((node) => (node.kind === 'group' ? [node.network] : []))
  calleesCache.set(nodes, found)
  return found
}

/** Ids of the networks that groups of a network call, directly or through others. */
export function allCallees(
  { networks }: Pick<Document, 'networks'>,
  start: NetworkId,
): ReadonlySet<NetworkId> {
  const called = new Set<NetworkId>()
  const stack = [start]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const network = networks[id]
    for (const callee of network ? directCallees(network) : [])
      if (!called.has(callee)) {
        called.add(callee)
        stack.push(callee)
      }
  }
  return called
}

/** The number of group nodes of a document that call a network. */
export const callCount = ({ networks }: Document, network: NetworkId): number =>
  Object.values(networks)
    .flatMap(directCallees)
    .filter((id) => id === network).length

/** Removes the networks that groups of `before` called and none of `after` calls; they would stay in the file unreachable. */
export function removeUncalled(before: Document, after: Document): Document {
  const groupsOf = ({ networks }: Document) => new Set(Object.values(networks).flatMap(directCallees))
  const previous = groupsOf(before)
  if (previous.size === 0) return after
  let document = after
  for (;;) {
    const current = groupsOf(document)
    const uncalled = [...previous].filter((id) => !current.has(id) && Object.hasOwn(document.networks, id))
    if (uncalled.length === 0) return document
    document = produce(document, (draft) => {
      for (const id of uncalled) delete draft.networks[id]
    })
  }
}
