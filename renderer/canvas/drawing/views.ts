/** React Flow's nodes and edges, derived from the document and cached by the document's own objects. Cards and wires read the facts of
 *  the network themselves (facts-context.ts). */
import { type Edge as FlowEdge, type Node as FlowNode, Position } from '@xyflow/react'
import type { LayerDefinition } from '../../../shared/catalog/layers/layer.ts'
import type { NodeDifference } from '../../../shared/document/compare-networks.ts'
import { type Direction, directionOf } from '../../../shared/document/direction.ts'
import {
  type Document,
  type Edge,
  mainNetwork,
  type Network,
  type Node,
  type NodeId,
  type Note,
} from '../../../shared/document/document.ts'
import { isEqualList } from '../../../shared/document/equality.ts'
import type { Analysis } from '../../../shared/model/analyze.ts'
import type { Language } from '../../../shared/text.ts'
import { NODE_HEIGHT, NODE_WIDTH } from '../../geometry/size.ts'
import { viewIdOf } from '../../geometry/view-id.ts'
import type { Selection } from '../../state/store.ts'
import { type NumberedHandle, numberedInputs, numberedOutputs } from './numbered-handles.ts'
import type { Label, Route } from './route.ts'

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
      ? numbered.map(({ port, offset }) => input(offset, String(port)))
      : definition?.inputs === 0
        ? []
        : [input((down ? NODE_WIDTH : NODE_HEIGHT) / 2)]
  const output = (at: number, id?: string) =>
    down
      ? handle('source', Position.Bottom, at, NODE_HEIGHT, id)
      : handle('source', Position.Right, NODE_WIDTH, at, id)
  if (numberedOut.length > 0)
    return [...inputs, ...numberedOut.map(({ port, offset }) => output(offset, String(port)))]
  return definition?.outputs === 0 ? inputs : [...inputs, output((down ? NODE_WIDTH : NODE_HEIGHT) / 2)]
}
const size = { width: NODE_WIDTH, height: NODE_HEIGHT }

/** The accessible label comes from an element inside, so that a new name needs no new view object. */
const labelledBy = (labelId: string) => ({ domAttributes: { 'aria-labelledby': labelId } })

interface CachedNode {
  readonly definition: LayerDefinition | null
  readonly selected: boolean
  readonly wires: WireCounts
  readonly direction: Direction
  readonly view: ViewNode
}

/** The cache of one canvas: two compared variants may share nodes. */
interface ViewCache {
  /** The prefix of the ids of labels. */
  readonly prefix: string
  readonly nodes: WeakMap<Node, CachedNode>
  readonly edges: WeakMap<Edge, CachedEdge>
  readonly lastNodes: CachedViews<ViewNode>
  readonly lastEdges: CachedViews<ViewEdge>
}

/** The previous views and their dependencies. */
interface CachedViews<View> {
  dependencies: readonly unknown[]
  views: View[]
}

/** The previous views while the dependencies are the same, as after an edit of an argument. If the dependencies differ but all views are
 *  the same, the list keeps its identity, so that React Flow does not update its nodes. */
function cachedViews<View>(
  previous: CachedViews<View>,
  dependencies: readonly unknown[],
  create: () => View[],
): View[] {
  if (isEqualList(dependencies, previous.dependencies)) return previous.views
  const views = create()
  previous.dependencies = dependencies
  if (!isEqualList(views, previous.views)) previous.views = views
  return previous.views
}

export const viewCache = (prefix: string): ViewCache => ({
  prefix,
  nodes: new WeakMap(),
  edges: new WeakMap(),
  lastNodes: { dependencies: [], views: [] },
  lastEdges: { dependencies: [], views: [] },
})
const mainCache = viewCache('canvas')

/** The dependencies that determine the layers' types and their order: the structure, the network in it, and the number of analysed nodes.
 *  A group that is too large to expand has no facts, while another call of the same network may have some. */
const typeDependencies = ({ main }: Document, { structure, nodes }: Analysis) => [structure, main, nodes.size]

/** The view nodes of a document. A node keeps its view object while its document object, type, wires and selection are the same. */
export function viewNodes(
  document: Document,
  analysis: Analysis,
  selection: Selection,
  cache: ViewCache = mainCache,
): ViewNode[] {
  const network = mainNetwork(document)
  const dependencies = [
    network.nodes,
    network.edges,
    ...typeDependencies(document, analysis),
    selection.nodes,
  ]
  return cachedViews(cache.lastNodes, dependencies, () => {
    const selectedIds = new Set(selection.nodes)
    const wires = wireCounts(network.edges)
    const direction = directionOf(network)
    const sideLength = direction === 'down' ? NODE_WIDTH : NODE_HEIGHT
    // In the order of the network, so that Tab moves from the input to the output.
    return [...analysis.nodes].flatMap(([id, { definition }]) => {
      const node = network.nodes[id]
      if (!node) return []
      const selected = selectedIds.has(id)
      const { inputCount, highestInput, highestOutput } = wires.get(id) ?? NO_WIRES
      const cached = cache.nodes.get(node)
      if (
        cached?.definition === definition &&
        cached.selected === selected &&
        cached.wires.inputCount === inputCount &&
        cached.wires.highestInput === highestInput &&
        cached.wires.highestOutput === highestOutput &&
        cached.direction === direction &&
        cached.view.id === id
      )
        return [cached.view]
      const inputs = numberedInputs(definition, inputCount, highestInput, sideLength)
      const outputs = numberedOutputs(definition, highestOutput, sideLength)
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
        ...labelledBy(labelId),
      }
      cache.nodes.set(node, {
        definition,
        selected,
        wires: { inputCount, highestInput, highestOutput },
        direction,
        view,
      })
      return [view]
    })
  })
}

interface CachedNote {
  readonly selected: boolean
  readonly language: Language
  readonly view: ViewNote
}
const noteViews = new WeakMap<Note, CachedNote>()

/** The view nodes of the notes, which are below the layers. They are cached in the same way. */
export function viewNotes(
  notes: Network['notes'],
  selection: readonly string[],
  language: Language,
): ViewNote[] {
  const selectedIds = new Set(selection)
  return Object.entries(notes).map(([id, note]) => {
    const selected = selectedIds.has(id)
    const cached = noteViews.get(note)
    if (cached?.selected === selected && cached.language === language && cached.view.data.id === id)
      return cached.view
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
interface WireCounts {
  readonly inputCount: number
  readonly highestInput: number
  readonly highestOutput: number
}
const NO_WIRES: WireCounts = { inputCount: 0, highestInput: -1, highestOutput: -1 }
const wireCountsCache = new WeakMap<Network['edges'], ReadonlyMap<NodeId, WireCounts>>()

function wireCounts(edges: Network['edges']): ReadonlyMap<NodeId, WireCounts> {
  const cached = wireCountsCache.get(edges)
  if (cached) return cached
  const counts = new Map<NodeId, WireCounts>()
  for (const { from, to } of Object.values(edges)) {
    const target = counts.get(to.node) ?? NO_WIRES
    counts.set(to.node, {
      ...target,
      inputCount: target.inputCount + 1,
      highestInput: Math.max(target.highestInput, to.port),
    })
    const source = counts.get(from.node) ?? NO_WIRES
    counts.set(from.node, { ...source, highestOutput: Math.max(source.highestOutput, from.port) })
  }
  wireCountsCache.set(edges, counts)
  return counts
}

interface CachedEdge {
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
  cache: ViewCache = mainCache,
): ViewEdge[] {
  const { edges } = mainNetwork(document)
  const dependencies = [edges, ...typeDependencies(document, analysis), selection.edges]
  return cachedViews(cache.lastEdges, dependencies, () => {
    const selectedIds = new Set(selection.edges)
    return Object.entries(edges).map(([id, edge]) => {
      const from = analysis.nodes.get(edge.from.node)?.definition ?? null
      const to = analysis.nodes.get(edge.to.node)?.definition ?? null
      const selected = selectedIds.has(id)
      const cached = cache.edges.get(edge)
      if (cached?.from === from && cached.to === to && cached.selected === selected && cached.view.id === id)
        return cached.view
      const hasNumberedInputs = numberedInputs(to, 1, edge.to.port, NODE_WIDTH).length > 0
      const hasNumberedOutputs = numberedOutputs(from, edge.from.port, NODE_WIDTH).length > 0
      const labelId = `${cache.prefix}-wire-${id}`
      const view: ViewEdge = {
        id,
        type: 'wire',
        source: edge.from.node,
        target: edge.to.node,
        ...(hasNumberedOutputs ? { sourceHandle: String(edge.from.port) } : {}),
        ...(hasNumberedInputs ? { targetHandle: String(edge.to.port) } : {}),
        data: { port: edge.from.port, labelId },
        selected,
        ...labelledBy(labelId),
      }
      cache.edges.set(edge, { from, to, selected, view })
      return view
    })
  })
}
