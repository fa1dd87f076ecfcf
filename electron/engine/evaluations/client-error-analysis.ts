/** The calls of clients about where and why a run is wrong: slices, points for plots, the importance of columns. */
import type { ErrorAnalysisCalls, ImportanceProgress } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { EvaluationClient } from './client-evaluations.ts'
import type { EvaluatorOptions } from './evaluator.ts'
import { permutationImportance } from './importance.ts'
import { evaluationPoints } from './points.ts'
import { runTasks } from './run-tasks.ts'
import { evaluationSlices } from './slices.ts'
import { predictionCancelled } from './texts.ts'

export interface ErrorAnalysisClient extends Pick<EvaluationClient, 'findFolder' | 'permitData'> {
  events(): { importanceProgress(progress: ImportanceProgress): void }
}

export function errorAnalysisService({ cache, launch, executor }: EvaluatorOptions) {
  const cancelled = () => new ProblemError([predictionCancelled])
  const slices = runTasks(cancelled)
  const importances = runTasks(cancelled)

  return {
    callsOf({ findFolder, permitData, events }: ErrorAnalysisClient): ErrorAnalysisCalls {
      return {
        async evaluationSlices(query) {
          const folder = await findFolder(query.run)
          return slices.run(folder, (signal) =>
            evaluationSlices(folder, query, { permit: permitData, cache, signal }),
          )
        },
        cancelSlices: async (run) => slices.cancel(await findFolder(run)),
        evaluationPoints: async (query) =>
          evaluationPoints(await findFolder(query.run), query, permitData, cache),
        async permutationImportance(query) {
          const folder = await findFolder(query.run)
          return importances.run(folder, (signal) =>
            permutationImportance({
              ...{ folder, query, cache, permit: permitData, signal },
              options: { executor: executor().kind, launch },
              onProgress: (progress) => events().importanceProgress(progress),
            }),
          )
        },
        cancelImportance: async (run) => importances.cancel(await findFolder(run)),
      }
    },
    /** Cancels what is computed for the run in this folder; null: all. @returns once it has ended */
    async cancel(folder: string | null) {
      await Promise.all([slices.cancel(folder), importances.cancel(folder)])
    },
  }
}
