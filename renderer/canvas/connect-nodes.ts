/** Connecting as the person does it: asked first, then one undo step. */
import type { EdgeId, NodeId } from '../../shared/document/document.ts'
import { connect, labels, reconnect } from '../../shared/document/edits.ts'
import type { Text } from '../../shared/text.ts'
import { analysisOf } from '../state/analysis.ts'
import { documentOf, useApp } from '../state/store.ts'
import { refusal } from './connection.ts'

const port = (node: NodeId) => ({ node, port: 0 })

/** Why `from` cannot feed `to` in the open document; `null` when it can. */
export function refusalOf(from: NodeId, to: NodeId, except: EdgeId | null): Text | null {
  const state = useApp.getState()
  const { nodes } = analysisOf(state)
  return refusal(documentOf(state), (id) => nodes.get(id)?.name ?? id, from, to, except)
}

export function connectNodes(from: NodeId, to: NodeId): void {
  if (refusalOf(from, to, null) !== null) return
  useApp.getState().edit(labels.connect, (document) => connect(document, port(from), port(to)))
}

export function reconnectEdge(edge: EdgeId, from: NodeId, to: NodeId): void {
  if (refusalOf(from, to, edge) !== null) return
  useApp.getState().edit(labels.reconnect, (document) => reconnect(document, edge, port(from), port(to)))
}
