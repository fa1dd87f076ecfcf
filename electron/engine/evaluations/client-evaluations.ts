/** The calls of clients about results: evaluations, and the rows behind them. */
import type { EvaluationCalls, EvaluationProgress } from '../../../shared/ipc/contract/index.ts'
import { storedEvaluations } from '../run-folder/evaluation-files.ts'
import { createEvaluator, type EvaluatorOptions } from './evaluator.ts'
import { predictionPages } from './prediction-rows.ts'
import { runRows } from './run-rows.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'

/** What one client may do and hears. */
export interface EvaluationClient {
  /** Folder of a run that the client names. */
  findFolder(run: string): Promise<string>
  /** Asks whether the data of a run may be read. */
  permitData(run: StoredRun): Promise<void>
  events(): { evaluationProgress(progress: EvaluationProgress): void }
}

export function evaluationService(options: EvaluatorOptions) {
  const { cache } = options
  const evaluator = createEvaluator(options)
  const pages = predictionPages(cache)
  return {
    callsOf({ findFolder, permitData, events }: EvaluationClient): EvaluationCalls {
      return {
        async evaluate(request) {
          return evaluator.evaluate({
            folder: await findFolder(request.run),
            request,
            permit: permitData,
            onProgress: (progress) => events().evaluationProgress(progress),
          })
        },
        async cancelEvaluation(run) {
          await evaluator.cancel(await findFolder(run))
        },
        evaluations: async (run) => storedEvaluations(await findFolder(run)),
        predictionRows: async (query) => pages.rows(await findFolder(query.run), query, permitData),
        async runRows(query) {
          const run = openStoredRun(await findFolder(query.run))
          await permitData(run)
          return runRows(run, query, cache)
        },
      }
    },
    cancel: evaluator.cancel,
  }
}
