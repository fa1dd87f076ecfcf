/** Malformed documents as a person, a merge or another program could produce them: the text of a valid one with parts changed, removed,
 *  duplicated or moved. Many of them still parse. */

import { layers } from '../../shared/catalog/layers/index.ts'
import { serializeDocument } from '../../shared/document/file.ts'
import { EXAMPLES } from '../support/examples.ts'
import { PROGRAMS } from '../support/programs/programs.ts'
import { streamOf } from '../support/random-arrays.ts'

type Stream = ReturnType<typeof streamOf>
// biome-ignore lint/suspicious/noExplicitAny: what is mutated has any shape.
type Tree = any

const TEXTS = [...EXAMPLES, ...PROGRAMS].map(({ document }) => serializeDocument(document))
const VALUES = [null, true, -1, 0, 1, 2, 0.5, 7, 1e9, '', 'x', 'dense', 'relu', 'a b', '은닉', [], [2, 3], {}]
const TYPES = [...layers.members.map(({ type }) => type), 'Nothing']

/** The text of a mutated document. The seed determines it. */
export function mutatedDocument(seed: number): string {
  const stream = streamOf(seed)
  const tree: Tree = JSON.parse(pick(stream, TEXTS))
  for (let n = 1 + stream.uniformInt(3); n > 0; n--) pick(stream, MUTATIONS)(tree, stream)
  return JSON.stringify(tree)
}

const pick = <T>(stream: Stream, from: readonly T[]): T =>
  from.length > 0 ? from[stream.uniformInt(from.length)]! : (undefined as T)
const randomKey = (stream: Stream, of: object | undefined): string | undefined =>
  pick(stream, Object.keys(of ?? {}))

/** A random object inside an object, or null. */
function randomChild(stream: Stream, of: object | undefined): Tree | null {
  const found = (of as Tree)?.[randomKey(stream, of)!]
  return typeof found === 'object' ? found : null
}

/** Whether it is an object, and not a value that an earlier mutation put in its place. */
const isMap = (value: Tree): boolean => typeof value === 'object' && value !== null

/** A random network, which may be that of a group. */
const network = (tree: Tree, stream: Stream): Tree => randomChild(stream, tree.networks) ?? {}

/** A random object or array inside, with one of its keys; mostly in arguments, which may be anything in a file. */
function randomSlot(tree: Tree, stream: Stream): [Tree, string] | null {
  const found: [Tree, string][] = []
  const visit = (value: Tree) => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      found.push([value, key])
      visit(value[key])
    }
  }
  const where = stream.uniformInt(6)
  if (where === 0) visit(tree.training)
  else if (where === 1) visit(network(tree, stream))
  else for (const layer of Object.values<Tree>(network(tree, stream).layers ?? {})) visit(layer?.props)
  return found.length === 0 ? null : pick(stream, found)
}

const MUTATIONS: readonly ((tree: Tree, stream: Stream) => void)[] = [
  // Replaces a value.
  (tree, stream) => {
    const slot = randomSlot(tree, stream)
    if (slot) slot[0][slot[1]] = structuredClone(pick<unknown>(stream, VALUES))
  },
  // Copies a value from another place.
  (tree, stream) => {
    const [to, from] = [randomSlot(tree, stream), randomSlot(tree, stream)]
    if (to && from) to[0][to[1]] = structuredClone(from[0][from[1]])
  },
  // Deletes a value.
  (tree, stream) => {
    const slot = randomSlot(tree, stream)
    if (slot) Reflect.deleteProperty(slot[0], slot[1])
  },
  // Moves an end of a wire.
  (tree, stream) => {
    const { edges, nodes } = network(tree, stream)
    const edge = randomChild(stream, edges)
    if (edge)
      edge[pick(stream, ['from', 'to'])] = { node: randomKey(stream, nodes), port: stream.uniformInt(4) }
  },
  // Adds a wire.
  (tree, stream) => {
    const { edges, nodes } = network(tree, stream)
    if (isMap(edges))
      edges[`more${stream.uniformInt(99)}`] = {
        from: { node: randomKey(stream, nodes), port: stream.uniformInt(2) },
        to: { node: randomKey(stream, nodes), port: stream.uniformInt(3) },
      }
  },
  // Removes a wire.
  (tree, stream) => {
    const { edges } = network(tree, stream)
    const key = randomKey(stream, edges)
    if (isMap(edges) && key !== undefined) delete edges[key]
  },
  // Changes the type of a layer.
  (tree, stream) => {
    const all = network(tree, stream).layers
    const layer = randomChild(stream, all)
    if (layer) layer.type = pick(stream, TYPES)
  },
  // Changes the name of a layer, also to that of another one.
  (tree, stream) => {
    const all = network(tree, stream).layers
    const layer = randomChild(stream, all)
    if (layer) layer.name = pick(stream, ['dense', 'OneCycle', 'x', 'a/b', String(randomKey(stream, all))])
  },
  // Makes a node another layer, or a group.
  (tree, stream) => {
    const { nodes, layers: all } = network(tree, stream)
    const node = randomChild(stream, nodes)
    if (!node) return
    if (stream.uniformInt(2) === 0) Object.assign(node, { kind: 'layer', layer: randomKey(stream, all) })
    else
      Object.assign(node, {
        kind: 'group',
        network: randomKey(stream, tree.networks),
        repeat: pick(stream, [1, 2, 3, 40]),
      })
  },
  // Adds a node.
  (tree, stream) => {
    const { nodes, layers: all } = network(tree, stream)
    if (isMap(nodes))
      nodes[`more${stream.uniformInt(99)}`] = {
        kind: 'layer',
        layer: randomKey(stream, all),
        position: { x: 0, y: 0 },
      }
  },
  // Changes the main network.
  (tree, stream) => {
    if (stream.uniformInt(4) === 0) tree.main = randomKey(stream, tree.networks)
  },
  // Replaces a value of the data or the training settings.
  (tree, stream) => {
    const slot = randomSlot(tree.data ? { training: tree.data, networks: { data: tree.data } } : tree, stream)
    if (slot) slot[0][slot[1]] = structuredClone(pick<unknown>(stream, VALUES))
  },
]
