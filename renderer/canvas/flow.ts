/** Between the document and React Flow. The only file that names React Flow's change types: view nodes and edges are
 *  derived from the document (each cached by the document's own object), and its changes become edits of the document. */
import {
  type EdgeChange,
  type Edge as FlowEdge,
  type Node as FlowNode,
  type NodeChange,
  Position,
} from '@xyflow/react'
import {
  type Document,
  type Edge,
  type EdgeId,
  mainNetwork,
  type Node,
  type NodeId,
  type Position as Place,
} from '../../shared/document/document.ts'
import { labels, moveNodes } from '../../shared/document/edits.ts'
import { format } from '../../shared/graph/shape.ts'
import type { Analysis, NodeFacts } from '../../shared/model/analyze.ts'
import type { Language } from '../../shared/text.ts'
import type { App, Selection } from '../state/store.ts'
import { type NumberedInput, numberedInputs } from './inputs.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './size.ts'

export type ViewNode = FlowNode<
  {
    readonly facts: NodeFacts
    readonly frozen: boolean
    /** Empty where one handle takes all wires. */
    readonly inputs: readonly NumberedInput[]
  },
  'layer'
>
export type ViewEdge = FlowEdge<{ readonly shape: string | null }, 'wire'>

const input = {
  type: 'target',
  position: Position.Top,
  x: NODE_WIDTH / 2 - 5,
  y: -5,
  width: 10,
  height: 10,
} as const
const output = {
  type: 'source',
  position: Position.Bottom,
  x: NODE_WIDTH / 2 - 5,
  y: NODE_HEIGHT - 5,
  width: 10,
  height: 10,
} as const
const size = { width: NODE_WIDTH, height: NODE_HEIGHT }

const count = (n: number): string => n.toLocaleString('en-US')

/** What a screen reader says of a node: "Dense dense, output (None, 300), 235,500 parameters". */
export function nodeLabel(facts: NodeFacts, language: Language): string {
  const type = facts.definition?.type ?? '?'
  const shape = facts.output ? format(facts.output) : language === 'ko' ? '알 수 없음' : 'unknown'
  const faults = facts.problems.length
  return language === 'ko'
    ? `${type} ${facts.name}, 출력 ${shape}, 매개변수 ${count(facts.parameters)}개${faults ? `, 문제 ${faults}개` : ''}`
    : `${type} ${facts.name}, output ${shape}, ${count(facts.parameters)} parameters${faults ? `, ${faults} ${faults === 1 ? 'problem' : 'problems'}` : ''}`
}

interface KnownNode {
  readonly facts: NodeFacts
  readonly selected: boolean
  readonly frozen: boolean
  readonly inputs: string
  readonly language: Language
  readonly view: ViewNode
}
const nodes = new WeakMap<Node, KnownNode>()

/** View nodes of a document. A node whose document object, facts and selection are unchanged keeps its view object. */
export function viewNodes(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  language: Language,
): ViewNode[] {
  const chosen = new Set(selection.nodes)
  const network = mainNetwork(document)
  const wires = wiresInto(document)
  // In the order of the network, so that Tab walks from the input to the output.
  return [...analysis.nodes].flatMap(([id, facts]) => {
    const node = network.nodes[id]
    if (!node) return []
    const selected = chosen.has(id)
    const frozen = node.kind === 'layer' && network.layers[node.layer]?.trainable === false
    const { held = 0, last = -1 } = wires.get(id) ?? {}
    const numbered = numberedInputs(facts.definition, held, last)
    const inputs = JSON.stringify(numbered)
    const known = nodes.get(node)
    if (
      known?.facts === facts &&
      known.selected === selected &&
      known.frozen === frozen &&
      known.inputs === inputs &&
      known.language === language &&
      known.view.id === id
    )
      return [known.view]
    const view: ViewNode = {
      id,
      type: 'layer',
      position: node.position,
      data: { facts, frozen, inputs: numbered },
      selected,
      ...size,
      measured: size,
      handles: [
        ...(numbered.length > 0
          ? numbered.map(({ port, x }) => ({ ...input, id: String(port), x: x - 5 }))
          : facts.definition?.inputs === 0
            ? []
            : [input]),
        ...(facts.definition?.outputs === 0 ? [] : [output]),
      ],
      ariaLabel: nodeLabel(facts, language),
    }
    nodes.set(node, { facts, selected, frozen, inputs, language, view })
    return [view]
  })
}

/** How many wires each node's inputs hold, and the highest input of them. */
function wiresInto(document: Document): ReadonlyMap<NodeId, { held: number; last: number }> {
  const into = new Map<NodeId, { held: number; last: number }>()
  for (const { to } of Object.values(mainNetwork(document).edges)) {
    const { held, last } = into.get(to.node) ?? { held: 0, last: -1 }
    into.set(to.node, { held: held + 1, last: Math.max(last, to.port) })
  }
  return into
}

interface KnownEdge {
  readonly shape: string | null
  readonly selected: boolean
  readonly label: string
  readonly view: ViewEdge
}
const edges = new WeakMap<Edge, KnownEdge>()

const shapeLabel = (facts: NodeFacts | undefined): string | null =>
  facts?.output ? facts.output.map((d) => d ?? 'None').join(', ') : null

export function viewEdges(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  language: Language,
): ViewEdge[] {
  const chosen = new Set(selection.edges)
  return Object.entries(mainNetwork(document).edges).map(([id, edge]) => {
    const from = analysis.nodes.get(edge.from.node)
    const to = analysis.nodes.get(edge.to.node)
    const shape = shapeLabel(from)
    const selected = chosen.has(id)
    const numbered = numberedInputs(to?.definition ?? null, 1, edge.to.port).length > 0
    const nth = edge.to.port + 1
    const label =
      language === 'ko'
        ? `${from?.name ?? '?'}에서 ${to?.name ?? '?'}${numbered ? ` 입력 ${nth}` : ''}로, 모양 ${shape ?? '알 수 없음'}`
        : `${from?.name ?? '?'} to ${to?.name ?? '?'}${numbered ? ` input ${nth}` : ''}, shape ${shape ?? 'unknown'}`
    const known = edges.get(edge)
    if (
      known?.shape === shape &&
      known.selected === selected &&
      known.label === label &&
      known.view.id === id
    )
      return known.view
    const view: ViewEdge = {
      id,
      type: 'wire',
      source: edge.from.node,
      target: edge.to.node,
      ...(numbered ? { targetHandle: String(edge.to.port) } : {}),
      data: { shape },
      selected,
      ariaLabel: label,
    }
    edges.set(edge, { shape, selected, label, view })
    return view
  })
}

function toggled<T>(ids: readonly T[], changes: ReadonlyMap<T, boolean>): readonly T[] {
  const next = ids.filter((id) => changes.get(id) !== false)
  const held = new Set(next)
  for (const [id, on] of changes) if (on && !held.has(id)) next.push(id)
  return next.length === ids.length && next.every((id, i) => id === ids[i]) ? ids : next
}

/** A drag is a preview until it ends; arrow keys are edits that merge while they follow quickly. */
export function takeNodeChanges(changes: readonly NodeChange<ViewNode>[], app: App): void {
  const places: Record<NodeId, Place> = {}
  const selected = new Map<NodeId, boolean>()
  let dragging = false
  for (const change of changes) {
    if (change.type === 'select') selected.set(change.id, change.selected)
    if (change.type !== 'position' || !change.position) continue
    places[change.id] = { x: Math.round(change.position.x), y: Math.round(change.position.y) }
    dragging ||= change.dragging === true
  }
  if (selected.size > 0) app.select({ nodes: toggled(app.selection.nodes, selected) })
  if (Object.keys(places).length === 0) return
  const ids = Object.keys(places)
  const move = (document: Document) => moveNodes(document, places)
  const label = labels.moveNodes(ids.length)
  if (dragging) app.preview(move)
  else if (app.history.base) app.edit(label, move)
  else app.edit(label, move, `move ${ids.join(' ')}`)
}

export function takeEdgeChanges(changes: readonly EdgeChange<ViewEdge>[], app: App): void {
  const selected = new Map<EdgeId, boolean>()
  for (const change of changes) if (change.type === 'select') selected.set(change.id, change.selected)
  if (selected.size > 0) app.select({ edges: toggled(app.selection.edges, selected) })
}
