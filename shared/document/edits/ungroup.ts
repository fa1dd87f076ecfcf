/** Ungrouping: the contents of a group replace the group node. */
import { castDraft } from 'immer'
import { COLUMN, directionOf, ROW } from '../direction.ts'
import {
  type Document,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  type Position,
} from '../document.ts'
import { endsOf, withoutUncalled } from '../groups.ts'
import { idGiver, stemOf } from '../ids.ts'
import { MAX_EDGES } from '../limits.ts'
import { requireGroup } from './blocks.ts'
import { change, refuseEdit } from './change.ts'
import { cornerOf, requireRoom, round } from './nodes.ts'
import { closeGaps, descendants, wire } from './wires.ts'

/** Replaces a group with its contents, once for each repetition. */
export function ungroup(document: Document, id: NodeId): Document {
  const group = requireGroup(document, id)
  const inner = document.networks[group.network]!
  const network = mainNetwork(document)
  const inputs = endsOf(inner, 'Input')
  const outputs = endsOf(inner, 'Output')
  const ends = new Set([...inputs, ...outputs])
  const kept = Object.keys(inner.nodes).filter((node) => !ends.has(node))
  if (group.repeat > 1 && (outputs.length === 0 || inputs.length !== outputs.length))
    return refuseEdit({
      en: `“${inner.name}” is repeated: it can be taken apart once it has as many Inputs inside as Outputs.`,
      ko: `“${inner.name}”은(는) 반복되므로 안에 Input과 Output의 수가 같아야 풀 수 있습니다.`,
    })
  requireRoom(network, kept.length * group.repeat)
  if (Object.keys(network.edges).length + Object.keys(inner.edges).length * group.repeat > MAX_EDGES)
    return refuseEdit({
      en: `A network holds at most ${MAX_EDGES} edges.`,
      ko: `선은 ${MAX_EDGES}개까지 그을 수 있습니다.`,
    })
  const right = directionOf(inner) === 'right'
  const corner = kept.length > 0 ? cornerOf(inner, kept) : { x: 0, y: 0 }
  const axis = right ? 'x' : 'y'
  const long = Math.max(0, ...kept.map((node) => inner.nodes[node]!.position[axis] - corner[axis]))
  const pitch = long + (right ? COLUMN : ROW)
  const layerId = idGiver(network.layers, network.nodes)
  const nodeId = idGiver(network.nodes)
  const names = new Set(Object.values(network.layers).map((l) => l.name))
  const edited = change(document, (draft) => {
    // A file may hold an edge from the group to itself; it is removed with the group.
    const edges = Object.values(network.edges).filter((e) => e.from.node !== e.to.node)
    /** The port that feeds each input of the next repetition. */
    let feeds: readonly (Port | null)[] = inputs.map(
      (_, port) => edges.find((e) => e.to.node === id && e.to.port === port)?.from ?? null,
    )
    for (const [key, { from, to }] of Object.entries(network.edges))
      if (from.node === id || to.node === id) delete draft.edges[key]
    delete draft.nodes[id]
    for (let n = 0; n < group.repeat; n++) {
      const layers = new Map<string, string>()
      const nodes = new Map<NodeId, NodeId>()
      for (const node of kept) {
        const called = inner.nodes[node]!
        const at = {
          x: group.position.x + called.position.x - corner.x + (right ? n * pitch : 0),
          y: group.position.y + called.position.y - corner.y + (right ? 0 : n * pitch),
        }
        const free = nodeId(stemOf(node))
        nodes.set(node, free)
        if (called.kind === 'group') {
          draft.nodes[free] = { ...called, position: { ...round(at) } }
          continue
        }
        const layer = inner.layers[called.layer]!
        const own = layers.get(called.layer) ?? layerId(stemOf(called.layer))
        layers.set(called.layer, own)
        const name = names.has(layer.name) ? '' : layer.name
        names.add(name)
        draft.layers[own] = castDraft({ ...layer, name })
        draft.nodes[free] = { kind: 'layer', layer: own, position: { ...round(at) } }
      }
      /** The new source of an edge inside: the copied node's port, or for an Input the port that feeds it. */
      const sourceOf = ({ node, port }: Port): Port | null => {
        const own = nodes.get(node)
        return own === undefined ? (feeds[inputs.indexOf(node)] ?? null) : { node: own, port }
      }
      for (const { from, to } of Object.values(inner.edges)) {
        const source = sourceOf(from)
        if (source && nodes.has(to.node)) wire(draft, source, { node: nodes.get(to.node)!, port: to.port })
      }
      feeds = outputs.map((output) => {
        const end = Object.values(inner.edges).find((e) => e.to.node === output)
        return end ? sourceOf(end.from) : null
      })
      closeGaps(draft, nodes.values())
    }
    for (const { from, to } of edges.filter((e) => e.from.node === id)) {
      const out = feeds[from.port]
      if (out) wire(draft, out, to)
    }
    closeGaps(
      draft,
      edges.flatMap((e) => (e.from.node === id ? [e.to.node] : [])),
    )
    moveOn(network, draft, id, pitch * group.repeat)
  })
  return withoutUncalled(document, edited)
}

/** Moves the followers of the group if they would overlap its layers.
 *  @param space space from the group's position on, in pixels */
function moveOn(
  network: Network,
  draft: { nodes: Record<NodeId, { position: Position }> },
  id: NodeId,
  need: number,
) {
  const axis = directionOf(network) === 'right' ? 'x' : 'y'
  const followers = [...descendants(network, id)].filter((node) => node !== id)
  const start = Math.min(...followers.map((node) => network.nodes[node]!.position[axis]))
  const by = network.nodes[id]!.position[axis] + need - start
  if (!(by > 0)) return
  for (const node of followers) {
    const { position } = network.nodes[node]!
    draft.nodes[node]!.position = { ...round({ ...position, [axis]: position[axis] + by }) }
  }
}
