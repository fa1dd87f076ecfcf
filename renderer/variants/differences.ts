/** Differences of the shown variant from the one beside it, on the canvas. */
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

/** The variant beside the shown one; null while nothing is compared, or a group is open. */
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

/** View nodes with what is different about them. @param side which of the two networks they are of */
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

/** View edges with those that only this network has. @param side which of the two networks they are of */
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
  // Where one handle takes all wires, a view edge does not say which input it goes to.
  const known = new Set(
    own.flatMap(({ from, output, to, port }) => [wayOf(from, output, to, port), wayOf(from, output, to, '')]),
  )
  return views.map((view) =>
    known.has(wayOf(view.source, view.sourceHandle ?? 0, view.target, view.targetHandle ?? ''))
      ? { ...view, data: { ...view.data!, difference: kind } }
      : view,
  )
}
