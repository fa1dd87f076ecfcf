/** Differences between the shown and the compared variant on the canvas. */
import { useMemo } from 'react'
import { compareNetworks, type NetworkDifferences } from '../../shared/document/compare-networks.ts'
import type { Document, NetworkId } from '../../shared/document/document.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import type { Language } from '../../shared/text.ts'
import type { ViewEdge, ViewNode } from '../canvas/views.ts'
import { documentOf, useApp, useDocument } from '../state/store.ts'
import { differenceWords } from './difference-words.ts'
import { comparedIn, nameOf, useVariants } from './variants.ts'

export interface Comparison {
  readonly other: NetworkId
  readonly differences: NetworkDifferences
}

/** The compared variant; null while nothing is compared or a group is open. */
export function useCompared(): NetworkId | null {
  const beside = useVariants((s) => s.beside)
  return useApp((s) => (s.inGroups.length > 0 ? null : comparedIn(documentOf(s), beside)))
}

export function useComparison(): Comparison | null {
  const document = useDocument()
  const other = useCompared()
  return useMemo(
    () => (other === null ? null : { other, differences: compareNetworks(document, other, document.main) }),
    [document, other],
  )
}

/** Adds the differences to the view nodes. @param side which of the two networks the nodes belong to */
export function marked(
  views: ViewNode[],
  comparison: Comparison | null,
  side: 'before' | 'after',
  document: Document,
  analysis: Analysis,
  language: Language,
): ViewNode[] {
  if (!comparison) return views
  const { differences, other } = comparison
  const [shown, beside] = [nameOf(document, document.main), nameOf(document, other)]
  const own = new Map(differences.nodes.map((difference) => [difference[side], difference]))
  return views.map((view) => {
    const difference = own.get(view.id)
    if (!difference) return view
    const name = analysis.nodes.get(view.id)?.name ?? view.id
    const words = differenceWords(name, difference, shown, beside)[language]
    return { ...view, data: { ...view.data, difference: { kind: difference.kind, words } } }
  })
}

/** Marks the view edges that exist only in this network. @param side which of the two networks the edges belong to */
export function markedWires(
  views: ViewEdge[],
  comparison: Comparison | null,
  side: 'before' | 'after',
): ViewEdge[] {
  const kind = side === 'after' ? 'added' : 'removed'
  const own = comparison?.differences.wires.filter((wire) => wire.kind === kind) ?? []
  if (own.length === 0) return views
  const wayOf = (from: string, output: string | number, to: string, port: string | number) =>
    JSON.stringify([from, String(output), to, String(port)])
  // If one handle accepts all wires, the view edge does not contain the input.
  const known = new Set(
    own.flatMap(({ from, output, to, port }) => [wayOf(from, output, to, port), wayOf(from, output, to, '')]),
  )
  return views.map((view) =>
    known.has(wayOf(view.source, view.sourceHandle ?? 0, view.target, view.targetHandle ?? ''))
      ? { ...view, data: { ...view.data!, difference: kind } }
      : view,
  )
}
