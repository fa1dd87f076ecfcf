/** Grouping: several nodes become one group with a network of its own. */
import { castDraft, produce } from 'immer'
import { MAX_INPUTS, MAX_OUTPUTS } from '../../layers/layer.ts'
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
  samePort,
} from '../document.ts'
import { endsOf } from '../groups.ts'
import { freshId, idGiver } from '../ids.ts'
import { newLayer } from '../new.ts'
import { freeName, requireNetworkRoom } from './blocks.ts'
import { portsOf, refuseEdit } from './change.ts'
import { cornerOf, round } from './nodes.ts'
import { descendants, wire } from './wires.ts'

interface Cut {
  readonly nodes: readonly NodeId[]
  /** Ports outside that feed the selected nodes, each once. */
  readonly sources: readonly Port[]
  /** Outputs of the group, in the order of drawing. */
  readonly ends: readonly [Port, ...Port[]]
  readonly into: readonly Edge[]
  readonly between: readonly Edge[]
  readonly out: readonly Edge[]
}

/** The cut between the selected nodes and the rest of the network, or the reason why they cannot become one group. */
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
  const sources = into.map((e) => e.from).filter(once)
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
  const [first, ...more] = endsOfCut(document, nodes, between, out)
  if (first === undefined)
    return {
      en: 'These layers feed one another in a circle, so nothing comes out of them. Delete a connection of the circle first.',
      ko: '선택한 층들이 고리로 이어져 나오는 값이 없습니다. 고리의 연결 하나를 먼저 지우세요.',
    }
  if (more.length >= MAX_OUTPUTS)
    return {
      en: `${more.length + 1} outputs leave this selection; a group has at most ${MAX_OUTPUTS}. Select what joins them too.`,
      ko: `선택한 층에서 출력 ${more.length + 1}개가 밖으로 나갑니다. 그룹의 출력은 ${MAX_OUTPUTS}개까지입니다. 이들을 합치는 층까지 선택하세요.`,
    }
  return { nodes, sources, ends: [first, ...more], into, between, out }
}

const once = (port: Port, i: number, all: readonly Port[]): boolean =>
  all.findIndex((other) => samePort(other, port)) === i

/** The ports with edges to nodes outside; if there are none, all outputs of nodes that feed no other selected node. */
function endsOfCut(
  document: Document,
  nodes: readonly NodeId[],
  between: readonly Edge[],
  out: readonly Edge[],
): readonly Port[] {
  const network = mainNetwork(document)
  const place = new Map(nodes.map((id, i) => [id, i]))
  if (out.length > 0)
    return out
      .map((e) => e.from)
      .filter(once)
      .sort((a, b) => place.get(a.node)! - place.get(b.node)! || a.port - b.port)
  const followed = new Set(between.map((e) => e.from.node))
  return nodes
    .filter((id) => !followed.has(id))
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
    for (const { from, to } of cut.out)
      wire(drawn, { node, port: cut.ends.findIndex((end) => samePort(end, from)) }, to)
  })
}

/** The selected nodes with an Input for each source before them and an Output for each end after them. */
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
  const step = (at: Position, by: number) =>
    right ? { ...at, x: at.x + by * COLUMN } : { ...at, y: at.y + by * ROW }
  // Without any source yet, one Input feeds all nodes that have no input.
  const fed = new Set([...cut.into, ...cut.between].map((e) => e.to.node))
  const first = cut.nodes.filter((id) => !fed.has(id))
  const ways =
    cut.sources.length > 0
      ? cut.sources.map((source) => cut.into.filter((e) => samePort(e.from, source)).map((e) => e.to))
      : [first.map((node): Port => ({ node, port: 0 }))]
  const edges: { from: Port; to: Port }[] = [...cut.between]
  ways.forEach((to, i) => {
    // In line with its source, so that an edge which leads around the layers still does.
    const front = step(place(to[0]?.node ?? cut.ends[0].node), -1)
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
  const along = right ? 'x' : 'y'
  const last = Math.max(...cut.nodes.map((id) => place(id)[along]))
  const behind: Position[] = []
  for (const from of cut.ends) {
    const at = place(from.node)
    // Several Outputs stand side by side after the last node, so that no edge passes through another Output.
    const wished = step(cut.ends.length > 1 ? { ...at, [along]: last } : at, 1)
    while (behind.some(({ x, y }) => x === wished.x && y === wished.y)) {
      if (right) wished.y += ROW
      else wished.x += COLUMN
    }
    behind.push(wished)
    edges.push({ from, to: { node: add('Output', wished), port: 0 } })
  }
  const edgeId = idGiver({})
  return {
    name,
    ...inner,
    edges: Object.fromEntries(edges.map((e) => [edgeId(`${e.from.node}->${e.to.node}`), e])),
    notes: {},
  }
}
