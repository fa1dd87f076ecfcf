/** Adding nodes (also into an edge), removing them (their neighbours are joined) and moving them. */

import { layers } from '../../catalog/layers/index.ts'
import { inputArity } from '../../catalog/layers/layer.ts'
import { findMember } from '../../fields/index.ts'
import { drawingAxis } from '../direction.ts'
import {
  type Document,
  type Edge,
  type EdgeId,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  type Position,
  samePort,
} from '../document.ts'
import { removeUncalled } from '../groups.ts'
import { snakeCase, uniqueId } from '../ids.ts'
import { MAX_COORDINATE, MAX_NODES } from '../limits.ts'
import { newLayer } from '../new.ts'
import { change, type NetworkDraft, portsOf, refuseEdit } from './change.ts'
import { addEdge, descendants, renumberInputs } from './edges.ts'

export interface AddOptions {
  /** The new layer is inserted into the edges after this node (before it if it is an Output). */
  readonly after?: NodeId | undefined
  /** The new layer is inserted into this edge only. */
  readonly into?: EdgeId
}

/** Adds a layer. If `position` is null, it is placed one step after `after`. If it is inserted into an edge, its followers move to make
 *  room. */
export function addLayer(
  document: Document,
  type: string,
  position: Position | null,
  { after, into }: AddOptions = {},
): Document {
  const definition = findMember(layers, type)
  if (!definition)
    refuseEdit({ en: `There is no layer type "${type}".`, ko: `"${type}" 종류의 층은 없습니다.` })
  const network = mainNetwork(document)
  requireNodeCapacity(network, 1)
  const anchor = after !== undefined && Object.hasOwn(network.nodes, after) ? after : null
  return change(document, (draft) => {
    const id = uniqueId(snakeCase(type), draft.nodes, draft.layers)
    draft.layers[id] = newLayer(type) as NetworkDraft['layers'][string]
    draft.nodes[id] = {
      kind: 'layer',
      layer: id,
      position: roundPosition(position ?? positionAfter(network, anchor)),
    }
    const splitEdge = into !== undefined && Object.hasOwn(network.edges, into) ? network.edges[into]! : null
    if (splitEdge && into !== undefined && definition!.outputs > 0 && inputArity(definition!).max > 0) {
      delete draft.edges[into]
      addEdge(draft, splitEdge.from, { node: id, port: 0 })
      addEdge(draft, { node: id, port: 0 }, splitEdge.to)
      shiftFollowers(network, draft, id, descendants(network, splitEdge.to.node))
      return
    }
    if (anchor === null) return
    const source = sourceAfter(network, anchor)
    if (source === null) {
      if (definition!.outputs > 0 && portsOf(network, anchor).inputs.max > 0)
        addEdge(draft, { node: id, port: 0 }, { node: anchor, port: 0 })
      return
    }
    if (definition!.inputs === 0) return
    if (definition!.outputs > 0) insertIntoEdges(network, draft, source, id)
    addEdge(draft, source, { node: id, port: 0 })
  })
}

/** Moves an unconnected node after another one and inserts it into that node's edges, as for a new layer. */
export function insertAfter(document: Document, id: NodeId, after: NodeId): Document {
  const network = mainNetwork(document)
  const source = sourceAfter(network, after)
  const { inputs, outputs } = portsOf(network, id, document.networks)
  return change(document, (draft) => {
    draft.nodes[id]!.position = { ...roundPosition(positionAfter(network, after)) }
    if (source === null || inputs.max === 0) return
    if (outputs > 0) insertIntoEdges(network, draft, source, id)
    addEdge(draft, source, { node: id, port: 0 })
  })
}

/** Moves all edges of the source's output to the new node. */
function insertIntoEdges(network: Network, draft: NetworkDraft, source: Port, id: NodeId): void {
  const followers = Object.entries(network.edges).filter(([, { from }]) => samePort(from, source))
  for (const [edge, { to }] of followers) {
    delete draft.edges[edge]
    addEdge(draft, { node: id, port: 0 }, to)
  }
  const downstream = descendants(network, source.node)
  downstream.delete(source.node)
  shiftFollowers(network, draft, id, downstream)
}

/** Moves the followers of a new node down or to the right if they would overlap it. */
function shiftFollowers(
  network: Network,
  draft: NetworkDraft,
  id: NodeId,
  followers: ReadonlySet<NodeId>,
): void {
  if (followers.size === 0) return
  const { axis, step } = drawingAxis(network)
  let start = Number.POSITIVE_INFINITY
  for (const node of followers) start = Math.min(start, network.nodes[node]!.position[axis])
  const shift = draft.nodes[id]!.position[axis] + step - start
  if (shift <= 0) return
  for (const node of followers) {
    const { position } = network.nodes[node]!
    draft.nodes[node]!.position = { ...roundPosition({ ...position, [axis]: position[axis] + shift }) }
  }
}

/** The port that feeds a node inserted after this one: this node's output, or the source of an Output, which has no output. */
const sourceAfter = (network: Network, node: NodeId): Port | null =>
  portsOf(network, node).outputs > 0
    ? { node, port: 0 }
    : (Object.values(network.edges).find((e) => e.to.node === node)?.from ?? null)

function positionAfter(network: Network, node: NodeId | null): Position {
  if (node === null) return { x: 0, y: 0 }
  const { position } = network.nodes[node]!
  if (portsOf(network, node).outputs === 0) return position
  const { axis, step } = drawingAxis(network)
  return { ...position, [axis]: position[axis] + step }
}

/** Upper left corner of the given nodes. */
export const cornerOf = ({ nodes }: Pick<Network, 'nodes'>, ids: readonly NodeId[]): Position => ({
  x: Math.min(...ids.map((id) => nodes[id]!.position.x)),
  y: Math.min(...ids.map((id) => nodes[id]!.position.y)),
})

/** @throws ProblemError if the network would exceed the number of nodes that a file may hold */
export function requireNodeCapacity(network: Network, count: number): void {
  if (Object.keys(network.nodes).length + count > MAX_NODES)
    refuseEdit({
      en: `A network can have at most ${MAX_NODES.toLocaleString('en-US')} nodes.`,
      ko: `노드는 ${MAX_NODES.toLocaleString('en-US')}개까지 놓을 수 있습니다.`,
    })
}

/** Rounds to whole pixels within the limits of a file, for readable files; a coordinate that is not finite becomes 0. */
export function roundPosition({ x, y }: Position): Position {
  const roundCoordinate = (v: number) =>
    Number.isFinite(v) ? Math.min(Math.max(Math.round(v), -MAX_COORDINATE), MAX_COORDINATE) + 0 : 0
  return { x: roundCoordinate(x), y: roundCoordinate(y) }
}

/** Removes nodes and the layers that no other node calls. The neighbours of a node with one incoming and one outgoing edge are joined. */
export function removeNodes(document: Document, ids: readonly NodeId[]): Document {
  const network = mainNetwork(document)
  const removedIds = new Set(ids.filter((id) => Object.hasOwn(network.nodes, id)))
  if (removedIds.size === 0) return document
  const edges: Record<EdgeId, Edge> = { ...network.edges }
  const incidentEdges = new Map<NodeId, Set<EdgeId>>()
  const addIncident = (id: EdgeId, { from, to }: Edge) => {
    for (const { node } of [from, to]) incidentEdges.set(node, (incidentEdges.get(node) ?? new Set()).add(id))
  }
  for (const [id, edge] of Object.entries(edges)) addIncident(id, edge)
  for (const node of removedIds) {
    const incident = [...(incidentEdges.get(node) ?? [])].filter((id) => Object.hasOwn(edges, id))
    const incoming = incident.filter((id) => edges[id]!.to.node === node)
    const outgoing = incident.filter((id) => edges[id]!.from.node === node)
    const joined =
      incoming.length === 1 && outgoing.length === 1
        ? { from: edges[incoming[0]!]!.from, to: edges[outgoing[0]!]!.to }
        : null
    for (const id of incident) delete edges[id]
    if (!joined || joined.from.node === joined.to.node) continue
    // The joined edge would duplicate an existing one (a residual block with its skip connection), so it is left out.
    const isDuplicate = [...(incidentEdges.get(joined.to.node) ?? [])].some(
      (id) => edges[id]?.to.node === joined.to.node && samePort(edges[id]!.from, joined.from),
    )
    if (isDuplicate) continue
    const id = uniqueId(`${joined.from.node}->${joined.to.node}`, edges)
    edges[id] = joined
    addIncident(id, joined)
  }
  const remaining = Object.entries(network.nodes).filter(([id]) => !removedIds.has(id))
  const calledLayers = new Set(remaining.flatMap(([, n]) => (n.kind === 'layer' ? [n.layer] : [])))
  const removed = change(document, (draft) => {
    draft.edges = edges as NetworkDraft['edges']
    for (const id of removedIds) {
      const node = network.nodes[id]!
      delete draft.nodes[id]
      if (node.kind === 'layer' && !calledLayers.has(node.layer)) delete draft.layers[node.layer]
    }
    renumberInputs(
      draft,
      [...incidentEdges.keys()].filter((id) => !removedIds.has(id)),
    )
  })
  return removeUncalled(document, removed)
}

/** Moves nodes to new positions in pixels; unknown nodes are ignored. Returns the same document if no position changes. */
export const moveNodes = (document: Document, positions: { readonly [node: NodeId]: Position }): Document =>
  change(document, (network) => {
    for (const [id, position] of Object.entries(positions)) {
      if (!Object.hasOwn(network.nodes, id)) continue
      const { x, y } = roundPosition(position)
      const node = network.nodes[id]!
      if (node.position.x !== x || node.position.y !== y) node.position = { x, y }
    }
  })
