/** All problems of the current document, from the analysis and from reading the data, errors first. */
import { splitFields } from '../../shared/document/settings.ts'
import { withDataFix } from '../../shared/model/data-fixes.ts'
import type { Problem } from '../../shared/model/fix.ts'
import type { ProblemData } from '../../shared/problem.ts'
import { analysisOf } from '../state/analysis.ts'
import { type AppState, useApp } from '../state/store.ts'

/** Whether a problem was found while reading the data, not by the analysis. */
export const isDataProblem = ({ code }: ProblemData): boolean =>
  /^(data|sample)(_|$)|^(outside-roots|not-chosen)$/.test(code)

/** The path of the setting that a problem is about; `null` if it is about a node or about nothing that can be set. The engine reports
 *  fields of the data without their path in the document. */
export function settingOf(problem: ProblemData): string | null {
  const { node, field } = problem
  if (node !== null || field === null) return isDataProblem(problem) ? 'data.source' : null
  if (!isDataProblem(problem)) return field
  if (field === 'source' || field === 'marks') return 'data.source'
  return Object.hasOwn(splitFields, field) ? `split.${field}` : `data.source.${field}`
}

let cached: { analysis: unknown; data: unknown; list: readonly Problem[] } | null = null

/** Returns the same array as long as neither the analysis nor the data has changed. */
export function problemList(state: AppState): readonly Problem[] {
  const analysis = analysisOf(state)
  const { data } = state
  if (cached?.analysis === analysis && cached.data === data) return cached.list
  const found = data.state === 'failed' ? data.problems.map(withDataFix) : []
  const all = [...found, ...analysis.problems]
  const list = [
    ...all.filter((problem) => problem.severity === 'error'),
    ...all.filter((problem) => problem.severity !== 'error'),
  ]
  cached = { analysis, data, list }
  return list
}

export const useProblems = (): readonly Problem[] => useApp(problemList)
