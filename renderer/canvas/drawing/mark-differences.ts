/** Marks the differences between the shown and the compared variant on the nodes and wires. */
import type { Document } from '../../../shared/document/document.ts'
import type { Analysis } from '../../../shared/model/analyze.ts'
import type { Language } from '../../../shared/text.ts'
import { describeDifference } from '../../variants/difference-text.ts'
import type { Comparison } from '../../variants/differences.ts'
import { nameOf } from '../../variants/variants.ts'
import type { ViewEdge, ViewNode } from './views.ts'

/** Adds the differences to the view nodes. @param side which of the two networks the nodes belong to */
export function markNodes(
  views: ViewNode[],
  comparison: Comparison | null,
  side: 'before' | 'after',
  document: Document,
  analysis: Analysis,
  language: Language,
): ViewNode[] {
  if (!comparison) return views
  const { differences, other } = comparison
  const [shown, comparedName] = [nameOf(document, document.main), nameOf(document, other)]
  const byNode = new Map(differences.nodes.map((difference) => [difference[side], difference]))
  return views.map((view) => {
    const difference = byNode.get(view.id)
    if (!difference) return view
    const name = analysis.nodes.get(view.id)?.name ?? view.id
    const words = describeDifference(name, difference, shown, comparedName)[language]
    return { ...view, data: { ...view.data, difference: { kind: difference.kind, words } } }
  })
}

/** Marks the view edges that exist only in this network. @param side which of the two networks the edges belong to */
export function markWires(
  views: ViewEdge[],
  comparison: Comparison | null,
  side: 'before' | 'after',
): ViewEdge[] {
  const kind = side === 'after' ? 'added' : 'removed'
  const ownWires = comparison?.differences.edges.filter((wire) => wire.kind === kind) ?? []
  if (ownWires.length === 0) return views
  const wireKey = (from: string, output: string | number, to: string, port: string | number) =>
    JSON.stringify([from, String(output), to, String(port)])
  // If one handle accepts all wires, the view edge does not contain the input.
  const wireKeys = new Set(
    ownWires.flatMap(({ from, output, to, port }) => [
      wireKey(from, output, to, port),
      wireKey(from, output, to, ''),
    ]),
  )
  return views.map((view) =>
    wireKeys.has(wireKey(view.source, view.sourceHandle ?? 0, view.target, view.targetHandle ?? ''))
      ? { ...view, data: { ...view.data!, difference: kind } }
      : view,
  )
}
