/** The calls of clients about where and why a run is wrong: slices, points for plots, the importance of columns. */
import type { ErrorAnalysisCalls, ImportanceProgress } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { EvaluationClient } from './client-evaluations.ts'
import type { EvaluatorOptions } from './evaluator.ts'
import { permutationImportance } from './importance.ts'
import { evaluationPoints } from './points.ts'
import { evaluationSlices } from './slices.ts'
import { predictionCancelled } from './texts.ts'

export interface ErrorAnalysisClient extends Pick<EvaluationClient, 'findFolder' | 'permitData'> {
  events(): { importanceProgress(progress: ImportanceProgress): void }
}

export function errorAnalysisService({ cache, launch, executor }: EvaluatorOptions) {
  /** What shuffles columns now, by the folder of the run. */
  const running = new Set<{ readonly folder: string; readonly controller: AbortController }>()

  const cancel = (folder: string | null) => {
    for (const each of running)
      if (folder === null || each.folder === folder)
        each.controller.abort(new ProblemError([predictionCancelled]))
  }

  return {
    callsOf({ findFolder, permitData, events }: ErrorAnalysisClient): ErrorAnalysisCalls {
      return {
        evaluationSlices: async (query) =>
          evaluationSlices(await findFolder(query.run), query, permitData, cache),
        evaluationPoints: async (query) =>
          evaluationPoints(await findFolder(query.run), query, permitData, cache),
        async permutationImportance(query) {
          const entry = { folder: await findFolder(query.run), controller: new AbortController() }
          running.add(entry)
          try {
            return await permutationImportance({
              ...{ folder: entry.folder, query, cache, permit: permitData },
              options: { executor: executor().kind, launch },
              signal: entry.controller.signal,
              onProgress: (progress) => events().importanceProgress(progress),
            })
          } finally {
            running.delete(entry)
          }
        },
        cancelImportance: async (run) => cancel(await findFolder(run)),
      }
    },
    /** Cancels all. */
    close: () => cancel(null),
  }
}
