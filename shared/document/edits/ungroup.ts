/** Ungrouping: the contents of a group replace the group node. */
import { castDraft } from 'immer'
import { drawingAxis } from '../direction.ts'
import {
  type Document,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  type Position,
} from '../document.ts'
import { nodesWithRole, removeUncalled } from '../groups.ts'
import { baseId, createIdGenerator } from '../ids.ts'
import { MAX_EDGES } from '../limits.ts'
import { change, refuseEdit } from './change.ts'
import { addEdge, descendants, renumberInputs } from './edges.ts'
import { requireGroup } from './group-settings.ts'
import { cornerOf, requireNodeCapacity, roundPosition } from './nodes.ts'

/** Replaces a group with its contents, once for each repetition. */
export function ungroup(document: Document, id: NodeId): Document {
  const group = requireGroup(document, id)
  const inner = document.networks[group.network]!
  const network = mainNetwork(document)
  const inputs = nodesWithRole(inner, 'input')
  const outputs = nodesWithRole(inner, 'output')
  const ends = new Set([...inputs, ...outputs])
  const contents = Object.keys(inner.nodes).filter((node) => !ends.has(node))
  if (group.repeat > 1 && (outputs.length === 0 || inputs.length !== outputs.length))
    return refuseEdit({
      en: `“${inner.name}” is repeated: to ungroup it, give it as many Inputs inside as Outputs.`,
      ko: `“${inner.name}”은(는) 반복되므로 안에 Input과 Output의 수가 같아야 풀 수 있습니다.`,
    })
  requireNodeCapacity(network, contents.length * group.repeat)
  if (Object.keys(network.edges).length + Object.keys(inner.edges).length * group.repeat > MAX_EDGES)
    return refuseEdit({
      en: `A network can have at most ${MAX_EDGES} connections.`,
      ko: `연결은 ${MAX_EDGES}개까지 만들 수 있습니다.`,
    })
  const corner = contents.length > 0 ? cornerOf(inner, contents) : { x: 0, y: 0 }
  const { axis, step } = drawingAxis(inner)
  const extent = Math.max(0, ...contents.map((node) => inner.nodes[node]!.position[axis] - corner[axis]))
  const pitch = extent + step
  const layerId = createIdGenerator(network.layers, network.nodes)
  const nodeId = createIdGenerator(network.nodes)
  const names = new Set(Object.values(network.layers).map((l) => l.name))
  const edited = change(document, (draft) => {
    // A file may hold an edge from the group to itself; it is removed with the group.
    const edges = Object.values(network.edges).filter((e) => e.from.node !== e.to.node)
    /** The port that feeds each input of the next repetition. */
    let inputSources: readonly (Port | null)[] = inputs.map(
      (_, port) => edges.find((e) => e.to.node === id && e.to.port === port)?.from ?? null,
    )
    for (const [key, { from, to }] of Object.entries(network.edges))
      if (from.node === id || to.node === id) delete draft.edges[key]
    delete draft.nodes[id]
    for (let n = 0; n < group.repeat; n++) {
      const layers = new Map<string, string>()
      const nodes = new Map<NodeId, NodeId>()
      for (const node of contents) {
        const called = inner.nodes[node]!
        const at = {
          x: group.position.x + called.position.x - corner.x + (axis === 'x' ? n * pitch : 0),
          y: group.position.y + called.position.y - corner.y + (axis === 'y' ? n * pitch : 0),
        }
        const newNodeId = nodeId(baseId(node))
        nodes.set(node, newNodeId)
        if (called.kind === 'group') {
          draft.nodes[newNodeId] = { ...called, position: { ...roundPosition(at) } }
          continue
        }
        const layer = inner.layers[called.layer]!
        const newLayerId = layers.get(called.layer) ?? layerId(baseId(called.layer))
        layers.set(called.layer, newLayerId)
        const name = names.has(layer.name) ? '' : layer.name
        names.add(name)
        draft.layers[newLayerId] = castDraft({ ...layer, name })
        draft.nodes[newNodeId] = { kind: 'layer', layer: newLayerId, position: { ...roundPosition(at) } }
      }
      /** The new source of an edge inside: the copied node's port, or for an Input the port that feeds it. */
      const sourceOf = ({ node, port }: Port): Port | null => {
        const newNode = nodes.get(node)
        return newNode === undefined ? (inputSources[inputs.indexOf(node)] ?? null) : { node: newNode, port }
      }
      for (const { from, to } of Object.values(inner.edges)) {
        const source = sourceOf(from)
        if (source && nodes.has(to.node)) addEdge(draft, source, { node: nodes.get(to.node)!, port: to.port })
      }
      inputSources = outputs.map((output) => {
        const end = Object.values(inner.edges).find((e) => e.to.node === output)
        return end ? sourceOf(end.from) : null
      })
      renumberInputs(draft, nodes.values())
    }
    for (const { from, to } of edges.filter((e) => e.from.node === id)) {
      const out = inputSources[from.port]
      if (out) addEdge(draft, out, to)
    }
    renumberInputs(
      draft,
      edges.flatMap((e) => (e.from.node === id ? [e.to.node] : [])),
    )
    shiftFollowers(network, draft, id, pitch * group.repeat)
  })
  return removeUncalled(document, edited)
}

/** Moves the followers of the group if they would overlap its layers.
 *  @param space space from the group's position on, in pixels */
function shiftFollowers(
  network: Network,
  draft: { nodes: Record<NodeId, { position: Position }> },
  id: NodeId,
  space: number,
) {
  const { axis } = drawingAxis(network)
  const followers = [...descendants(network, id)].filter((node) => node !== id)
  const start = Math.min(...followers.map((node) => network.nodes[node]!.position[axis]))
  const shift = network.nodes[id]!.position[axis] + space - start
  if (!(shift > 0)) return
  for (const node of followers) {
    const { position } = network.nodes[node]!
    draft.nodes[node]!.position = { ...roundPosition({ ...position, [axis]: position[axis] + shift }) }
  }
}
