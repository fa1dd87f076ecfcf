/** React Flow's nodes and edges, derived from the document and cached by the document's own objects. Cards and wires read the facts of
 *  the network themselves (facts.ts). */
import { type Edge as FlowEdge, type Node as FlowNode, Position } from '@xyflow/react'
import type { NodeDifference } from '../../shared/document/compare-networks.ts'
import { type Direction, directionOf } from '../../shared/document/direction.ts'
import {
  type Document,
  type Edge,
  mainNetwork,
  type Network,
  type Node,
  type NodeId,
  type Note,
} from '../../shared/document/document.ts'
import { sameList } from '../../shared/document/same.ts'
import type { LayerDefinition } from '../../shared/layers/layer.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import type { Language } from '../../shared/text.ts'
import type { Selection } from '../state/store.ts'
import { type NumberedHandle, numberedInputs, numberedOutputs } from './inputs.ts'
import { viewIdOf } from './notes.ts'
import type { Label, Route } from './route.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './size.ts'

export type ViewNode = FlowNode<
  {
    readonly definition: LayerDefinition | null
    /** The id of the element that holds the accessible label. */
    readonly labelId: string
    /** Empty where one handle takes all wires. */
    readonly inputs: readonly NumberedHandle[]
    /** Empty where there is one output. */
    readonly outputs: readonly NumberedHandle[]
    readonly direction: Direction
    /** The difference from the compared variant. */
    readonly difference?: { readonly kind: NodeDifference['kind']; readonly words: string }
  },
  'layer'
>
export type ViewNote = FlowNode<{ readonly id: string; readonly note: Note }, 'note'>
export type ViewEdge = FlowEdge<
  {
    /** The output of the source, counted from 0. */
    readonly port: number
    readonly labelId: string
    /** Present unless the wire is a plain curve. */
    readonly route?: Route
    /** The label of a plain curve if it is not at the default position; null where there is no room. */
    readonly label?: Label | null
    /** Present when only one of two compared variants has the wire. */
    readonly difference?: 'added' | 'removed'
  },
  'wire'
>

const HANDLE = 10

/** A handle centred on a point of the node's edge. */
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
  definition: LayerDefinition | null,
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
      : definition?.inputs === 0
        ? []
        : [input((down ? NODE_WIDTH : NODE_HEIGHT) / 2)]
  const output = (at: number, id?: string) =>
    down
      ? handle('source', Position.Bottom, at, NODE_HEIGHT, id)
      : handle('source', Position.Right, NODE_WIDTH, at, id)
  if (numberedOut.length > 0)
    return [...inputs, ...numberedOut.map(({ port, at }) => output(at, String(port)))]
  return definition?.outputs === 0 ? inputs : [...inputs, output((down ? NODE_WIDTH : NODE_HEIGHT) / 2)]
}
const size = { width: NODE_WIDTH, height: NODE_HEIGHT }

/** The accessible label comes from an element inside, so that a new name needs no new view object. */
const labelled = (labelId: string) => ({ domAttributes: { 'aria-labelledby': labelId } })

interface KnownNode {
  readonly definition: LayerDefinition | null
  readonly selected: boolean
  readonly wires: Wires
  readonly direction: Direction
  readonly view: ViewNode
}

/** The cache of one canvas: two compared variants may share nodes. */
interface ViewCache {
  /** The prefix of the ids of labels. */
  readonly prefix: string
  readonly nodes: WeakMap<Node, KnownNode>
  readonly edges: WeakMap<Edge, KnownEdge>
  readonly lastNodes: Last<ViewNode>
  readonly lastEdges: Last<ViewEdge>
}

/** The previous views and their dependencies. */
interface Last<View> {
  madeFrom: readonly unknown[]
  views: View[]
}

/** The previous views while the dependencies are the same, as after an edit of an argument. If the dependencies differ but all views are
 *  the same, the list keeps its identity, so that React Flow does not update its nodes. */
function kept<View>(last: Last<View>, madeFrom: readonly unknown[], make: () => View[]): View[] {
  if (sameList(madeFrom, last.madeFrom)) return last.views
  const views = make()
  last.madeFrom = madeFrom
  if (!sameList(views, last.views)) last.views = views
  return last.views
}

export const viewCache = (prefix: string): ViewCache => ({
  prefix,
  nodes: new WeakMap(),
  edges: new WeakMap(),
  lastNodes: { madeFrom: [], views: [] },
  lastEdges: { madeFrom: [], views: [] },
})
const main = viewCache('canvas')

/** The dependencies that determine the layers' types and their order: the structure, the network in it, and the number of analysed nodes.
 *  A group that is too large to expand has no facts, while another call of the same network may have some. */
const typesOf = ({ main }: Document, { structure, nodes }: Analysis) => [structure, main, nodes.size]

/** The view nodes of a document. A node keeps its view object while its document object, type, wires and selection are the same. */
export function viewNodes(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  cache: ViewCache = main,
): ViewNode[] {
  const network = mainNetwork(document)
  const madeFrom = [network.nodes, network.edges, ...typesOf(document, analysis), selection.nodes]
  return kept(cache.lastNodes, madeFrom, () => {
    const chosen = new Set(selection.nodes)
    const wires = wiresAt(network.edges)
    const direction = directionOf(network)
    const side = direction === 'down' ? NODE_WIDTH : NODE_HEIGHT
    // In the order of the network, so that Tab moves from the input to the output.
    return [...analysis.nodes].flatMap(([id, { definition }]) => {
      const node = network.nodes[id]
      if (!node) return []
      const selected = chosen.has(id)
      const { held, last, lastOut } = wires.get(id) ?? NO_WIRES
      const known = cache.nodes.get(node)
      if (
        known?.definition === definition &&
        known.selected === selected &&
        known.wires.held === held &&
        known.wires.last === last &&
        known.wires.lastOut === lastOut &&
        known.direction === direction &&
        known.view.id === id
      )
        return [known.view]
      const inputs = numberedInputs(definition, held, last, side)
      const outputs = numberedOutputs(definition, lastOut, side)
      const labelId = `${cache.prefix}-node-${id}`
      const view: ViewNode = {
        id,
        type: 'layer',
        position: node.position,
        data: { definition, inputs, outputs, direction, labelId },
        selected,
        ...size,
        measured: size,
        handles: handlesOf(definition, inputs, outputs, direction),
        ...labelled(labelId),
      }
      cache.nodes.set(node, { definition, selected, wires: { held, last, lastOut }, direction, view })
      return [view]
    })
  })
}

interface KnownNote {
  readonly selected: boolean
  readonly language: Language
  readonly view: ViewNote
}
const noteViews = new WeakMap<Note, KnownNote>()

/** The view nodes of the notes, which are below the layers. They are cached in the same way. */
export function viewNotes(
  notes: Network['notes'],
  selection: readonly string[],
  language: Language,
): ViewNote[] {
  const chosen = new Set(selection)
  return Object.entries(notes).map(([id, note]) => {
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

/** The number of wires into a node, the highest input that has one, and the highest output that has one; -1 for none. */
interface Wires {
  readonly held: number
  readonly last: number
  readonly lastOut: number
}
const NO_WIRES: Wires = { held: 0, last: -1, lastOut: -1 }
const counted = new WeakMap<Network['edges'], ReadonlyMap<NodeId, Wires>>()

function wiresAt(edges: Network['edges']): ReadonlyMap<NodeId, Wires> {
  const before = counted.get(edges)
  if (before) return before
  const found = new Map<NodeId, Wires>()
  for (const { from, to } of Object.values(edges)) {
    const target = found.get(to.node) ?? NO_WIRES
    found.set(to.node, { ...target, held: target.held + 1, last: Math.max(target.last, to.port) })
    const source = found.get(from.node) ?? NO_WIRES
    found.set(from.node, { ...source, lastOut: Math.max(source.lastOut, from.port) })
  }
  counted.set(edges, found)
  return found
}

interface KnownEdge {
  readonly from: LayerDefinition | null
  readonly to: LayerDefinition | null
  readonly selected: boolean
  readonly view: ViewEdge
}

/** The view edges of a document. An edge keeps its view object while its document object, its ends' types and selection are the same. */
export function viewEdges(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  cache: ViewCache = main,
): ViewEdge[] {
  const { edges } = mainNetwork(document)
  const madeFrom = [edges, ...typesOf(document, analysis), selection.edges]
  return kept(cache.lastEdges, madeFrom, () => {
    const chosen = new Set(selection.edges)
    return Object.entries(edges).map(([id, edge]) => {
      const from = analysis.nodes.get(edge.from.node)?.definition ?? null
      const to = analysis.nodes.get(edge.to.node)?.definition ?? null
      const selected = chosen.has(id)
      const known = cache.edges.get(edge)
      if (known?.from === from && known.to === to && known.selected === selected && known.view.id === id)
        return known.view
      const numbered = numberedInputs(to, 1, edge.to.port, NODE_WIDTH).length > 0
      const several = numberedOutputs(from, edge.from.port, NODE_WIDTH).length > 0
      const labelId = `${cache.prefix}-wire-${id}`
      const view: ViewEdge = {
        id,
        type: 'wire',
        source: edge.from.node,
        target: edge.to.node,
        ...(several ? { sourceHandle: String(edge.from.port) } : {}),
        ...(numbered ? { targetHandle: String(edge.to.port) } : {}),
        data: { port: edge.from.port, labelId },
        selected,
        ...labelled(labelId),
      }
      cache.edges.set(edge, { from, to, selected, view })
      return view
    })
  })
}
