/** Connecting nodes by a user action: the connection is checked first, then made as one undo step. */
import { type EdgeId, mainNetwork, type NodeId, type Port, samePort } from '../../shared/document/document.ts'
import { connect, labels, portsOf, reconnect } from '../../shared/document/edits.ts'
import type { Text } from '../../shared/text.ts'
import { focusedAnalysisOf } from '../state/analysis.ts'
import { focusedDocumentOf, useApp } from '../state/store.ts'
import { connectionErrorIn, inputAt } from './connection.ts'

/** The edge that a new edge into the same input replaces; null when there is none. */
function replacedEdge(from: Port, to: NodeId, input: number | null): EdgeId | null {
  const focusedDocument = focusedDocumentOf(useApp.getState())
  const network = mainNetwork(focusedDocument)
  const { max } = portsOf(network, to, focusedDocument.networks).inputs
  if (max > 1 && input === null) return null
  const found = Object.entries(network.edges).find(
    ([, e]) => e.to.node === to && (max === 1 || e.to.port === input) && !samePort(e.from, from),
  )
  return found?.[0] ?? null
}

/** The reason why `from` cannot feed `to` in the open document; `null` when it can.
 *  @param movedEdge the edge that is being moved */
export function connectionError(
  from: Port,
  to: NodeId,
  movedEdge: EdgeId | null,
  input: number | null = null,
): Text | null {
  const state = useApp.getState()
  const { nodes } = focusedAnalysisOf(state)
  const ignoredEdge = movedEdge ?? replacedEdge(from, to, input)
  return connectionErrorIn(
    focusedDocumentOf(state),
    (id) => nodes.get(id)?.name ?? id,
    from,
    to,
    ignoredEdge,
    input,
  )
}

/** Connects two nodes and replaces an edge that already occupies the input.
 *  @param input number of the input; null takes the first free input */
export function connectNodes(from: Port, to: NodeId, input: number | null = null): void {
  const replaced = replacedEdge(from, to, input)
  if (replaced !== null) {
    reconnectEdge(replaced, from, to, input)
    return
  }
  if (connectionError(from, to, null, input) !== null) return
  useApp.getState().edit(labels.connect, (document) => connect(document, from, inputAt(document, to, input)))
}

export function reconnectEdge(edge: EdgeId, from: Port, to: NodeId, input: number | null = null): void {
  if (connectionError(from, to, edge, input) !== null) return
  useApp
    .getState()
    .edit(labels.reconnect, (document) => reconnect(document, edge, from, inputAt(document, to, input, edge)))
}
