/** Document edits behind the repairs that problems offer; each is one undo step. */
import { type Draft, produce } from 'immer'
import { type Document, type Layer, mainNetwork, type Network, type NodeId } from '../document/document.ts'
import { addedNodes, addLayer, connect, disconnect, nextInput, setField } from '../document/edits.ts'
import { inside } from '../document/groups.ts'
import { freshId } from '../document/ids.ts'
import { newLayer } from '../document/new.ts'
import { member } from '../fields/index.ts'
import type { Json } from '../json.ts'
import { layers } from '../layers/index.ts'
import { inputsOf } from '../layers/layer.ts'

/** Room between two nodes of a column, in canvas units. */
const GAP = 84

/** Puts a Flatten on the connection into `before` and moves everything from there downwards to make room. */
export const insertFlattenBefore = (document: Document, path: NodeId): Document =>
  inside(document, path, flattenBefore)

const flattenBefore = (document: Document, before: NodeId): Document =>
  produce(document, (draft) => {
    const network = draft.networks[draft.main]!
    const edge = Object.values(network.edges).find((e) => e.to.node === before)
    const at = network.nodes[before]
    if (!edge || !at) return
    const id = freshId('flatten', network.nodes, network.layers)
    const position = { ...at.position }
    for (const node of Object.values(network.nodes)) if (node.position.y >= position.y) node.position.y += GAP
    network.layers[id] = { ...newLayer('Flatten'), props: {} }
    network.nodes[id] = { kind: 'layer', layer: id, position }
    network.edges[freshId(`${id}_${before}`, network.edges)] = {
      from: { node: id, port: 0 },
      to: { node: before, port: edge.to.port },
    }
    edge.to = { node: id, port: 0 }
  })

/** An Output below the lowest layer that nothing follows. */
export function addOutput(document: Document): Document {
  const network = mainNetwork(document)
  const followed = new Set(Object.values(network.edges).map((e) => e.from.node))
  const [end] = loose(network, (node) => outputsOf(network, node) > 0 && !followed.has(node)).reverse()
  return addLayer(document, 'Output', null, end === undefined ? {} : { after: end })
}

/** An Input above the highest layer that nothing feeds. */
export function addInput(document: Document): Document {
  const network = mainNetwork(document)
  const fed = new Set(Object.values(network.edges).map((e) => e.to.node))
  const [start] = loose(network, (node) => takesInput(network, node) && !fed.has(node))
  if (start === undefined) return addLayer(document, 'Input', null)
  const { x, y } = network.nodes[start]!.position
  const added = addLayer(document, 'Input', { x, y: y - GAP })
  const [input] = addedNodes(document, added)
  return connect(added, { node: input!, port: 0 }, nextInput(added, start))
}

/** Takes the wires away that leave a node from an output beyond its own. */
export const disconnectFrom = (document: Document, path: NodeId, outputs: number): Document =>
  inside(document, path, (d, id) =>
    disconnect(
      d,
      Object.entries(mainNetwork(d).edges).flatMap(([edge, { from }]) =>
        from.node === id && from.port >= outputs ? [edge] : [],
      ),
    ),
  )

/** Nodes from top to bottom. */
const loose = (network: Network, wanted: (node: NodeId) => boolean): NodeId[] =>
  Object.keys(network.nodes)
    .filter(wanted)
    .sort((a, b) => network.nodes[a]!.position.y - network.nodes[b]!.position.y)

function definitionOf(network: Network, id: NodeId) {
  const node = network.nodes[id]
  return node?.kind === 'layer' ? member(layers, network.layers[node.layer]?.type ?? '') : undefined
}
const outputsOf = (network: Network, node: NodeId): number => definitionOf(network, node)?.outputs ?? 0
function takesInput(network: Network, node: NodeId): boolean {
  const definition = definitionOf(network, node)
  return definition !== undefined && inputsOf(definition).max > 0
}

/** Changes the layer of a node, wherever it stands (document/groups.ts). */
export const changeLayerAt = (
  document: Document,
  path: NodeId,
  recipe: (layer: Draft<Layer>) => void,
): Document =>
  inside(document, path, (d, id) => {
    const node = mainNetwork(d).nodes[id]
    if (node?.kind !== 'layer') return d
    return produce(d, (draft) => recipe(draft.networks[draft.main]!.layers[node.layer]!))
  })

/** Sets one raw prop of a node's layer. */
export const setProp = (document: Document, path: NodeId, field: string, value: Json): Document =>
  changeLayerAt(document, path, (layer) => {
    ;(layer.props as { [field: string]: Json })[field] = value
  })

/** As the property panel sets it. */
export const setFieldAt = (document: Document, path: NodeId, field: string, value: Json): Document =>
  inside(document, path, (d, id) => setField(d, id, field, value))
