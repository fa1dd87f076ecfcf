/** All that is wrong with the document on the screen: the drawing's problems and those of reading its data, errors first. */
import type { Problem } from '../../../shared/problem.ts'
import { analysisOf } from '../../state/analysis.ts'
import { type AppState, useApp } from '../../state/store.ts'

let known: { analysis: unknown; data: unknown; list: readonly Problem[] } | null = null

/** The same array as long as neither the analysis nor the data changed. */
export function problemList(state: AppState): readonly Problem[] {
  const analysis = analysisOf(state)
  const { data } = state
  if (known?.analysis === analysis && known.data === data) return known.list
  const all = [...(data.state === 'failed' ? data.problems : []), ...analysis.problems]
  const list = [
    ...all.filter((problem) => problem.severity === 'error'),
    ...all.filter((problem) => problem.severity !== 'error'),
  ]
  known = { analysis, data, list }
  return list
}

export const useProblems = (): readonly Problem[] => useApp(problemList)
