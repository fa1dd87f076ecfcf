/** Variants: networks of a document that stand side by side, to see which of them learns better. The main one trains. */
import { type Field, member, toJson } from '../fields/index.ts'
import { layers } from '../layers/index.ts'
import type { Document, Layer, Network, NetworkId, NodeId } from './document.ts'

/** Networks that no group calls, in the order of the file; the main one always. */
export function variantsOf({ networks, main }: Document): readonly NetworkId[] {
  const called = new Set(
    Object.values(networks).flatMap(({ nodes }) =>
      Object.values(nodes).flatMap((node) => (node.kind === 'group' ? [node.network] : [])),
    ),
  )
  return Object.keys(networks).filter((id) => id === main || !called.has(id))
}

/** What a run of the document is called: with the variant where there are several. */
export const runName = (document: Document): string =>
  variantsOf(document).length > 1
    ? `${document.name} · ${document.networks[document.main]!.name}`
    : document.name

/** A node that two networks do not have alike. */
export interface NodeDifference {
  readonly kind: 'added' | 'removed' | 'changed'
  /** What it is: the type of its layer, or a group's name. */
  readonly title: string
  /** Of a changed one: what stands where, by argument, as JSON; its default where an argument is not given. */
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[]
}
export interface NetworkDifferences {
  /** By the node's id: a variant keeps the ids of what it was made of. */
  readonly nodes: ReadonlyMap<NodeId, NodeDifference>
  /** Wires between nodes that both have, which one of the two has not. */
  readonly wires: number
}

/** What `after` has otherwise than `before`; where nodes stand does not count. */
export function compareNetworks(document: Document, before: NetworkId, after: NetworkId): NetworkDifferences {
  const [old, now] = [document.networks[before]!, document.networks[after]!]
  const nodes = new Map<NodeId, NodeDifference>()
  for (const id of Object.keys(old.nodes))
    if (!Object.hasOwn(now.nodes, id))
      nodes.set(id, { kind: 'removed', title: titleOf(document, old, id), fields: [] })
  for (const id of Object.keys(now.nodes)) {
    const title = titleOf(document, now, id)
    if (!Object.hasOwn(old.nodes, id)) {
      nodes.set(id, { kind: 'added', title, fields: [] })
      continue
    }
    const [was, is] = [factsOf(document, old, id), factsOf(document, now, id)]
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    const fields = names
      .filter((name) => !alike(was[name], is[name]))
      .map((name) => ({
        name,
        before: was[name] ?? defaultOf(was.type, name),
        after: is[name] ?? defaultOf(is.type, name),
      }))
    if (fields.length > 0) nodes.set(id, { kind: 'changed', title, fields })
  }
  const both = (id: NodeId) => Object.hasOwn(old.nodes, id) && Object.hasOwn(now.nodes, id)
  const wiresOf = ({ edges }: Network) =>
    new Set(
      Object.values(edges)
        .filter(({ from, to }) => both(from.node) && both(to.node))
        .map(({ from, to }) => `${from.node}:${from.port} ${to.node}:${to.port}`),
    )
  const [wiresBefore, wiresAfter] = [wiresOf(old), wiresOf(now)]
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
    [...a].filter((wire) => !b.has(wire)).length
  return { nodes, wires: only(wiresBefore, wiresAfter) + only(wiresAfter, wiresBefore) }
}

const alike = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function defaultOf(type: unknown, name: string): unknown {
  const field = member(layers, String(type))?.fields[name] as Field | undefined
  return field && toJson(field, field.default)
}

function titleOf({ networks }: Document, network: Network, id: NodeId): string {
  const node = network.nodes[id]!
  return node.kind === 'group' ? networks[node.network]!.name : network.layers[node.layer]!.type
}

/** All that is said of a node, but for its place. What a group holds counts, not under which id. */
function factsOf(document: Document, network: Network, id: NodeId): { readonly [name: string]: unknown } {
  const node = network.nodes[id]!
  if (node.kind === 'group')
    return {
      repeat: node.repeat,
      name: document.networks[node.network]!.name,
      layers: contentsOf(document, node.network),
    }
  const { type, name, props, trainable, dtype, definition }: Layer = network.layers[node.layer]!
  return {
    type,
    ...(name && { name }),
    ...props,
    ...(!trainable && { trainable }),
    ...(dtype !== null && { dtype }),
    ...(definition !== null && { defaults: document.definitions[definition]?.name }),
  }
}

function contentsOf(document: Document, id: NetworkId): unknown {
  const network = document.networks[id]!
  return [
    Object.keys(network.nodes).map((node) => [node, factsOf(document, network, node)]),
    Object.values(network.edges),
  ]
}
