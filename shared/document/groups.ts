/** Networks used as one block. A group node calls a network; that network's Inputs are its inputs and its Outputs its outputs, in the
 *  order of drawing. A node inside is named by its path: `block/dense`, `outer/inner/dense`. */
import { produce } from 'immer'
import type { Document, Network, NetworkId, NodeId } from './document.ts'

/** Group nodes from the main network inwards. */
export type GroupPath = readonly NodeId[]

/** Ids hold no slash. */
const SLASH = '/'

export const pathOf = (groups: GroupPath, node: NodeId): NodeId => [...groups, node].join(SLASH)

/** `outer/inner/dense` → the groups around it, and its id in the network it stands in. */
export function splitPath(path: NodeId): { readonly groups: GroupPath; readonly node: NodeId } {
  const parts = path.split(SLASH)
  return { groups: parts.slice(0, -1), node: parts.at(-1)! }
}

/** The path of a node in a group that is repeated: the nth time, from the second on. */
export const repetition = (path: NodeId, n: number): NodeId => `${path}#${n}`

/** `outer#2/dense` → `outer/dense`: where it is drawn. */
export const drawnAt = (path: NodeId): NodeId => (path.includes('#') ? path.replace(/#\d+(?=\/)/g, '') : path)

/** Nodes of a network that call a layer of this type, in the order of drawing. */
export const endsOf = (network: Network, type: 'Input' | 'Output'): readonly NodeId[] =>
  Object.entries(network.nodes).flatMap(([id, node]) =>
    node.kind === 'layer' && network.layers[node.layer]?.type === type ? [id] : [],
  )

/** The network that groups lead to; null where one of them is none. */
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

/** The document with another network in the place of the main one, for what reads or changes the network that is open. */
export const focusOn = (document: Document, network: NetworkId): Document =>
  network === document.main ? document : { ...document, main: network }

/** Carries out an edit on the network a path leads into, with the node's id there. The same document where it leads nowhere. */
export function inside(
  document: Document,
  path: NodeId,
  edit: (document: Document, node: NodeId) => Document,
): Document {
  const { groups, node } = splitPath(drawnAt(path))
  const network = networkAt(document, groups)
  return network === null ? document : within(document, network, (d) => edit(d, node))
}

/** Carries out an edit of the main network on another one. */
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

/** The network that each group node of a network calls. Cached by its nodes, which an argument does not change. */
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

/** How many group nodes of a document call a network. */
export const timesCalled = ({ networks }: Document, network: NetworkId): number =>
  Object.values(networks)
    .flatMap(calledIn)
    .filter((id) => id === network).length

/** Removes the networks that `before` had groups for and `after` has none: they would be left behind unseen. */
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
