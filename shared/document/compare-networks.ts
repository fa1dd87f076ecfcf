/** The differences between two networks of a document, for showing variants side by side. Positions of nodes are ignored. */

import { layers } from '../catalog/layers/index.ts'
import { type Fields, findMember, toJson } from '../fields/index.ts'
import type { Document, Layer, Network, NetworkId, NodeId } from './document.ts'
import { inlineDefaults } from './edits/change.ts'

/** A node that differs between two networks. */
export interface NodeDifference {
  readonly kind: 'added' | 'removed' | 'changed'
  /** Id of the node in each network; null in the network that does not have it. */
  readonly before: NodeId | null
  readonly after: NodeId | null
  /** The layer's type, or the group's name. */
  readonly title: string
  /** For a changed node: the values that differ, by argument name, as JSON. An argument that is not set has its effective default. */
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[]
}
/** An edge that only one of the two networks has, with the node ids of that network. */
export interface EdgeDifference {
  readonly kind: 'added' | 'removed'
  readonly from: NodeId
  readonly to: NodeId
  /** Index of the source's output and of the target's input, from 0. */
  readonly output: number
  readonly port: number
}
export interface NetworkDifferences {
  readonly nodes: readonly NodeDifference[]
  readonly edges: readonly EdgeDifference[]
}

/** Compares the networks `before` and `after` of a document. */
export function compareNetworks(document: Document, before: NetworkId, after: NetworkId): NetworkDifferences {
  const [old, current] = [document.networks[before]!, document.networks[after]!]
  const pairs = matchNodes(document, old, current)
  const newToOld = new Map([...pairs].map(([oldId, newId]) => [newId, oldId]))
  const removed = Object.keys(old.nodes)
    .filter((id) => !pairs.has(id))
    .map((id): NodeDifference => {
      return { kind: 'removed', before: id, after: null, title: titleOf(document, old, id), fields: [] }
    })
  const others = Object.keys(current.nodes).flatMap((id): NodeDifference[] => {
    const title = titleOf(document, current, id)
    const oldId = newToOld.get(id)
    if (oldId === undefined) return [{ kind: 'added', before: null, after: id, title, fields: [] }]
    const fields = diffFields(factsOf(document, old, oldId), factsOf(document, current, id))
    return fields.length === 0 ? [] : [{ kind: 'changed', before: oldId, after: id, title, fields }]
  })
  return { nodes: [...removed, ...others], edges: diffEdges(old, current, pairs) }
}

/** A key by which a node of one network is matched with a node of the other; null if the node has none. */
type NodeKey = (document: Document, network: Network, id: NodeId) => string | null

const layerKey: NodeKey = (_, { nodes }, id) => {
  const node = nodes[id]!
  return node.kind === 'layer' ? node.layer : null
}
const nameKey: NodeKey = (document, network, id) => {
  const node = network.nodes[id]!
  return (node.kind === 'layer' ? network.layers[node.layer]!.name : titleOf(document, network, id)) || null
}
/** Keys in order of reliability: a variant keeps the ids of the network it was copied from; a layer that was deleted and added is
 *  matched by its name. */
const NODE_KEYS: readonly NodeKey[] = [
  (document, network, id) => `${id} ${layerKey(document, network, id) ?? ''}`,
  layerKey,
  (_, __, id) => id,
  nameKey,
]

/** Matches nodes of `old` with nodes of `current`. Layers of different types never match. */
function matchNodes(document: Document, old: Network, current: Network): ReadonlyMap<NodeId, NodeId> {
  const pairs = new Map<NodeId, NodeId>()
  const matched = new Set<NodeId>()
  for (const keyOf of NODE_KEYS) {
    const typedKey = (network: Network, id: NodeId): string | null => {
      const key = keyOf(document, network, id)
      const node = network.nodes[id]!
      return key && `${node.kind === 'group' ? 'group' : network.layers[node.layer]!.type} ${key}`
    }
    const unmatched = new Map<string, NodeId[]>()
    for (const id of Object.keys(old.nodes)) {
      const key = pairs.has(id) ? null : typedKey(old, id)
      if (key !== null) unmatched.set(key, [...(unmatched.get(key) ?? []), id])
    }
    for (const id of Object.keys(current.nodes)) {
      const key = matched.has(id) ? null : typedKey(current, id)
      const oldId = key === null ? undefined : unmatched.get(key)?.shift()
      if (oldId === undefined) continue
      pairs.set(oldId, id)
      matched.add(id)
    }
  }
  return pairs
}

function titleOf({ networks }: Document, network: Network, id: NodeId): string {
  const node = network.nodes[id]!
  return node.kind === 'group' ? networks[node.network]!.name : network.layers[node.layer]!.type
}

type Facts = { readonly [name: string]: unknown }

/** Compares plain data. Keys keep their order in a document, so the JSON text is enough. */
const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const diffFields = (previous: Facts, next: Facts): NodeDifference['fields'] =>
  previous === next
    ? []
    : [...new Set([...Object.keys(previous), ...Object.keys(next)])]
        .filter((name) => !isEqual(previous[name], next[name]))
        .map((name) => ({ name, before: previous[name], after: next[name] }))

/** All properties of a node except its position. A group is compared by the contents of its network, not by the network's id. */
function factsOf(document: Document, network: Network, id: NodeId): Facts {
  const node = network.nodes[id]!
  if (node.kind === 'group')
    return {
      repeat: node.repeat,
      name: document.networks[node.network]!.name,
      layers: contentsId(document, node.network),
    }
  const layer = network.layers[node.layer]!
  const cached = layerFacts.get(layer)
  if (cached?.definitions === document.definitions) return cached.facts
  const facts = factsOfLayer(document, layer)
  layerFacts.set(layer, { definitions: document.definitions, facts })
  return facts
}

/** Cached per layer object: dragging a node or duplicating a variant keeps the same objects. */
const layerFacts = new WeakMap<
  Layer,
  { readonly definitions: Document['definitions']; readonly facts: Facts }
>()

function factsOfLayer(document: Document, layer: Layer): Facts {
  const { type, name, trainable, dtype, definition } = layer
  return {
    type,
    ...(name && { name }),
    ...argumentsOf(type, inlineDefaults(document, layer).props),
    ...(!trainable && { trainable }),
    ...(dtype !== null && { dtype }),
    ...(definition !== null && { defaults: document.definitions[definition]?.name }),
  }
}

/** The effective value of every argument in its shortest JSON form; the raw value where the field cannot read it. */
function argumentsOf(type: string, props: Facts): Facts {
  const fields: Fields = findMember(layers, type)?.fields ?? {}
  const read = Object.entries(fields).map(([name, field]) => {
    if (!Object.hasOwn(props, name)) return [name, toJson(field, field.default)]
    const value = field.read(props[name])
    return [name, value.ok ? toJson(field, value.value) : props[name]]
  })
  const unknown = Object.entries(props).filter(([name]) => !Object.hasOwn(fields, name))
  return Object.fromEntries([...read, ...unknown])
}

interface Contents {
  readonly ids: Map<NetworkId, number>
  readonly idsByText: Map<string, number>
}
const contentsCache = new WeakMap<Document, Contents>()

/** A number that identifies the contents of a network: networks of a document with equal contents have the same number. Each network is
 *  serialized once, however many groups call it. */
function contentsId(document: Document, id: NetworkId): number {
  const { ids, idsByText } = contentsCache.get(document) ?? { ids: new Map(), idsByText: new Map() }
  contentsCache.set(document, { ids, idsByText })
  const cached = ids.get(id)
  if (cached !== undefined) return cached
  const network = document.networks[id]!
  const text = JSON.stringify([
    Object.keys(network.nodes).map((node) => [node, factsOf(document, network, node)]),
    Object.values(network.edges),
  ])
  const number = idsByText.get(text) ?? idsByText.size
  idsByText.set(text, number)
  ids.set(id, number)
  return number
}

/** Edges between nodes that exist in both networks. A path through nodes that only one network has counts as an edge, because an
 *  inserted or removed node is already reported as a node difference. */
function diffEdges(
  old: Network,
  current: Network,
  pairs: ReadonlyMap<NodeId, NodeId>,
): readonly EdgeDifference[] {
  const newToOld = new Map([...pairs].map(([oldId, newId]) => [newId, oldId]))
  const idIfMatched = (id: NodeId) => (pairs.has(id) ? id : undefined)
  const oldIdIfMatched = (id: NodeId) => newToOld.get(id)
  const [paths, currentPaths] = [
    findPaths(old, idIfMatched, MAX_STEPS),
    findPaths(current, oldIdIfMatched, MAX_STEPS),
  ]
  const [before, after] =
    paths && currentPaths
      ? [paths, currentPaths]
      : [findPaths(old, idIfMatched, 0)!, findPaths(current, oldIdIfMatched, 0)!]
  const onlyIn = (a: Paths, b: Paths, kind: EdgeDifference['kind']): EdgeDifference[] =>
    [...a].flatMap(([path, edge]) => (b.has(path) ? [] : [{ kind, ...edge }]))
  return [...onlyIn(before, after, 'removed'), ...onlyIn(after, before, 'added')]
}

type Paths = ReadonlyMap<string, Omit<EdgeDifference, 'kind'>>

/** The limit of edges followed through nodes that only one network has; beyond it, only direct edges are compared. */
const MAX_STEPS = 200_000

/** The direct edges and paths between nodes that exist in both networks.
 *  @param sharedId the id under which both networks share a node; undefined if only one has it
 *  @param maxSteps the limit of steps through unshared nodes; 0 finds direct edges only
 *  @returns null if the limit is exceeded */
function findPaths(
  { edges }: Network,
  sharedId: (id: NodeId) => NodeId | undefined,
  maxSteps: number,
): Paths | null {
  const outgoing = new Map<NodeId, Network['edges'][string][]>()
  for (const edge of Object.values(edges)) {
    const list = outgoing.get(edge.from.node)
    if (list) list.push(edge)
    else outgoing.set(edge.from.node, [edge])
  }
  const paths = new Map<string, Omit<EdgeDifference, 'kind'>>()
  let steps = 0
  for (const start of outgoing.keys()) {
    const from = sharedId(start)
    if (from === undefined) continue
    for (const first of outgoing.get(start)!) {
      const seen = new Set<NodeId>()
      const stack = [first]
      for (let edge = stack.pop(); edge; edge = stack.pop()) {
        const { node, port } = edge.to
        const to = sharedId(node)
        if (to !== undefined)
          paths.set(`${from}:${first.from.port} ${to}:${port}`, {
            from: start,
            to: node,
            output: first.from.port,
            port,
          })
        else if (maxSteps > 0 && !seen.has(node)) {
          seen.add(node)
          const next = outgoing.get(node) ?? []
          steps += next.length
          if (steps > maxSteps) return null
          stack.push(...next)
        }
      }
    }
  }
  return paths
}
