/** Document edits for the repairs that problems offer; each is one undo step. */
import { type Draft, produce } from 'immer'
import { layers } from '../catalog/layers/index.ts'
import { inputArity } from '../catalog/layers/layer.ts'
import { drawingAxis } from '../document/direction.ts'
import { type Document, type Layer, mainNetwork, type Network, type NodeId } from '../document/document.ts'
import { addedNodes, addLayer, connect, disconnect, nextInput, setField } from '../document/edits.ts'
import { editAtPath } from '../document/groups.ts'
import { uniqueId } from '../document/ids.ts'
import { newLayer } from '../document/new.ts'
import { findMember } from '../fields/index.ts'
import type { Json } from '../json.ts'

/** Inserts a Flatten into the edge to a node and moves all nodes from there on by one step in the direction of the drawing. */
export const insertFlattenBefore = (document: Document, path: NodeId): Document =>
  editAtPath(document, path, flattenBefore)

function flattenBefore(document: Document, target: NodeId): Document {
  const { axis, step } = drawingAxis(mainNetwork(document))
  return produce(document, (draft) => {
    const network = draft.networks[draft.main]!
    const edge = Object.values(network.edges).find((e) => e.to.node === target)
    const targetNode = network.nodes[target]
    if (!edge || !targetNode) return
    const id = uniqueId('flatten', network.nodes, network.layers)
    const position = { ...targetNode.position }
    for (const node of Object.values(network.nodes))
      if (node.position[axis] >= position[axis]) node.position[axis] += step
    network.layers[id] = { ...newLayer('Flatten'), props: {} }
    network.nodes[id] = { kind: 'layer', layer: id, position }
    network.edges[uniqueId(`${id}_${target}`, network.edges)] = {
      from: { node: id, port: 0 },
      to: { node: target, port: edge.to.port },
    }
    edge.to = { node: id, port: 0 }
  })
}

/** Adds an Output after the last drawn layer that feeds no other layer. */
export function addOutput(document: Document): Document {
  const network = mainNetwork(document)
  const followed = new Set(Object.values(network.edges).map((e) => e.from.node))
  const [end] = nodesInDirection(
    network,
    (node) => outputsOf(network, node) > 0 && !followed.has(node),
  ).reverse()
  return addLayer(document, 'Output', null, end === undefined ? {} : { after: end })
}

/** Adds an Input before the first drawn layer that has no source. */
export function addInput(document: Document): Document {
  const network = mainNetwork(document)
  const fed = new Set(Object.values(network.edges).map((e) => e.to.node))
  const [start] = nodesInDirection(network, (node) => takesInput(network, node) && !fed.has(node))
  if (start === undefined) return addLayer(document, 'Input', null)
  const { axis, step } = drawingAxis(network)
  const { position } = network.nodes[start]!
  const added = addLayer(document, 'Input', { ...position, [axis]: position[axis] - step })
  const [input] = addedNodes(document, added)
  return connect(added, { node: input!, port: 0 }, nextInput(added, start))
}

/** Removes the edges from outputs that a node does not have. */
export const disconnectFrom = (document: Document, path: NodeId, outputs: number): Document =>
  editAtPath(document, path, (d, id) =>
    disconnect(
      d,
      Object.entries(mainNetwork(d).edges).flatMap(([edge, { from }]) =>
        from.node === id && from.port >= outputs ? [edge] : [],
      ),
    ),
  )

/** The matching nodes in the direction of the drawing. */
function nodesInDirection(network: Network, predicate: (node: NodeId) => boolean): NodeId[] {
  const { axis } = drawingAxis(network)
  return Object.keys(network.nodes)
    .filter(predicate)
    .sort((a, b) => network.nodes[a]!.position[axis] - network.nodes[b]!.position[axis])
}

function definitionOf(network: Network, id: NodeId) {
  const node = network.nodes[id]
  return node?.kind === 'layer' ? findMember(layers, network.layers[node.layer]?.type ?? '') : undefined
}
const outputsOf = (network: Network, node: NodeId): number => definitionOf(network, node)?.outputs ?? 0
function takesInput(network: Network, node: NodeId): boolean {
  const definition = definitionOf(network, node)
  return definition !== undefined && inputArity(definition).max > 0
}

/** Changes the layer of a node, also inside a group (document/groups.ts). */
export const changeLayerAt = (
  document: Document,
  path: NodeId,
  recipe: (layer: Draft<Layer>) => void,
): Document =>
  editAtPath(document, path, (d, id) => {
    const node = mainNetwork(d).nodes[id]
    if (node?.kind !== 'layer') return d
    return produce(d, (draft) => recipe(draft.networks[draft.main]!.layers[node.layer]!))
  })

/** Sets one raw prop of a node's layer. */
export const setProp = (document: Document, path: NodeId, field: string, value: Json): Document =>
  changeLayerAt(document, path, (layer) => {
    ;(layer.props as { [field: string]: Json })[field] = value
  })

/** Sets a field as the property panel does. */
export const setFieldAt = (document: Document, path: NodeId, field: string, value: Json): Document =>
  editAtPath(document, path, (d, id) => setField(d, id, field, value))
