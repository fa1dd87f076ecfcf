/** Several nodes become one block with a network of its own. */
import { castDraft, produce } from 'immer'
import { MAX_INPUTS } from '../../layers/layer.ts'
import type { Text } from '../../text.ts'
import { COLUMN, directionOf, ROW } from '../direction.ts'
import {
  type Document,
  type Edge,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  type Position,
} from '../document.ts'
import { endsOf } from '../groups.ts'
import { freshId, idGiver } from '../ids.ts'
import { newLayer } from '../new.ts'
import { freeName, requireNetworkRoom } from './blocks.ts'
import { refuseEdit } from './change.ts'
import { cornerOf, round } from './nodes.ts'
import { descendants, wire } from './wires.ts'

interface Cut {
  readonly nodes: readonly NodeId[]
  /** What feeds the nodes from outside, each once. */
  readonly sources: readonly Port[]
  /** The one whose output goes out. */
  readonly end: NodeId
  readonly into: readonly Edge[]
  readonly between: readonly Edge[]
  readonly out: readonly Edge[]
}

const samePort = (a: Port, b: Port): boolean => a.node === b.node && a.port === b.port

/** Where the chosen nodes would be cut off from the others, or why they cannot be one block. */
function cutOf(document: Document, chosen: readonly NodeId[]): Cut | Text {
  const network = mainNetwork(document)
  const asked = new Set(chosen)
  const nodes = Object.keys(network.nodes).filter((id) => asked.has(id))
  const within = new Set(nodes)
  const layerOf = (id: NodeId) => {
    const node = network.nodes[id]!
    return node.kind === 'layer' ? node.layer : null
  }
  if (nodes.length === 0) return { en: 'Select the layers first.', ko: '먼저 층을 선택하세요.' }
  const ends = [...endsOf(network, 'Input'), ...endsOf(network, 'Output')]
  if (ends.some((id) => within.has(id)))
    return {
      en: 'Input and Output stay outside a group. Select the layers between them.',
      ko: 'Input과 Output은 그룹 밖에 있어야 합니다. 그 사이의 층을 선택하세요.',
    }
  const outside = new Set(
    Object.keys(network.nodes)
      .filter((id) => !within.has(id))
      .map(layerOf),
  )
  const shared = nodes.find((id) => layerOf(id) !== null && outside.has(layerOf(id)))
  if (shared !== undefined)
    return {
      en: `“${shared}” shares its weights with a layer that is not selected. Select both.`,
      ko: `“${shared}”은(는) 선택하지 않은 층과 가중치를 함께 씁니다. 둘 다 선택하세요.`,
    }
  const edges = Object.values(network.edges)
  const into = edges.filter((e) => !within.has(e.from.node) && within.has(e.to.node))
  const between = edges.filter((e) => within.has(e.from.node) && within.has(e.to.node))
  const out = edges.filter((e) => within.has(e.from.node) && !within.has(e.to.node))
  const sources = into
    .map((e) => e.from)
    .filter((port, i, all) => all.findIndex((other) => samePort(other, port)) === i)
  if (sources.length > MAX_INPUTS)
    return {
      en: `${sources.length} layers feed this selection; a group has at most ${MAX_INPUTS} inputs.`,
      ko: `선택한 층으로 들어오는 층이 ${sources.length}개입니다. 그룹의 입력은 ${MAX_INPUTS}개까지입니다.`,
    }
  const behind = new Set(out.flatMap((e) => [...descendants(network, e.to.node)]))
  const around = sources.find(({ node }) => behind.has(node))
  if (around)
    return {
      en: `“${around.node}” lies between the selected layers but is not selected. Select it too.`,
      ko: `“${around.node}”이(가) 선택한 층들 사이에 있습니다. 함께 선택하세요.`,
    }
  const followed = new Set(between.map((e) => e.from.node))
  const leaving = [...new Set(out.map((e) => e.from.node))]
  const last = leaving.length > 0 ? leaving : nodes.filter((id) => !followed.has(id))
  const [end, ...more] = last
  if (end === undefined || more.length > 0)
    return {
      en: `Outputs of ${last.length} layers leave this selection (${last.slice(0, 5).join(', ')}); a group has one output. Select what joins them too.`,
      ko: `선택한 층 가운데 ${last.length}개의 출력이 밖으로 나갑니다(${last.slice(0, 5).join(', ')}). 그룹의 출력은 하나입니다. 이들을 합치는 층까지 선택하세요.`,
    }
  return { nodes, sources, end, into, between, out }
}

/** Why these nodes cannot become one block; null when they can. */
export function canGroup(document: Document, chosen: readonly NodeId[]): Text | null {
  const cut = cutOf(document, chosen)
  return 'nodes' in cut ? null : cut
}

/** Puts nodes into a network of their own and one group node in their place. */
export function groupNodes(document: Document, chosen: readonly NodeId[]): Document {
  const cut = cutOf(document, chosen)
  if (!('nodes' in cut)) return refuseEdit(cut)
  const network = mainNetwork(document)
  requireNetworkRoom(document)
  const id = freshId('block', document.networks)
  const node = freshId('block', network.nodes, network.layers)
  const corner = cornerOf(network, cut.nodes)
  return produce(document, (draft) => {
    const drawn = draft.networks[draft.main]!
    draft.networks[id] = castDraft(innerNetwork(network, cut, freeName(document)))
    const gone = new Set(cut.nodes)
    for (const each of gone) {
      const called = network.nodes[each]!
      if (called.kind === 'layer') delete drawn.layers[called.layer]
      delete drawn.nodes[each]
    }
    for (const [key, { from, to }] of Object.entries(network.edges))
      if (gone.has(from.node) || gone.has(to.node)) delete drawn.edges[key]
    drawn.nodes[node] = { kind: 'group', network: id, repeat: 1, position: corner }
    for (const [port, source] of cut.sources.entries()) wire(drawn, source, { node, port })
    for (const { to } of cut.out) wire(drawn, { node, port: 0 }, to)
  })
}

/** The chosen nodes with an Input for each source in front and an Output behind. */
function innerNetwork(network: Network, cut: Cut, name: string): Network {
  const corner = cornerOf(network, cut.nodes)
  const right = directionOf(network) === 'right'
  const nodeId = idGiver(network.nodes, network.layers)
  const inner: {
    layers: Record<string, Network['layers'][string]>
    nodes: Record<string, Network['nodes'][string]>
  } = { layers: {}, nodes: {} }
  const add = (type: 'Input' | 'Output', position: Position): NodeId => {
    const id = nodeId(type.toLowerCase())
    inner.layers[id] = newLayer(type)
    inner.nodes[id] = { kind: 'layer', layer: id, position: round(position) }
    return id
  }
  const place = (id: NodeId): Position => {
    const { x, y } = network.nodes[id]!.position
    return { x: x - corner.x, y: y - corner.y }
  }
  const step = (at: Position, by: number): Position =>
    right ? { ...at, x: at.x + by * COLUMN } : { ...at, y: at.y + by * ROW }
  // With nothing in front yet, the Input feeds what waits for it.
  const fed = new Set([...cut.into, ...cut.between].map((e) => e.to.node))
  const first = cut.nodes.filter((id) => !fed.has(id))
  const ways =
    cut.sources.length > 0
      ? cut.sources.map((source) => cut.into.filter((e) => samePort(e.from, source)).map((e) => e.to))
      : [first.map((node): Port => ({ node, port: 0 }))]
  const edges: { from: Port; to: Port }[] = [...cut.between]
  ways.forEach((to, i) => {
    // In line with what feeds it, so that a wire which leads around the layers still does.
    const front = step(place(to[0]?.node ?? cut.end), -1)
    const source = cut.sources[i]
    const at = source ? place(source.node) : front
    const wished = right ? { ...front, y: at.y } : { ...front, x: at.x }
    const beside = Object.values(inner.nodes).filter(
      ({ position: { x, y } }) => x === wished.x && y === wished.y,
    )
    const input = add('Input', step(wished, -beside.length))
    for (const port of to) edges.push({ from: { node: input, port: 0 }, to: port })
  })
  for (const id of cut.nodes) {
    const node = network.nodes[id]!
    inner.nodes[id] = { ...node, position: place(id) }
    if (node.kind === 'layer') inner.layers[node.layer] = network.layers[node.layer]!
  }
  const output = add('Output', step(place(cut.end), 1))
  edges.push({ from: { node: cut.end, port: 0 }, to: { node: output, port: 0 } })
  const edgeId = idGiver({})
  return {
    name,
    ...inner,
    edges: Object.fromEntries(edges.map((e) => [edgeId(`${e.from.node}->${e.to.node}`), e])),
    notes: {},
  }
}
