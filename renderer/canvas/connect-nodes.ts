/** Connecting as the person does it: asked first, then one undo step. */
import type { EdgeId, NodeId } from '../../shared/document/document.ts'
import { connect, labels, reconnect } from '../../shared/document/edits.ts'
import type { Text } from '../../shared/text.ts'
import { analysisOf } from '../state/analysis.ts'
import { documentOf, useApp } from '../state/store.ts'
import { inputAt, refusal } from './connection.ts'

/** Why `from` cannot feed `to` in the open document; `null` when it can. */
export function refusalOf(
  from: NodeId,
  to: NodeId,
  except: EdgeId | null,
  input: number | null = null,
): Text | null {
  const state = useApp.getState()
  const { nodes } = analysisOf(state)
  return refusal(documentOf(state), (id) => nodes.get(id)?.name ?? id, from, to, except, input)
}

/** `input`: the numbered handle; without one the first free input is taken. */
export function connectNodes(from: NodeId, to: NodeId, input: number | null = null): void {
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
