/** Grouping: several nodes become one group with a network of its own. */
import { castDraft, produce } from 'immer'
import { MAX_INPUTS, MAX_OUTPUTS } from '../../catalog/layers/layer.ts'
import type { Text } from '../../text.ts'
import { COLUMN_STEP, directionOf, ROW_STEP } from '../direction.ts'
import {
  type Document,
  type Edge,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  type Position,
  samePort,
} from '../document.ts'
import { nodesWithRole } from '../groups.ts'
import { createIdGenerator, uniqueId } from '../ids.ts'
import { newLayer } from '../new.ts'
import { portsOf, refuseEdit } from './change.ts'
import { addEdge, descendants } from './edges.ts'
import { requireNetworkCapacity, uniqueName } from './group-settings.ts'
import { cornerOf, roundPosition } from './nodes.ts'

interface Cut {
  readonly nodes: readonly NodeId[]
  /** Ports outside that feed the selected nodes, each once. */
  readonly sources: readonly Port[]
  /** Outputs of the group, in the order of drawing. */
  readonly outputs: readonly [Port, ...Port[]]
  readonly incoming: readonly Edge[]
  readonly internal: readonly Edge[]
  readonly outgoing: readonly Edge[]
}

/** The cut between the selected nodes and the rest of the network, or the reason why they cannot become one group. */
function cutOf(document: Document, chosen: readonly NodeId[]): Cut | Text {
  const network = mainNetwork(document)
  const chosenIds = new Set(chosen)
  const nodes = Object.keys(network.nodes).filter((id) => chosenIds.has(id))
  const selected = new Set(nodes)
  const layerOf = (id: NodeId) => {
    const node = network.nodes[id]!
    return node.kind === 'layer' ? node.layer : null
  }
  if (nodes.length === 0) return { en: 'Select the layers first.', ko: '먼저 층을 선택하세요.' }
  const ends = [...nodesWithRole(network, 'input'), ...nodesWithRole(network, 'output')]
  if (ends.some((id) => selected.has(id)))
    return {
      en: 'Input and Output cannot be grouped. Select the layers between them.',
      ko: 'Input과 Output은 그룹으로 묶을 수 없습니다. 그 사이의 층을 선택하세요.',
    }
  const outside = new Set(
    Object.keys(network.nodes)
      .filter((id) => !selected.has(id))
      .map(layerOf),
  )
  const shared = nodes.find((id) => layerOf(id) !== null && outside.has(layerOf(id)))
  if (shared !== undefined)
    return {
      en: `“${shared}” shares its weights with a layer that is not selected. Select both.`,
      ko: `“${shared}”은(는) 선택하지 않은 층과 가중치를 함께 씁니다. 둘 다 선택하세요.`,
    }
  const edges = Object.values(network.edges)
  const incoming = edges.filter((e) => !selected.has(e.from.node) && selected.has(e.to.node))
  const internal = edges.filter((e) => selected.has(e.from.node) && selected.has(e.to.node))
  const outgoing = edges.filter((e) => selected.has(e.from.node) && !selected.has(e.to.node))
  const sources = incoming.map((e) => e.from).filter(isFirst)
  if (sources.length > MAX_INPUTS)
    return {
      en: `${sources.length} layers are connected to the inputs of this selection; a group can have at most ${MAX_INPUTS} inputs.`,
      ko: `선택한 층으로 들어오는 층이 ${sources.length}개입니다. 그룹의 입력은 ${MAX_INPUTS}개까지입니다.`,
    }
  const downstream = new Set(outgoing.flatMap((e) => [...descendants(network, e.to.node)]))
  const enclosed = sources.find(({ node }) => downstream.has(node))
  if (enclosed)
    return {
      en: `“${enclosed.node}” is between the selected layers but is not selected. Select it too.`,
      ko: `“${enclosed.node}”이(가) 선택한 층들 사이에 있습니다. 함께 선택하세요.`,
    }
  const [first, ...more] = outputsOfCut(document, nodes, internal, outgoing)
  if (first === undefined)
    return {
      en: 'These layers form a cycle, so nothing comes out of them. Delete one connection of the cycle first.',
      ko: '선택한 층들이 순환을 이루어 나오는 값이 없습니다. 순환의 연결 하나를 먼저 지우세요.',
    }
  if (more.length >= MAX_OUTPUTS)
    return {
      en: `This selection has ${more.length + 1} outputs; a group can have at most ${MAX_OUTPUTS}. Also select the layer that merges them.`,
      ko: `선택한 층에서 출력 ${more.length + 1}개가 밖으로 나갑니다. 그룹의 출력은 ${MAX_OUTPUTS}개까지입니다. 이들을 합치는 층까지 선택하세요.`,
    }
  return { nodes, sources, outputs: [first, ...more], incoming, internal, outgoing }
}

const isFirst = (port: Port, i: number, all: readonly Port[]): boolean =>
  all.findIndex((other) => samePort(other, port)) === i

/** The ports with edges to nodes outside; if there are none, all outputs of nodes that feed no other selected node. */
function outputsOfCut(
  document: Document,
  nodes: readonly NodeId[],
  internal: readonly Edge[],
  outgoing: readonly Edge[],
): readonly Port[] {
  const network = mainNetwork(document)
  const drawingOrder = new Map(nodes.map((id, i) => [id, i]))
  if (outgoing.length > 0)
    return outgoing
      .map((e) => e.from)
      .filter(isFirst)
      .sort((a, b) => drawingOrder.get(a.node)! - drawingOrder.get(b.node)! || a.port - b.port)
  const withFollowers = new Set(internal.map((e) => e.from.node))
  return nodes
    .filter((id) => !withFollowers.has(id))
    .flatMap((node) => {
      const { outputs } = portsOf(network, node, document.networks)
      return Array.from({ length: outputs }, (_, port): Port => ({ node, port }))
    })
}

/** The reason why these nodes cannot become one group; null if they can. */
export function canGroup(document: Document, chosen: readonly NodeId[]): Text | null {
  const cut = cutOf(document, chosen)
  return 'nodes' in cut ? null : cut
}

/** Moves nodes into a network of their own and puts one group node in their place. */
export function groupNodes(document: Document, chosen: readonly NodeId[]): Document {
  const cut = cutOf(document, chosen)
  if (!('nodes' in cut)) return refuseEdit(cut)
  const network = mainNetwork(document)
  requireNetworkCapacity(document)
  const id = uniqueId('block', document.networks)
  const node = uniqueId('block', network.nodes, network.layers)
  const corner = cornerOf(network, cut.nodes)
  return produce(document, (draft) => {
    const outer = draft.networks[draft.main]!
    draft.networks[id] = castDraft(innerNetwork(network, cut, uniqueName(document)))
    const movedIds = new Set(cut.nodes)
    for (const each of movedIds) {
      const called = network.nodes[each]!
      if (called.kind === 'layer') delete outer.layers[called.layer]
      delete outer.nodes[each]
    }
    for (const [key, { from, to }] of Object.entries(network.edges))
      if (movedIds.has(from.node) || movedIds.has(to.node)) delete outer.edges[key]
    outer.nodes[node] = { kind: 'group', network: id, repeat: 1, position: corner }
    for (const [port, source] of cut.sources.entries()) addEdge(outer, source, { node, port })
    for (const { from, to } of cut.outgoing)
      addEdge(outer, { node, port: cut.outputs.findIndex((end) => samePort(end, from)) }, to)
  })
}

/** The selected nodes with an Input for each source before them and an Output for each end after them. */
function innerNetwork(network: Network, cut: Cut, name: string): Network {
  const corner = cornerOf(network, cut.nodes)
  const right = directionOf(network) === 'right'
  const nodeId = createIdGenerator(network.nodes, network.layers)
  const inner: {
    layers: Record<string, Network['layers'][string]>
    nodes: Record<string, Network['nodes'][string]>
  } = { layers: {}, nodes: {} }
  const add = (type: 'Input' | 'Output', position: Position): NodeId => {
    const id = nodeId(type.toLowerCase())
    inner.layers[id] = newLayer(type)
    inner.nodes[id] = { kind: 'layer', layer: id, position: roundPosition(position) }
    return id
  }
  const place = (id: NodeId): Position => {
    const { x, y } = network.nodes[id]!.position
    return { x: x - corner.x, y: y - corner.y }
  }
  const step = (at: Position, count: number) =>
    right ? { ...at, x: at.x + count * COLUMN_STEP } : { ...at, y: at.y + count * ROW_STEP }
  // Without any source yet, one Input feeds all nodes that have no input.
  const withSource = new Set([...cut.incoming, ...cut.internal].map((e) => e.to.node))
  const unconnected = cut.nodes.filter((id) => !withSource.has(id))
  const inputTargets =
    cut.sources.length > 0
      ? cut.sources.map((source) => cut.incoming.filter((e) => samePort(e.from, source)).map((e) => e.to))
      : [unconnected.map((node): Port => ({ node, port: 0 }))]
  const edges: { from: Port; to: Port }[] = [...cut.internal]
  inputTargets.forEach((to, i) => {
    // In line with its source, so that an edge which leads around the layers still does.
    const front = step(place(to[0]?.node ?? cut.outputs[0].node), -1)
    const source = cut.sources[i]
    const at = source ? place(source.node) : front
    const preferred = right ? { ...front, y: at.y } : { ...front, x: at.x }
    const occupied = Object.values(inner.nodes).filter(
      ({ position: { x, y } }) => x === preferred.x && y === preferred.y,
    )
    const input = add('Input', step(preferred, -occupied.length))
    for (const port of to) edges.push({ from: { node: input, port: 0 }, to: port })
  })
  for (const id of cut.nodes) {
    const node = network.nodes[id]!
    inner.nodes[id] = { ...node, position: place(id) }
    if (node.kind === 'layer') inner.layers[node.layer] = network.layers[node.layer]!
  }
  const axis = right ? 'x' : 'y'
  const last = Math.max(...cut.nodes.map((id) => place(id)[axis]))
  const outputPositions: Position[] = []
  for (const from of cut.outputs) {
    const at = place(from.node)
    // Several Outputs stand side by side after the last node, so that no edge passes through another Output.
    const preferred = step(cut.outputs.length > 1 ? { ...at, [axis]: last } : at, 1)
    while (outputPositions.some(({ x, y }) => x === preferred.x && y === preferred.y)) {
      if (right) preferred.y += ROW_STEP
      else preferred.x += COLUMN_STEP
    }
    outputPositions.push(preferred)
    edges.push({ from, to: { node: add('Output', preferred), port: 0 } })
  }
  const edgeId = createIdGenerator({})
  return {
    name,
    ...inner,
    edges: Object.fromEntries(edges.map((e) => [edgeId(`${e.from.node}->${e.to.node}`), e])),
    notes: {},
  }
}
