/** The calls of clients about results: evaluations, the rows behind them, predictions of typed rows and of files. */
import type {
  EvaluationCalls,
  EvaluationProgress,
  PredictionProgress,
} from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { storedEvaluations } from '../run-folder/evaluation-files.ts'
import { onlyTerminal } from '../runs/texts.ts'
import { createEvaluator, type EvaluatorOptions } from './evaluator.ts'
import { predictFile } from './predict-file.ts'
import { valuePredictions } from './predict-values.ts'
import { predictionPages } from './prediction-rows.ts'
import type { StoredRun } from './stored-run.ts'
import { predictionCancelled } from './texts.ts'

/** What one client may do and hears. */
export interface EvaluationClient {
  /** Only a terminal may name files. */
  readonly isTerminal: boolean
  /** Folder of a run that the client names. */
  findFolder(run: string): Promise<string>
  /** Asks whether the data of a run may be read. */
  permitData(run: StoredRun): Promise<void>
  events(): {
    evaluationProgress(progress: EvaluationProgress): void
    predictionProgress(progress: PredictionProgress): void
  }
}

export function evaluationService(options: EvaluatorOptions) {
  const { cache, launch } = options
  const predictorOptions = () => ({ executor: options.executor().kind, launch })
  const evaluator = createEvaluator(options)
  const values = valuePredictions(predictorOptions)
  const pages = predictionPages(cache)
  /** Files that are being predicted, by the folder of the run. */
  const files = new Set<{ readonly folder: string; readonly controller: AbortController }>()

  const cancelFiles = (folder: string | null) => {
    for (const each of files)
      if (folder === null || each.folder === folder)
        each.controller.abort(new ProblemError([predictionCancelled]))
  }

  return {
    callsOf({ isTerminal, findFolder, permitData, events }: EvaluationClient): EvaluationCalls {
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
          const folder = await findFolder(run)
          evaluator.cancel(folder)
          cancelFiles(folder)
        },
        evaluations: async (run) => storedEvaluations(await findFolder(run)),
        predictionRows: async (query) => pages.rows(await findFolder(query.run), query, permitData),
        predictValues: async (query) => values.predict(await findFolder(query.run), query),
        async predictFile(query) {
          if (!isTerminal) throw new ProblemError([onlyTerminal()])
          const entry = { folder: await findFolder(query.run), controller: new AbortController() }
          files.add(entry)
          try {
            return await predictFile({
              folder: entry.folder,
              query,
              cache,
              options: predictorOptions(),
              signal: entry.controller.signal,
              onProgress: (progress) => events().predictionProgress(progress),
            })
          } finally {
            files.delete(entry)
          }
        },
      }
    },
    /** Cancels all. */
    close() {
      evaluator.close()
      values.close()
      cancelFiles(null)
    },
  }
}
