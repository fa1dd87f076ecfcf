/** The network as a tree: its layers in order, each with its incoming and outgoing connections, then the notes. Pure. */

import type { LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import type { Edge, EdgeId, Network, NodeId } from '../../shared/document/document.ts'
import { formatShape } from '../../shared/graph/shape.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { shapesOf } from '../../shared/model/node-facts.ts'

export interface Link {
  readonly edge: EdgeId
  readonly node: NodeId
  readonly name: string
  /** `from`: an incoming connection; `to`: an outgoing one. */
  readonly way: 'from' | 'to'
  /** Output number of the source, counted from 1; null if it has only one output. */
  readonly output: number | null
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
  const add = (edge: EdgeId, { from, to }: Edge, way: Link['way']) => {
    const [owner, node] = way === 'from' ? [to.node, from.node] : [from.node, to.node]
    const list = links.get(owner) ?? []
    const hasSeveralOutputs = (nodes.get(from.node)?.definition?.outputs ?? 1) > 1
    const output = hasSeveralOutputs ? from.port + 1 : null
    list.push({ edge, node, name: nodes.get(node)?.name ?? node, way, output })
    links.set(owner, list)
  }
  for (const way of ['from', 'to'] as const)
    for (const [id, edge] of Object.entries(network.edges)) add(id, edge, way)
  return [...nodes].map(([id, facts]) => ({
    id,
    type: facts.definition?.type ?? '?',
    name: facts.name,
    definition: facts.definition,
    shape: shapesOf(facts)
      .map((each) => (each ? formatShape(each) : '?'))
      .join(', '),
    parameters: facts.parameters,
    problems: facts.problems.length,
    links: links.get(id) ?? [],
  }))
}

export const noteRows = (network: Network): readonly NoteRow[] =>
  Object.entries(network.notes).map(([id, { text }]) => ({ id, text: text.split('\n')[0]! }))
