/** Groups: networks used as one block. A group node calls a network; the network's Inputs are its inputs and the network's Outputs its
 *  outputs, in the order of drawing. A node inside is identified by its path: `block/dense`, `outer/inner/dense`. */
import { produce } from 'immer'
import type { Document, Network, NetworkId, NodeId } from './document.ts'

/** Group nodes from the main network inwards. */
export type GroupPath = readonly NodeId[]

/** The separator of a path; ids contain no slash. */
const SLASH = '/'

export const pathOf = (groups: GroupPath, node: NodeId): NodeId => [...groups, node].join(SLASH)

/** `outer/inner/dense` → the groups that contain the node, and the node's id in its network. */
export function splitPath(path: NodeId): { readonly groups: GroupPath; readonly node: NodeId } {
  const parts = path.split(SLASH)
  return { groups: parts.slice(0, -1), node: parts.at(-1)! }
}

/** The path of one repetition of a group; repetitions count from 1, and only those from 2 on have a path of their own. */
export const repetition = (path: NodeId, n: number): NodeId => `${path}#${n}`

/** `outer#2/dense` → `outer/dense`: the path on the canvas, where repetitions are drawn once. */
export const drawnAt = (path: NodeId): NodeId => (path.includes('#') ? path.replace(/#\d+(?=\/)/g, '') : path)

/** Nodes of a network that call a layer of this type, in the order of drawing. */
export const endsOf = (network: Network, type: 'Input' | 'Output'): readonly NodeId[] =>
  Object.entries(network.nodes).flatMap(([id, node]) =>
    node.kind === 'layer' && network.layers[node.layer]?.type === type ? [id] : [],
  )

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
export const focusOn = (document: Document, network: NetworkId): Document =>
  network === document.main ? document : { ...document, main: network }

/** Applies an edit to the network that a path leads into, with the node's id in that network. Returns the same document if the path
 *  does not exist. */
export function inside(
  document: Document,
  path: NodeId,
  edit: (document: Document, node: NodeId) => Document,
): Document {
  const { groups, node } = splitPath(drawnAt(path))
  const network = networkAt(document, groups)
  return network === null ? document : within(document, network, (d) => edit(d, node))
}

/** Applies an edit for the main network to another network. */
export function within(
  document: Document,
  network: NetworkId,
  edit: (document: Document) => Document,
): Document {
  const focused = focusOn(document, network)
  const edited = edit(focused)
  if (edited === focused) return document
  return focused === document ? edited : { ...edited, main: document.main }
}

const known = new WeakMap<Network['nodes'], readonly NetworkId[]>()

/** The network that each group node of a network calls. Cached by the nodes object, which does not change with an argument. */
export function calledIn({ nodes }: Pick<Network, 'nodes'>): readonly NetworkId[] {
  const before = known.get(nodes)
  if (before) return before
  const found = Object.values(nodes).flatMap((node) => (node.kind === 'group' ? [node.network] : []))
  known.set(nodes, found)
  return found
}

/** Ids of the networks that groups of a network call, directly or through others. */
export function calledBy({ networks }: Pick<Document, 'networks'>, start: NetworkId): ReadonlySet<NetworkId> {
  const called = new Set<NetworkId>()
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const network = networks[id]
    for (const inner of network ? calledIn(network) : [])
      if (!called.has(inner)) {
        called.add(inner)
        waiting.push(inner)
      }
  }
  return called
}

/** The number of group nodes of a document that call a network. */
export const timesCalled = ({ networks }: Document, network: NetworkId): number =>
  Object.values(networks)
    .flatMap(calledIn)
    .filter((id) => id === network).length

/** Removes the networks that groups of `before` called and none of `after` calls; they would stay in the file unreachable. */
export function withoutUncalled(before: Document, after: Document): Document {
  const groupsOf = ({ networks }: Document) => new Set(Object.values(networks).flatMap(calledIn))
  const were = groupsOf(before)
  if (were.size === 0) return after
  let document = after
  for (;;) {
    const are = groupsOf(document)
    const gone = [...were].filter((id) => !are.has(id) && Object.hasOwn(document.networks, id))
    if (gone.length === 0) return document
    document = produce(document, (draft) => {
      for (const id of gone) delete draft.networks[id]
    })
  }
}
