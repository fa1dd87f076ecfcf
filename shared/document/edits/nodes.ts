/** Nodes: adding (also into a wire), removing (the neighbours are joined), moving. */
import { member } from '../../fields.ts'
import { layers } from '../../layers/index.ts'
import { type Document, mainNetwork, type Network, type NodeId, type Position } from '../document.ts'
import { freshId, snakeCase } from '../ids.ts'
import { MAX_COORDINATE, MAX_NODES } from '../limits.ts'
import { newLayer } from '../new.ts'
import { change, type NetworkDraft, portsOf, refuseEdit } from './change.ts'
import { descendants, wire } from './wires.ts'

/** Distance from one node of a chain to the next, top to top, in pixels: four cells of the 24-pixel grid. */
export const ROW = 96

export interface AddOptions {
  /** The new layer is put into the wire behind this node (in front of it, when it is an Output). */
  readonly after?: NodeId
}

/** Adds a layer. `position` null places it a row below `after`. Where it goes into a wire, what follows moves down if it must. */
export function addLayer(
  document: Document,
  type: string,
  position: Position | null,
  { after }: AddOptions = {},
): Document {
  const definition = member(layers, type)
  if (!definition)
    refuseEdit({ en: `There is no layer called "${type}".`, ko: `"${type}"(이)라는 층은 없습니다.` })
  const network = mainNetwork(document)
  requireRoom(network, 1)
  const anchor = after !== undefined && Object.hasOwn(network.nodes, after) ? after : null
  return change(document, (draft) => {
    const id = freshId(snakeCase(type), draft.nodes, draft.layers)
    draft.layers[id] = newLayer(type) as NetworkDraft['layers'][string]
    draft.nodes[id] = { kind: 'layer', layer: id, position: round(position ?? below(network, anchor)) }
    if (anchor === null) return
    const source = portsOf(network, anchor).outputs > 0 ? anchor : sourceOf(network, anchor)
    if (source === null) {
      if (definition!.outputs > 0 && portsOf(network, anchor).inputs > 0)
        wire(draft, { node: id, port: 0 }, { node: anchor, port: 0 })
      return
    }
    if (definition!.inputs === 0) return
    if (definition!.outputs > 0) insert(network, draft, source, id)
    wire(draft, { node: source, port: 0 }, { node: id, port: 0 })
  })
}

/** Everything that hung on the source's output now hangs on the new node, moved down where it would lie under it. */
function insert(network: Network, draft: NetworkDraft, source: NodeId, id: NodeId): void {
  const followers = Object.entries(network.edges).filter(
    ([, e]) => e.from.node === source && e.from.port === 0,
  )
  for (const [edge, { to }] of followers) {
    delete draft.edges[edge]
    wire(draft, { node: id, port: 0 }, to)
  }
  const moved = descendants(network, source)
  moved.delete(source)
  const top = Math.min(...[...moved].map((node) => network.nodes[node]!.position.y))
  const shift = draft.nodes[id]!.position.y + ROW - top
  if (moved.size === 0 || shift <= 0) return
  for (const node of moved) {
    const { position } = draft.nodes[node]!
    position.y = round({ x: 0, y: position.y + shift }).y
  }
}

const sourceOf = (network: Network, node: NodeId): NodeId | null =>
  Object.values(network.edges).find((e) => e.to.node === node)?.from.node ?? null

function below(network: Network, node: NodeId | null): Position {
  if (node === null) return { x: 0, y: 0 }
  const { position } = network.nodes[node]!
  return portsOf(network, node).outputs > 0 ? { x: position.x, y: position.y + ROW } : position
}

/** Refuses to grow a network beyond what a file may hold. */
export function requireRoom(network: Network, more: number): void {
  if (Object.keys(network.nodes).length + more > MAX_NODES)
    refuseEdit({
      en: `A network holds at most ${MAX_NODES.toLocaleString('en-US')} nodes.`,
      ko: `노드는 ${MAX_NODES.toLocaleString('en-US')}개까지 놓을 수 있습니다.`,
    })
}

/** Whole pixels within what a file may hold: readable files, and a position that is no number cannot get in. */
export function round({ x, y }: Position): Position {
  const whole = (v: number) =>
    Number.isFinite(v) ? Math.min(Math.max(Math.round(v), -MAX_COORDINATE), MAX_COORDINATE) + 0 : 0
  return { x: whole(x), y: whole(y) }
}

/** Removes nodes and layers no other node calls. A node with exactly one edge in and one out leaves its neighbours joined. */
export const removeNodes = (document: Document, nodes: readonly NodeId[]): Document =>
  change(document, (network) => {
    for (const id of nodes) {
      const node = Object.hasOwn(network.nodes, id) ? network.nodes[id] : undefined
      if (!node) continue
      const edges = Object.entries(network.edges)
      const into = edges.filter(([, e]) => e.to.node === id)
      const out = edges.filter(([, e]) => e.from.node === id)
      const [before] = into
      const [after] = out
      const from = before && { ...before[1].from }
      const to = after && { ...after[1].to }
      for (const [edge] of [...into, ...out]) delete network.edges[edge]
      delete network.nodes[id]
      if (from && to && into.length === 1 && out.length === 1) wire(network, from, to)
      if (node.kind === 'layer') dropUncalled(network, node.layer)
    }
  })

function dropUncalled(network: NetworkDraft, layer: string): void {
  if (!Object.values(network.nodes).some((n) => n.kind === 'layer' && n.layer === layer))
    delete network.layers[layer]
}

/** New positions by node, in pixels; unknown nodes are passed over. */
export const moveNodes = (document: Document, positions: { readonly [node: NodeId]: Position }): Document =>
  change(document, (network) => {
    for (const [id, position] of Object.entries(positions))
      if (Object.hasOwn(network.nodes, id)) network.nodes[id]!.position = { ...round(position) }
  })

export const setNodePosition = (document: Document, node: NodeId, position: Position): Document =>
  moveNodes(document, { [node]: position })
