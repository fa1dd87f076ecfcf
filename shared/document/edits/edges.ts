/** Edges: which are possible, and adding, moving and removing them. */
import type { Text } from '../../text.ts'
import {
  type Document,
  type Edge,
  type EdgeId,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  samePort,
} from '../document.ts'
import { uniqueId } from '../ids.ts'
import { MAX_EDGES } from '../limits.ts'
import { change, type NetworkDraft, portsOf, refuseEdit } from './change.ts'

/** The reason why two ports cannot be connected, or null if they can.
 *  @param ignored an edge that is being moved and is ignored */
export function canConnect(
  document: Document,
  from: Port,
  to: Port,
  ignored: EdgeId | null = null,
): Text | null {
  const network = mainNetwork(document)
  for (const { node } of [from, to])
    if (!Object.hasOwn(network.nodes, node))
      return { en: `There is no node "${node}".`, ko: `노드 "${node}"이(가) 없습니다.` }
  if (from.node === to.node)
    return { en: 'A layer cannot be connected to itself.', ko: '층을 자기 자신에 연결할 수 없습니다.' }
  if (!(from.port >= 0 && from.port < portsOf(network, from.node, document.networks).outputs))
    return { en: `"${from.node}" has no such output.`, ko: `"${from.node}"에 그런 출력이 없습니다.` }
  const { inputs } = portsOf(network, to.node, document.networks)
  const incoming = edgesInto(network, to.node).filter(([id]) => id !== ignored)
  if (!(to.port >= 0 && to.port < inputs.max))
    return inputs.max > 1 && incoming.length >= inputs.max
      ? {
          en: `"${to.node}" takes ${inputs.max} inputs, and all are connected; delete a connection first.`,
          ko: `"${to.node}"은(는) 입력 ${inputs.max}개를 받고 모두 연결되어 있습니다. 연결 하나를 먼저 지우세요.`,
        }
      : { en: `"${to.node}" has no such input.`, ko: `"${to.node}"에 그런 입력이 없습니다.` }
  // Two edges between the same ports would overlap.
  if (!inputs.ordered && incoming.some(([, e]) => samePort(e.from, from)))
    return {
      en: `"${from.node}" is already connected to "${to.node}".`,
      ko: `"${from.node}"은(는) 이미 "${to.node}"에 연결되어 있습니다.`,
    }
  if (incoming.some(([, e]) => e.to.port === to.port))
    return {
      en: `The input of "${to.node}" is already connected; delete that connection first.`,
      ko: `"${to.node}"의 입력은 이미 연결되어 있습니다. 그 연결을 먼저 지우세요.`,
    }
  if (hasPath(network, to.node, from.node, ignored))
    return {
      en: `"${to.node}" already leads to "${from.node}": this connection would create a cycle.`,
      ko: `"${to.node}"에서 "${from.node}"(으)로 이미 이어집니다. 이 연결을 만들면 순환이 생깁니다.`,
    }
  return null
}

const edgesInto = (network: Network, node: NodeId): readonly (readonly [EdgeId, Edge])[] =>
  Object.entries(network.edges).filter(([, e]) => e.to.node === node)

/** The input that the next edge to a node connects to: the first free one. It is beyond the last one if all are taken, so that
 *  canConnect gives the reason.
 *  @param ignored an edge that is being moved and is ignored */
export function nextInput(document: Document, node: NodeId, ignored: EdgeId | null = null): Port {
  const network = mainNetwork(document)
  const taken = new Set(edgesInto(network, node).flatMap(([id, e]) => (id === ignored ? [] : [e.to.port])))
  const { max } = portsOf(network, node, document.networks).inputs
  if (max === 1) return { node, port: 0 }
  let port = 0
  while (taken.has(port)) port++
  return { node, port }
}

/** Renumbers the inputs of layers with a variable number of inputs in their order, so that a removed edge leaves no gap. A layer with
 *  two distinct inputs (Subtract) keeps its numbers: the second input stays the second. */
export function renumberInputs(network: NetworkDraft, nodes: Iterable<NodeId>): void {
  const variadic = new Set([...nodes].filter((node) => isVariadic(network, node)))
  if (variadic.size === 0) return
  const incoming = new Map<NodeId, EdgeId[]>()
  for (const [id, { to }] of Object.entries(network.edges))
    if (variadic.has(to.node)) incoming.set(to.node, [...(incoming.get(to.node) ?? []), id])
  for (const [node, ids] of incoming) {
    ids.sort((a, b) => network.edges[a]!.to.port - network.edges[b]!.to.port)
    for (const [port, id] of ids.entries()) {
      const { from, to } = network.edges[id]!
      if (to.port !== port) network.edges[id] = { from, to: { node, port } }
    }
  }
}

const isVariadic = (network: NetworkDraft, node: NodeId): boolean => {
  const { min, max } = portsOf(network as Network, node).inputs
  return max > min
}

/** Whether a path leads from one node to another. */
function hasPath(network: Network, start: NodeId, target: NodeId, ignored: EdgeId | null): boolean {
  return descendants(network, start, ignored).has(target)
}

/** A node and all nodes that its output reaches. */
export function descendants(network: Network, start: NodeId, ignored: EdgeId | null = null): Set<NodeId> {
  const successors = new Map<NodeId, NodeId[]>()
  for (const [id, { from, to }] of Object.entries(network.edges))
    if (id !== ignored) {
      const list = successors.get(from.node)
      if (list) list.push(to.node)
      else successors.set(from.node, [to.node])
    }
  const seen = new Set([start])
  const stack = [start]
  for (let node = stack.pop(); node !== undefined; node = stack.pop())
    for (const to of successors.get(node) ?? [])
      if (!seen.has(to)) {
        seen.add(to)
        stack.push(to)
      }
  return seen
}

/** Adds an edge.
 *  @throws ProblemError with the reason of canConnect */
export function connect(document: Document, from: Port, to: Port): Document {
  const reason = canConnect(document, from, to)
  if (reason) refuseEdit(reason, { node: to.node })
  if (Object.keys(mainNetwork(document).edges).length >= MAX_EDGES)
    refuseEdit({
      en: `A network can have at most ${MAX_EDGES} connections.`,
      ko: `연결은 ${MAX_EDGES}개까지 만들 수 있습니다.`,
    })
  return change(document, (network) => addEdge(network, from, to))
}

/** Adds an edge with the id `from->to`, without checks. */
export function addEdge(network: NetworkDraft, from: Port, to: Port): void {
  const id = uniqueId(`${from.node}->${to.node}`, network.edges)
  network.edges[id] = { from: { ...from }, to: { ...to } }
}

export const disconnect = (document: Document, edges: readonly EdgeId[]): Document =>
  change(document, (network) => {
    const targets = edges.flatMap((id) => network.edges[id]?.to.node ?? [])
    for (const id of edges) delete network.edges[id]
    renumberInputs(network, targets)
  })

/** Moves one or both ends of an edge as one undo step. The input that the edge occupied counts as free. */
export function reconnect(document: Document, edge: EdgeId, from: Port, to: Port): Document {
  if (!Object.hasOwn(mainNetwork(document).edges, edge))
    refuseEdit({ en: `There is no connection "${edge}".`, ko: `연결 "${edge}"이(가) 없습니다.` })
  const reason = canConnect(document, from, to, edge)
  if (reason) refuseEdit(reason, { node: to.node })
  return change(document, (network) => {
    const previousTarget = network.edges[edge]!.to.node
    delete network.edges[edge]
    addEdge(network, from, to)
    renumberInputs(network, [previousTarget, to.node])
  })
}
