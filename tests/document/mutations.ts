/** Malformed documents as a person, a merge or another program could produce them: the text of a valid one with parts changed, removed,
 *  duplicated or moved. Many of them still parse. */

import { serializeDocument } from '../../shared/document/file.ts'
import { layers } from '../../shared/layers/index.ts'
import { EXAMPLES } from '../support/examples.ts'
import { PROGRAMS } from '../support/programs.ts'
import { streamOf } from '../support/random-arrays.ts'

type Stream = ReturnType<typeof streamOf>
// biome-ignore lint/suspicious/noExplicitAny: what is mutated has any shape.
type Tree = any

const TEXTS = [...EXAMPLES, ...PROGRAMS].map(({ document }) => serializeDocument(document))
const VALUES = [null, true, -1, 0, 1, 2, 0.5, 7, 1e9, '', 'x', 'dense', 'relu', 'a b', '은닉', [], [2, 3], {}]
const TYPES = [...layers.members.map(({ type }) => type), 'Nothing']

/** The text of a mutated document. The seed determines it. */
export function mutated(seed: number): string {
  const stream = streamOf(seed)
  const tree: Tree = JSON.parse(pick(stream, TEXTS))
  for (let n = 1 + stream.below(3); n > 0; n--) pick(stream, MUTATIONS)(tree, stream)
  return JSON.stringify(tree)
}

const pick = <T>(stream: Stream, from: readonly T[]): T =>
  from.length > 0 ? from[stream.below(from.length)]! : (undefined as T)
const keyIn = (stream: Stream, of: object | undefined): string | undefined =>
  pick(stream, Object.keys(of ?? {}))

/** A random object inside an object, or null. */
function partOf(stream: Stream, of: object | undefined): Tree | null {
  const found = (of as Tree)?.[keyIn(stream, of)!]
  return typeof found === 'object' ? found : null
}

/** Whether it is an object, and not a value that an earlier mutation put in its place. */
const isMap = (value: Tree): boolean => typeof value === 'object' && value !== null

/** A random network, which may be that of a group. */
const network = (tree: Tree, stream: Stream): Tree => partOf(stream, tree.networks) ?? {}

/** A random object or array inside, with one of its keys; mostly in arguments, which may be anything in a file. */
function somewhere(tree: Tree, stream: Stream): [Tree, string] | null {
  const found: [Tree, string][] = []
  const look = (value: Tree) => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      found.push([value, key])
      look(value[key])
    }
  }
  const where = stream.below(6)
  if (where === 0) look(tree.training)
  else if (where === 1) look(network(tree, stream))
  else for (const layer of Object.values<Tree>(network(tree, stream).layers ?? {})) look(layer?.props)
  return found.length === 0 ? null : pick(stream, found)
}

const MUTATIONS: readonly ((tree: Tree, stream: Stream) => void)[] = [
  // Replaces a value.
  (tree, stream) => {
    const place = somewhere(tree, stream)
    if (place) place[0][place[1]] = structuredClone(pick<unknown>(stream, VALUES))
  },
  // Copies a value from another place.
  (tree, stream) => {
    const [to, from] = [somewhere(tree, stream), somewhere(tree, stream)]
    if (to && from) to[0][to[1]] = structuredClone(from[0][from[1]])
  },
  // Deletes a value.
  (tree, stream) => {
    const place = somewhere(tree, stream)
    if (place) Reflect.deleteProperty(place[0], place[1])
  },
  // Moves an end of a wire.
  (tree, stream) => {
    const { edges, nodes } = network(tree, stream)
    const edge = partOf(stream, edges)
    if (edge) edge[pick(stream, ['from', 'to'])] = { node: keyIn(stream, nodes), port: stream.below(4) }
  },
  // Adds a wire.
  (tree, stream) => {
    const { edges, nodes } = network(tree, stream)
    if (isMap(edges))
      edges[`more${stream.below(99)}`] = {
        from: { node: keyIn(stream, nodes), port: stream.below(2) },
        to: { node: keyIn(stream, nodes), port: stream.below(3) },
      }
  },
  // Removes a wire.
  (tree, stream) => {
    const { edges } = network(tree, stream)
    const key = keyIn(stream, edges)
    if (isMap(edges) && key !== undefined) delete edges[key]
  },
  // Changes the type of a layer.
  (tree, stream) => {
    const all = network(tree, stream).layers
    const layer = partOf(stream, all)
    if (layer) layer.type = pick(stream, TYPES)
  },
  // Changes the name of a layer, also to that of another one.
  (tree, stream) => {
    const all = network(tree, stream).layers
    const layer = partOf(stream, all)
    if (layer) layer.name = pick(stream, ['dense', 'OneCycle', 'x', 'a/b', String(keyIn(stream, all))])
  },
  // Makes a node another layer, or a group.
  (tree, stream) => {
    const { nodes, layers: all } = network(tree, stream)
    const node = partOf(stream, nodes)
    if (!node) return
    if (stream.below(2) === 0) Object.assign(node, { kind: 'layer', layer: keyIn(stream, all) })
    else
      Object.assign(node, {
        kind: 'group',
        network: keyIn(stream, tree.networks),
        repeat: pick(stream, [1, 2, 3, 40]),
      })
  },
  // Adds a node.
  (tree, stream) => {
    const { nodes, layers: all } = network(tree, stream)
    if (isMap(nodes))
      nodes[`more${stream.below(99)}`] = {
        kind: 'layer',
        layer: keyIn(stream, all),
        position: { x: 0, y: 0 },
      }
  },
  // Changes the main network.
  (tree, stream) => {
    if (stream.below(4) === 0) tree.main = keyIn(stream, tree.networks)
  },
  // Replaces a value of the data or the training settings.
  (tree, stream) => {
    const place = somewhere(tree.data ? { training: tree.data, networks: { data: tree.data } } : tree, stream)
    if (place) place[0][place[1]] = structuredClone(pick<unknown>(stream, VALUES))
  },
]
