/** Adding layers: below the selected node and into its wire, at a place, into a wire, or at the end of a loose wire. */
import { type EdgeId, mainNetwork, type NodeId, type Position } from '../../shared/document/document.ts'
import { addedNodes, addLayer, canConnect, connect, labels, nextInput } from '../../shared/document/edits.ts'
import type { Recipe } from '../state/history.ts'
import { documentOf, useApp } from '../state/store.ts'

/** One step that adds a layer and selects it. */
function add(type: string, recipe: Recipe): NodeId | undefined {
  const app = useApp.getState()
  const before = documentOf(app)
  app.edit(labels.addLayer(type), recipe)
  const [added] = addedNodes(before, documentOf(useApp.getState()))
  if (added !== undefined) app.select({ nodes: [added], edges: [] })
  return added
}

/** The node new layers go after when none is selected: the only loose end of the network, if there is just one. */
export function looseEnd(): NodeId | undefined {
  const network = mainNetwork(documentOf(useApp.getState()))
  const feeding = new Set(Object.values(network.edges).map((e) => e.from.node))
  const ends = Object.keys(network.nodes).filter((id) => !feeding.has(id))
  return ends.length === 1 ? ends[0] : undefined
}

/** From the palette by key or click: after the selected node, else at the network's end, else in the middle of the view. */
export function addHere(type: string): void {
  const app = useApp.getState()
  const { nodes } = app.selection
  const after = nodes.length === 1 ? nodes[0] : looseEnd()
  const place = after === undefined ? (app.canvas?.center() ?? { x: 0, y: 0 }) : null
  const added = add(type, (d) => addLayer(d, type, place, after === undefined ? {} : { after }))
  if (added !== undefined) app.canvas?.show(added)
}

/** Dropped on the canvas; on a wire it goes into that wire. */
export function addAt(type: string, place: Position, edge: EdgeId | null): void {
  const { edges } = mainNetwork(documentOf(useApp.getState()))
  const from = edge === null ? undefined : edges[edge]?.from.node
  // `after` takes over every wire of its node, so a node with several keeps them as they are.
  const single = from !== undefined && Object.values(edges).filter((e) => e.from.node === from).length === 1
  add(type, (d) => addLayer(d, type, place, single ? { after: from } : {}))
}

/** At the end of a wire that was dropped on empty canvas: connected when that is possible. */
export function addConnected(type: string, place: Position, from: NodeId, forward: boolean): void {
  add(type, (document) => {
    const added = addLayer(document, type, place)
    const [fresh] = addedNodes(document, added)
    if (fresh === undefined) return added
    const [a, b] = forward ? [from, fresh] : [fresh, from]
    const source = { node: a, port: 0 }
    const target = nextInput(added, b)
    return canConnect(added, source, target) === null ? connect(added, source, target) : added
  })
}
