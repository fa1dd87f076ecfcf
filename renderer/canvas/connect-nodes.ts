/** Connecting as the person does it: asked first, then one undo step. */
import { type EdgeId, mainNetwork, type NodeId } from '../../shared/document/document.ts'
import { connect, labels, reconnect } from '../../shared/document/edits.ts'
import { inputsOf } from '../../shared/layers/layer.ts'
import type { Text } from '../../shared/text.ts'
import { drawnOf } from '../state/analysis.ts'
import { drawingOf, useApp } from '../state/store.ts'
import { definitionOf, inputAt, refusal } from './connection.ts'

/** The wire a new one takes the place of: another one into the same input. */
function replacedBy(from: NodeId, to: NodeId, input: number | null): EdgeId | null {
  const network = mainNetwork(drawingOf(useApp.getState()))
  const { max } = inputsOf(definitionOf(network, to) ?? { inputs: 1 })
  if (max > 1 && input === null) return null
  const found = Object.entries(network.edges).find(
    ([, e]) => e.to.node === to && (max === 1 || e.to.port === input) && e.from.node !== from,
  )
  return found?.[0] ?? null
}

/** Why `from` cannot feed `to` in the open document; `null` when it can. `except`: the edge that is being moved. */
export function refusalOf(
  from: NodeId,
  to: NodeId,
  except: EdgeId | null,
  input: number | null = null,
): Text | null {
  const state = useApp.getState()
  const { nodes } = drawnOf(state)
  const moving = except ?? replacedBy(from, to, input)
  return refusal(drawingOf(state), (id) => nodes.get(id)?.name ?? id, from, to, moving, input)
}

/** `input`: the numbered handle; without one the first free input is taken. A wire that is there already makes room. */
export function connectNodes(from: NodeId, to: NodeId, input: number | null = null): void {
  const old = replacedBy(from, to, input)
  if (old !== null) {
    reconnectEdge(old, from, to, input)
    return
  }
  if (refusalOf(from, to, null, input) !== null) return
  useApp
    .getState()
    .edit(labels.connect, (document) =>
      connect(document, { node: from, port: 0 }, inputAt(document, to, input)),
    )
}

export function reconnectEdge(edge: EdgeId, from: NodeId, to: NodeId, input: number | null = null): void {
  if (refusalOf(from, to, edge, input) !== null) return
  useApp
    .getState()
    .edit(labels.reconnect, (document) =>
      reconnect(document, edge, { node: from, port: 0 }, inputAt(document, to, input, edge)),
    )
}
