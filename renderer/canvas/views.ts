/** The document as React Flow shows it: nodes, notes and edges derived from it, each cached by the document's own object. */
import { type Edge as FlowEdge, type Node as FlowNode, Position } from '@xyflow/react'
import type { NodeDifference } from '../../shared/document/compare-networks.ts'
import { type Direction, directionOf } from '../../shared/document/direction.ts'
import {
  type Document,
  type Edge,
  mainNetwork,
  type Node,
  type NodeId,
  type Note,
} from '../../shared/document/document.ts'
import { format } from '../../shared/graph/shape.ts'
import { type Analysis, type NodeFacts, shapeOf, shapesOf } from '../../shared/model/analyze.ts'
import type { Language } from '../../shared/text.ts'
import type { Selection } from '../state/store.ts'
import { count } from '../ui/format.ts'
import { type NumberedHandle, numberedInputs, numberedOutputs } from './inputs.ts'
import { viewIdOf } from './notes.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './size.ts'

export type ViewNode = FlowNode<
  {
    readonly facts: NodeFacts
    readonly frozen: boolean
    /** Empty where one handle takes all wires. */
    readonly inputs: readonly NumberedHandle[]
    /** Empty where there is one output. */
    readonly outputs: readonly NumberedHandle[]
    readonly direction: Direction
    /** Against the variant beside it. */
    readonly difference?: { readonly kind: NodeDifference['kind']; readonly words: string }
  },
  'layer'
>
export type ViewNote = FlowNode<{ readonly id: string; readonly note: Note }, 'note'>
export type ViewEdge = FlowEdge<
  {
    readonly shape: string | null
    /** Only this one of two compared variants has it. */
    readonly difference?: 'added' | 'removed'
  },
  'wire'
>

const HANDLE = 10

/** A handle around a place on the node's edge. */
const handle = (type: 'target' | 'source', position: Position, x: number, y: number, id?: string) => ({
  type,
  position,
  x: x - HANDLE / 2,
  y: y - HANDLE / 2,
  width: HANDLE,
  height: HANDLE,
  ...(id === undefined ? {} : { id }),
})
type Handles = ViewNode['handles']

function handlesOf(
  facts: NodeFacts,
  numbered: readonly NumberedHandle[],
  numberedOut: readonly NumberedHandle[],
  direction: Direction,
): Handles {
  const down = direction === 'down'
  const input = (at: number, id?: string) =>
    down ? handle('target', Position.Top, at, 0, id) : handle('target', Position.Left, 0, at, id)
  const inputs =
    numbered.length > 0
      ? numbered.map(({ port, at }) => input(at, String(port)))
      : facts.definition?.inputs === 0
        ? []
        : [input((down ? NODE_WIDTH : NODE_HEIGHT) / 2)]
  const output = (at: number, id?: string) =>
    down
      ? handle('source', Position.Bottom, at, NODE_HEIGHT, id)
      : handle('source', Position.Right, NODE_WIDTH, at, id)
  if (numberedOut.length > 0)
    return [...inputs, ...numberedOut.map(({ port, at }) => output(at, String(port)))]
  return facts.definition?.outputs === 0 ? inputs : [...inputs, output((down ? NODE_WIDTH : NODE_HEIGHT) / 2)]
}
const size = { width: NODE_WIDTH, height: NODE_HEIGHT }

/** What a screen reader says of a node: "Dense dense, output (None, 300), 235,500 parameters". */
export function nodeLabel(facts: NodeFacts, language: Language): string {
  const type = facts.definition?.type ?? '?'
  const outputs = shapesOf(facts)
  const unknown = language === 'ko' ? '알 수 없음' : 'unknown'
  const shape = outputs.map((each) => (each ? format(each) : unknown)).join(', ')
  const faults = facts.problems.length
  return language === 'ko'
    ? `${type} ${facts.name}, 출력 ${shape}, 매개변수 ${count(facts.parameters)}개${faults ? `, 문제 ${faults}개` : ''}`
    : `${type} ${facts.name}, output${outputs.length > 1 ? 's' : ''} ${shape}, ${count(facts.parameters)} parameters${faults ? `, ${faults} ${faults === 1 ? 'problem' : 'problems'}` : ''}`
}

interface KnownNode {
  readonly facts: NodeFacts
  readonly selected: boolean
  readonly frozen: boolean
  readonly wires: Wires
  readonly direction: Direction
  readonly language: Language
  readonly view: ViewNode
}

/** Of one canvas: two variants beside each other may have the same nodes. */
interface ViewCache {
  readonly nodes: WeakMap<Node, KnownNode>
  readonly edges: WeakMap<Edge, KnownEdge>
}
export const viewCache = (): ViewCache => ({ nodes: new WeakMap(), edges: new WeakMap() })
const main = viewCache()

/** View nodes of a document. A node whose document object, facts and selection are unchanged keeps its view object. */
export function viewNodes(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  language: Language,
  { nodes }: ViewCache = main,
): ViewNode[] {
  const chosen = new Set(selection.nodes)
  const network = mainNetwork(document)
  const wires = wiresAt(document)
  const direction = directionOf(network)
  const side = direction === 'down' ? NODE_WIDTH : NODE_HEIGHT
  // In the order of the network, so that Tab walks from the input to the output.
  return [...analysis.nodes].flatMap(([id, facts]) => {
    const node = network.nodes[id]
    if (!node) return []
    const selected = chosen.has(id)
    const frozen = node.kind === 'layer' && network.layers[node.layer]?.trainable === false
    const { held, last, lastOut } = wires.get(id) ?? NO_WIRES
    const known = nodes.get(node)
    if (
      known?.facts === facts &&
      known.selected === selected &&
      known.frozen === frozen &&
      known.wires.held === held &&
      known.wires.last === last &&
      known.wires.lastOut === lastOut &&
      known.direction === direction &&
      known.language === language &&
      known.view.id === id
    )
      return [known.view]
    const numbered = numberedInputs(facts.definition, held, last, side)
    const numberedOut = numberedOutputs(facts.definition, lastOut, side)
    const view: ViewNode = {
      id,
      type: 'layer',
      position: node.position,
      data: { facts, frozen, inputs: numbered, outputs: numberedOut, direction },
      selected,
      ...size,
      measured: size,
      handles: handlesOf(facts, numbered, numberedOut, direction),
      ariaLabel: nodeLabel(facts, language),
    }
    nodes.set(node, { facts, selected, frozen, wires: { held, last, lastOut }, direction, language, view })
    return [view]
  })
}

interface KnownNote {
  readonly selected: boolean
  readonly language: Language
  readonly view: ViewNote
}
const noteViews = new WeakMap<Note, KnownNote>()

/** View nodes of the notes, below the layers; cached like those. */
export function viewNotes(document: Document, selection: Selection, language: Language): ViewNote[] {
  const chosen = new Set(selection.notes)
  return Object.entries(mainNetwork(document).notes).map(([id, note]) => {
    const selected = chosen.has(id)
    const known = noteViews.get(note)
    if (known?.selected === selected && known.language === language && known.view.data.id === id)
      return known.view
    const measured = { width: note.width, height: note.height }
    const view: ViewNote = {
      id: viewIdOf(id),
      type: 'note',
      position: note.position,
      data: { id, note },
      selected,
      zIndex: -1,
      ...measured,
      measured,
      handles: [],
      ariaLabel: { en: `Note: ${note.text}`, ko: `메모: ${note.text}` }[language],
    }
    noteViews.set(note, { selected, language, view })
    return view
  })
}

/** How many wires a node's inputs hold, the highest input of them, and the highest output that one leaves from. */
interface Wires {
  readonly held: number
  readonly last: number
  readonly lastOut: number
}
const NO_WIRES: Wires = { held: 0, last: -1, lastOut: -1 }

function wiresAt(document: Document): ReadonlyMap<NodeId, Wires> {
  const found = new Map<NodeId, Wires>()
  for (const { from, to } of Object.values(mainNetwork(document).edges)) {
    const target = found.get(to.node) ?? NO_WIRES
    found.set(to.node, { ...target, held: target.held + 1, last: Math.max(target.last, to.port) })
    const source = found.get(from.node) ?? NO_WIRES
    found.set(from.node, { ...source, lastOut: Math.max(source.lastOut, from.port) })
  }
  return found
}

/** What a screen reader says of a wire: "block output 1 to add input 2, shape None, 300". */
function wireLabel(
  from: NodeFacts | undefined,
  to: NodeFacts | undefined,
  shape: string | null,
  output: number | null,
  nth: number | null,
  language: Language,
): string {
  const [a, b] = [from?.name ?? '?', to?.name ?? '?']
  return language === 'ko'
    ? `${a}${output === null ? '' : ` 출력 ${output}`}에서 ${b}${nth === null ? '' : ` 입력 ${nth}`}로, 모양 ${shape ?? '알 수 없음'}`
    : `${a}${output === null ? '' : ` output ${output}`} to ${b}${nth === null ? '' : ` input ${nth}`}, shape ${shape ?? 'unknown'}`
}

interface KnownEdge {
  readonly from: NodeFacts | undefined
  readonly to: NodeFacts | undefined
  readonly selected: boolean
  readonly language: Language
  readonly view: ViewEdge
}

/** View edges of a document. An edge whose document object, ends' facts and selection are unchanged keeps its view object. */
export function viewEdges(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  language: Language,
  { edges }: ViewCache = main,
): ViewEdge[] {
  const chosen = new Set(selection.edges)
  return Object.entries(mainNetwork(document).edges).map(([id, edge]) => {
    const from = analysis.nodes.get(edge.from.node)
    const to = analysis.nodes.get(edge.to.node)
    const selected = chosen.has(id)
    const known = edges.get(edge)
    if (
      known?.from === from &&
      known?.to === to &&
      known?.selected === selected &&
      known.language === language &&
      known.view.id === id
    )
      return known.view
    const given = from && shapeOf(from, edge.from.port)
    const shape = given ? given.map((d) => d ?? 'None').join(', ') : null
    const numbered = numberedInputs(to?.definition ?? null, 1, edge.to.port, NODE_WIDTH).length > 0
    const several = numberedOutputs(from?.definition ?? null, edge.from.port, NODE_WIDTH).length > 0
    const view: ViewEdge = {
      id,
      type: 'wire',
      source: edge.from.node,
      target: edge.to.node,
      ...(several ? { sourceHandle: String(edge.from.port) } : {}),
      ...(numbered ? { targetHandle: String(edge.to.port) } : {}),
      data: { shape },
      selected,
      ariaLabel: wireLabel(
        from,
        to,
        shape,
        several ? edge.from.port + 1 : null,
        numbered ? edge.to.port + 1 : null,
        language,
      ),
    }
    edges.set(edge, { from, to, selected, language, view })
    return view
  })
}
