/** Shapes, counts and problems of the current document. They are derived, never stored, and computed once per document; a change of
 *  positions or view names alone does not recompute them. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { Document, Node } from '../../shared/document/document.ts'
import { isEqualEntries, isEqualNetworks } from '../../shared/document/equality.ts'
import { type GroupPath, pathOf } from '../../shared/document/groups.ts'
import { type Analysis, analyze } from '../../shared/model/analyze.ts'
import { type AppState, documentOf, useApp } from './store.ts'

const isSameCall = (x: Node, y: Node): boolean =>
  x.kind === 'layer'
    ? y.kind === 'layer' && x.layer === y.layer
    : y.kind === 'group' && x.network === y.network && x.repeat === y.repeat

/** Compares everything except the positions of the nodes. */
export const isEqualExceptPositions = (a: Document, b: Document): boolean =>
  a === b ||
  (a.name === b.name &&
    a.definitions === b.definitions &&
    a.data === b.data &&
    a.training === b.training &&
    isEqualNetworks(a, b, (x, y) => x.layers === y.layers && isEqualEntries(x.nodes, y.nodes, isSameCall)))

interface CacheEntry {
  readonly document: Document
  readonly info: DataInfo | null
  readonly analysis: Analysis
}

/** Number of cached analyses, so that undo and redo of the last steps need no new analysis. */
const CACHE_SIZE = 4

/** Creates a cached analysis function for one view. It returns the same object as long as nothing that it depends on has changed. */
export function createAnalyzer(): (document: Document, data: AppState['data']) => Analysis {
  /** Most recent first. */
  let cache: readonly CacheEntry[] = []
  return (document, data) => {
    const info = data.state === 'ready' ? data.info : null
    const latest = cache[0]
    if (latest?.document === document && latest.info === info) return latest.analysis
    const equivalent = cache.find((k) => k.info === info && isEqualExceptPositions(k.document, document))
    const analysis = equivalent?.analysis ?? analyze(document, info)
    const others = cache.filter((k) => k.analysis !== analysis)
    cache = [{ document, info, analysis }, ...others].slice(0, CACHE_SIZE)
    return analysis
  }
}

const analyzeCurrent = createAnalyzer()

/** The analysis of the current document. */
export const analysisOf = (state: AppState): Analysis => analyzeCurrent(documentOf(state), state.data)

export const useAnalysis = (): Analysis => useApp(analysisOf)

let focusedCache: { readonly analysis: Analysis; readonly groups: GroupPath; readonly own: Analysis } | null =
  null

/** The analysis reduced to the nodes of the network on the canvas, keyed by their ids there. */
export function focusedAnalysisOf(state: AppState): Analysis {
  const analysis = analysisOf(state)
  const { inGroups: groups } = state
  if (focusedCache?.analysis !== analysis || focusedCache.groups !== groups)
    focusedCache = { analysis, groups, own: withOwnNodes(analysis, groups) }
  return focusedCache.own
}
export const useFocusedAnalysis = (): Analysis => useApp(focusedAnalysisOf)

function withOwnNodes(analysis: Analysis, groups: GroupPath): Analysis {
  if (groups.length === 0 && analysis.structure.expanded.groups.size === 0) return analysis
  const prefix = pathOf(groups, '')
  const ownNodes = [...analysis.nodes].flatMap(([path, facts]) => {
    const id = path.slice(prefix.length)
    return path.startsWith(prefix) && !id.includes('/') ? [[id, facts] as const] : []
  })
  return { ...analysis, nodes: new Map(ownNodes) }
}
