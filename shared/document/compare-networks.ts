/** The differences between two networks of a document, for showing variants side by side. Positions of nodes are ignored. */
import { type Fields, member, toJson } from '../fields/index.ts'
import { layers } from '../layers/index.ts'
import type { Document, Layer, Network, NetworkId, NodeId } from './document.ts'
import { writtenOut } from './edits/change.ts'

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
export interface WireDifference {
  readonly kind: 'added' | 'removed'
  readonly from: NodeId
  readonly to: NodeId
  /** Index of the source's output and of the target's input, from 0. */
  readonly output: number
  readonly port: number
}
export interface NetworkDifferences {
  readonly nodes: readonly NodeDifference[]
  readonly wires: readonly WireDifference[]
}

/** Compares the networks `before` and `after` of a document. */
export function compareNetworks(document: Document, before: NetworkId, after: NetworkId): NetworkDifferences {
  const [old, now] = [document.networks[before]!, document.networks[after]!]
  const pairs = pairsOf(document, old, now)
  const paired = new Map([...pairs].map(([was, is]) => [is, was]))
  const removed = Object.keys(old.nodes)
    .filter((id) => !pairs.has(id))
    .map((id): NodeDifference => {
      return { kind: 'removed', before: id, after: null, title: titleOf(document, old, id), fields: [] }
    })
  const others = Object.keys(now.nodes).flatMap((id): NodeDifference[] => {
    const title = titleOf(document, now, id)
    const was = paired.get(id)
    if (was === undefined) return [{ kind: 'added', before: null, after: id, title, fields: [] }]
    const fields = otherFields(factsOf(document, old, was), factsOf(document, now, id))
    return fields.length === 0 ? [] : [{ kind: 'changed', before: was, after: id, title, fields }]
  })
  return { nodes: [...removed, ...others], wires: otherWires(old, now, pairs) }
}

/** A key by which a node of one network is matched with a node of the other; null if the node has none. */
type Key = (document: Document, network: Network, id: NodeId) => string | null

const layerKey: Key = (_, { nodes }, id) => {
  const node = nodes[id]!
  return node.kind === 'layer' ? node.layer : null
}
const nameKey: Key = (document, network, id) => {
  const node = network.nodes[id]!
  return (node.kind === 'layer' ? network.layers[node.layer]!.name : titleOf(document, network, id)) || null
}
/** Keys in order of reliability: a variant keeps the ids of the network it was copied from; a layer that was deleted and added is
 *  matched by its name. */
const KEYS: readonly Key[] = [
  (document, network, id) => `${id} ${layerKey(document, network, id) ?? ''}`,
  layerKey,
  (_, __, id) => id,
  nameKey,
]

/** Matches nodes of `old` with nodes of `current`. Layers of different types never match. */
function pairsOf(document: Document, old: Network, now: Network): ReadonlyMap<NodeId, NodeId> {
  const pairs = new Map<NodeId, NodeId>()
  const taken = new Set<NodeId>()
  for (const keyOf of KEYS) {
    const typed = (network: Network, id: NodeId): string | null => {
      const key = keyOf(document, network, id)
      const node = network.nodes[id]!
      return key && `${node.kind === 'group' ? 'group' : network.layers[node.layer]!.type} ${key}`
    }
    const free = new Map<string, NodeId[]>()
    for (const id of Object.keys(old.nodes)) {
      const key = pairs.has(id) ? null : typed(old, id)
      if (key !== null) free.set(key, [...(free.get(key) ?? []), id])
    }
    for (const id of Object.keys(now.nodes)) {
      const key = taken.has(id) ? null : typed(now, id)
      const was = key === null ? undefined : free.get(key)?.shift()
      if (was === undefined) continue
      pairs.set(was, id)
      taken.add(id)
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
const alike = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const otherFields = (was: Facts, is: Facts): NodeDifference['fields'] =>
  was === is
    ? []
    : [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((name) => !alike(was[name], is[name]))
        .map((name) => ({ name, before: was[name], after: is[name] }))

/** All properties of a node except its position. A group is compared by the contents of its network, not by the network's id. */
function factsOf(document: Document, network: Network, id: NodeId): Facts {
  const node = network.nodes[id]!
  if (node.kind === 'group')
    return {
      repeat: node.repeat,
      name: document.networks[node.network]!.name,
      layers: contentsOf(document, node.network),
    }
  const layer = network.layers[node.layer]!
  const known = layerFacts.get(layer)
  if (known?.definitions === document.definitions) return known.facts
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
    ...argumentsOf(type, writtenOut(document, layer).props),
    ...(!trainable && { trainable }),
    ...(dtype !== null && { dtype }),
    ...(definition !== null && { defaults: document.definitions[definition]?.name }),
  }
}

/** The effective value of every argument in its shortest JSON form; the raw value where the field cannot read it. */
function argumentsOf(type: string, props: Facts): Facts {
  const fields: Fields = member(layers, type)?.fields ?? {}
  const read = Object.entries(fields).map(([name, field]) => {
    if (!Object.hasOwn(props, name)) return [name, toJson(field, field.default)]
    const value = field.read(props[name])
    return [name, value.ok ? toJson(field, value.value) : props[name]]
  })
  const unknown = Object.entries(props).filter(([name]) => !Object.hasOwn(fields, name))
  return Object.fromEntries([...read, ...unknown])
}

interface Contents {
  readonly of: Map<NetworkId, number>
  readonly known: Map<string, number>
}
const contents = new WeakMap<Document, Contents>()

/** A number that identifies the contents of a network: networks of a document with equal contents have the same number. Each network is
 *  serialized once, however many groups call it. */
function contentsOf(document: Document, id: NetworkId): number {
  const { of, known } = contents.get(document) ?? { of: new Map(), known: new Map() }
  contents.set(document, { of, known })
  const before = of.get(id)
  if (before !== undefined) return before
  const network = document.networks[id]!
  const text = JSON.stringify([
    Object.keys(network.nodes).map((node) => [node, factsOf(document, network, node)]),
    Object.values(network.edges),
  ])
  const number = known.get(text) ?? known.size
  known.set(text, number)
  of.set(id, number)
  return number
}

/** Edges between nodes that exist in both networks. A path through nodes that only one network has counts as an edge, because an
 *  inserted or removed node is already reported as a node difference. */
function otherWires(
  old: Network,
  now: Network,
  pairs: ReadonlyMap<NodeId, NodeId>,
): readonly WireDifference[] {
  const own = new Map([...pairs].map(([was, is]) => [is, was]))
  const isOld = (id: NodeId) => (pairs.has(id) ? id : undefined)
  const isNow = (id: NodeId) => own.get(id)
  const [through, throughNow] = [waysOf(old, isOld, MAX_STEPS), waysOf(now, isNow, MAX_STEPS)]
  const [before, after] =
    through && throughNow ? [through, throughNow] : [waysOf(old, isOld, 0)!, waysOf(now, isNow, 0)!]
  const only = (a: Ways, b: Ways, kind: WireDifference['kind']): WireDifference[] =>
    [...a].flatMap(([way, wire]) => (b.has(way) ? [] : [{ kind, ...wire }]))
  return [...only(before, after, 'removed'), ...only(after, before, 'added')]
}

type Ways = ReadonlyMap<string, Omit<WireDifference, 'kind'>>

/** The limit of edges followed through nodes that only one network has; beyond it, only direct edges are compared. */
const MAX_STEPS = 200_000

/** The direct edges and paths between nodes that exist in both networks.
 *  @param sharedId the id under which both networks share a node; undefined if only one has it
 *  @param maxSteps the limit of steps through unshared nodes; 0 finds direct edges only
 *  @returns null if the limit is exceeded */
function waysOf({ edges }: Network, known: (id: NodeId) => NodeId | undefined, most: number): Ways | null {
  const out = new Map<NodeId, Network['edges'][string][]>()
  for (const edge of Object.values(edges)) {
    const list = out.get(edge.from.node)
    if (list) list.push(edge)
    else out.set(edge.from.node, [edge])
  }
  const ways = new Map<string, Omit<WireDifference, 'kind'>>()
  let steps = 0
  for (const start of out.keys()) {
    const from = known(start)
    if (from === undefined) continue
    for (const first of out.get(start)!) {
      const seen = new Set<NodeId>()
      const waiting = [first]
      for (let edge = waiting.pop(); edge; edge = waiting.pop()) {
        const { node, port } = edge.to
        const to = known(node)
        if (to !== undefined)
          ways.set(`${from}:${first.from.port} ${to}:${port}`, {
            from: start,
            to: node,
            output: first.from.port,
            port,
          })
        else if (most > 0 && !seen.has(node)) {
          seen.add(node)
          const next = out.get(node) ?? []
          steps += next.length
          if (steps > most) return null
          waiting.push(...next)
        }
      }
    }
  }
  return ways
}
