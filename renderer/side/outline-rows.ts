/** The network as a tree: its layers in their order, below each what it gets and where it goes; then the notes. Pure. */
import type { Network, NodeId } from '../../shared/document/document.ts'
import { format } from '../../shared/graph/shape.ts'
import type { LayerDefinition } from '../../shared/layers/layer.ts'
import type { Analysis } from '../../shared/model/analyze.ts'

export interface Link {
  readonly node: NodeId
  readonly name: string
  /** `from`: this layer is fed by it; `to`: it feeds it. */
  readonly way: 'from' | 'to'
}
export interface LayerRow {
  readonly id: NodeId
  readonly type: string
  readonly name: string
  readonly definition: LayerDefinition | null
  readonly shape: string
  readonly parameters: number
  readonly problems: number
  readonly links: readonly Link[]
}
export interface NoteRow {
  readonly id: string
  readonly text: string
}

export function outlineRows(network: Network, { nodes }: Analysis): readonly LayerRow[] {
  const links = new Map<NodeId, Link[]>()
  const add = (at: NodeId, node: NodeId, way: Link['way']) => {
    const list = links.get(at) ?? []
    list.push({ node, name: nodes.get(node)?.name ?? node, way })
    links.set(at, list)
  }
  const edges = Object.values(network.edges)
  for (const { from, to } of edges) add(to.node, from.node, 'from')
  for (const { from, to } of edges) add(from.node, to.node, 'to')
  return [...nodes].map(([id, facts]) => ({
    id,
    type: facts.definition?.type ?? '?',
    name: facts.name,
    definition: facts.definition,
    shape: facts.output ? format(facts.output) : '?',
    parameters: facts.parameters,
    problems: facts.problems.length,
    links: links.get(id) ?? [],
  }))
}

export const noteRows = (network: Network): readonly NoteRow[] =>
  Object.entries(network.notes).map(([id, { text }]) => ({ id, text: text.split('\n')[0]! }))
