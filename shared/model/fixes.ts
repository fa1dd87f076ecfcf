/** Document edits behind the repairs that problems offer; each is one undo step. */
import { produce } from 'immer'
import type { Document, NodeId } from '../document/document.ts'
import { freshId } from '../document/ids.ts'
import { newLayer } from '../document/new.ts'

/** Room between two nodes of a column, in canvas units. */
const GAP = 84

/** Puts a Flatten on the connection into `before` and moves everything from there downwards to make room. */
export function insertFlattenBefore(document: Document, before: NodeId): Document {
  return produce(document, (draft) => {
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
}
