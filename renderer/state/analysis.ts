/** Shapes, counts and problems of the current document. They are derived, never stored, and computed once per document; a change of
 *  positions or view names alone does not recompute them. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { Document, Node } from '../../shared/document/document.ts'
import { type GroupPath, pathOf } from '../../shared/document/groups.ts'
import { sameEntries, sameNetworks } from '../../shared/document/same.ts'
import { type Analysis, analyze } from '../../shared/model/analyze.ts'
import { type AppState, documentOf, useApp } from './store.ts'

const sameCall = (x: Node, y: Node): boolean =>
  x.kind === 'layer'
    ? y.kind === 'layer' && x.layer === y.layer
    : y.kind === 'group' && x.network === y.network && x.repeat === y.repeat

/** Compares everything except the positions of the nodes. */
const sameMeaning = (a: Document, b: Document): boolean =>
  a === b ||
  (a.name === b.name &&
    a.definitions === b.definitions &&
    a.data === b.data &&
    a.training === b.training &&
    sameNetworks(a, b, (x, y) => x.layers === y.layers && sameEntries(x.nodes, y.nodes, sameCall)))

interface Known {
  readonly document: Document
  readonly info: DataInfo | null
  readonly analysis: Analysis
}

/** Number of cached analyses, so that undo and redo of the last steps need no new analysis. */
const REMEMBERED = 4

/** Creates a cached analysis function for one view. It returns the same object as long as nothing that it depends on has changed. */
export function analyzer(): (document: Document, data: AppState['data']) => Analysis {
  /** Most recent first. */
  let known: readonly Known[] = []
  return (document, data) => {
    const info = data.state === 'ready' ? data.info : null
    const last = known[0]
    if (last?.document === document && last.info === info) return last.analysis
    const alike = known.find((k) => k.info === info && sameMeaning(k.document, document))
    const analysis = alike?.analysis ?? analyze(document, info)
    const others = known.filter((k) => k.analysis !== analysis)
    known = [{ document, info, analysis }, ...others].slice(0, REMEMBERED)
    return analysis
  }
}

const analyzeShown = analyzer()

/** The analysis of the current document. */
export const analysisOf = (state: AppState): Analysis => analyzeShown(documentOf(state), state.data)

export const useAnalysis = (): Analysis => useApp(analysisOf)

let drawn: { readonly analysis: Analysis; readonly groups: GroupPath; readonly own: Analysis } | null = null

/** The analysis reduced to the nodes of the network on the canvas, keyed by their ids there. */
export function drawnOf(state: AppState): Analysis {
  const analysis = analysisOf(state)
  const { inGroups: groups } = state
  if (drawn?.analysis !== analysis || drawn.groups !== groups)
    drawn = { analysis, groups, own: nodesOf(analysis, groups) }
  return drawn.own
}
export const useDrawn = (): Analysis => useApp(drawnOf)

function nodesOf(analysis: Analysis, groups: GroupPath): Analysis {
  if (groups.length === 0 && analysis.structure.expanded.groups.size === 0) return analysis
  const prefix = pathOf(groups, '')
  const own = [...analysis.nodes].flatMap(([path, facts]) => {
    const id = path.slice(prefix.length)
    return path.startsWith(prefix) && !id.includes('/') ? [[id, facts] as const] : []
  })
  return { ...analysis, nodes: new Map(own) }
}
