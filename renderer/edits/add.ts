/** Adding layers: below the selected node, at a position, into a wire, or at the end of a dropped wire. */
import { type EdgeId, mainNetwork, type NodeId, type Position } from '../../shared/document/document.ts'
import { addedNodes, addLayer, canConnect, connect, labels, nextInput } from '../../shared/document/edits.ts'
import type { Recipe } from '../state/history.ts'
import { type Adding, focusedDocumentOf, useApp } from '../state/store.ts'
import { focusOn } from './elements.ts'

type DroppedWire = NonNullable<Adding['wire']>

/** Adds a layer as one undo step and selects it. */
function add(type: string, recipe: Recipe): NodeId | undefined {
  const app = useApp.getState()
  const previous = focusedDocumentOf(app)
  app.edit(labels.addLayer(type), recipe)
  const [added] = addedNodes(previous, focusedDocumentOf(useApp.getState()))
  if (added !== undefined) app.select({ nodes: [added] })
  return added
}

/** The node that new layers follow when none is selected: the only sink of the network, if there is exactly one. */
export function onlySink(): NodeId | undefined {
  const network = mainNetwork(focusedDocumentOf(useApp.getState()))
  const sources = new Set(Object.values(network.edges).map((e) => e.from.node))
  const sinks = Object.keys(network.nodes).filter((id) => !sources.has(id))
  return sinks.length === 1 ? sinks[0] : undefined
}

/** Adds a layer from the palette: after the selected node, else after the network's only sink, else in the middle of the view. */
export function addAfterSelected(type: string): void {
  const app = useApp.getState()
  const { nodes } = app.selection
  const after = nodes.length === 1 ? nodes[0] : onlySink()
  const place = after === undefined ? (app.canvas?.center() ?? { x: 0, y: 0 }) : null
  const added = add(type, (d) => addLayer(d, type, place, after === undefined ? {} : { after }))
  if (added !== undefined) app.canvas?.ensureVisible(added)
}

/** Adds a layer at a position of the canvas, or into `edge` when one is given. */
export function addAt(type: string, place: Position, edge: EdgeId | null): void {
  focusOn(add(type, (d) => addLayer(d, type, place, edge === null ? {} : { into: edge })))
}

/** Adds a layer at the end of a wire that was dropped on empty canvas, and connects it when that is possible. */
export function addConnected(
  type: string,
  place: Position,
  { node, port, forward, input }: DroppedWire,
): void {
  focusOn(
    add(type, (document) => {
      const added = addLayer(document, type, place)
      const [newNode] = addedNodes(document, added)
      if (newNode === undefined) return added
      const source = forward ? { node, port } : { node: newNode, port: 0 }
      const target = forward
        ? nextInput(added, newNode)
        : input === null
          ? nextInput(added, node)
          : { node, port: input }
      return canConnect(added, source, target) === null ? connect(added, source, target) : added
    }),
  )
}
