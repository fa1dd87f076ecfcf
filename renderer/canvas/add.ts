/** Adding layers: below the selected node and into its wires, at a place, into a wire, or at the end of a loose wire. */
import { type EdgeId, mainNetwork, type NodeId, type Position } from '../../shared/document/document.ts'
import { addedNodes, addLayer, canConnect, connect, labels, nextInput } from '../../shared/document/edits.ts'
import type { Recipe } from '../state/history.ts'
import { type Adding, drawingOf, useApp } from '../state/store.ts'
import { focusSoon } from '../ui/focus.ts'
import { elementOf } from './elements.ts'

type LooseWire = NonNullable<Adding['wire']>

/** One step that adds a layer and selects it. */
function add(type: string, recipe: Recipe): NodeId | undefined {
  const app = useApp.getState()
  const before = drawingOf(app)
  app.edit(labels.addLayer(type), recipe)
  const [added] = addedNodes(before, drawingOf(useApp.getState()))
  if (added !== undefined) app.select({ nodes: [added] })
  return added
}

/** The node new layers go after when none is selected: the only loose end of the network, if there is just one. */
export function looseEnd(): NodeId | undefined {
  const network = mainNetwork(drawingOf(useApp.getState()))
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

/** At a place of the canvas; on a wire it goes into that wire. */
export function addAt(type: string, place: Position, edge: EdgeId | null): void {
  focusOn(add(type, (d) => addLayer(d, type, place, edge === null ? {} : { into: edge })))
}

/** At the end of a wire that was dropped on empty canvas: connected when that is possible. */
export function addConnected(type: string, place: Position, { node, port, forward, input }: LooseWire): void {
  focusOn(
    add(type, (document) => {
      const added = addLayer(document, type, place)
      const [fresh] = addedNodes(document, added)
      if (fresh === undefined) return added
      const source = forward ? { node, port } : { node: fresh, port: 0 }
      const target = forward
        ? nextInput(added, fresh)
        : input === null
          ? nextInput(added, node)
          : { node, port: input }
      return canConnect(added, source, target) === null ? connect(added, source, target) : added
    }),
  )
}

/** What was just added has the focus: the next key is meant for it. */
export function focusOn(node: NodeId | undefined): void {
  if (node !== undefined) focusSoon(() => elementOf(node))
}
