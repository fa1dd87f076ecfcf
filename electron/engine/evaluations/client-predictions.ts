/** The calls of clients about predictions: what a network takes, typed rows and pictures, rows of the run's data, and files. */
import { resolve } from 'node:path'
import type { PredictionCalls, PredictionProgress } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { EvaluationClient } from './client-evaluations.ts'
import { dataRow } from './data-row.ts'
import type { EvaluatorOptions } from './evaluator.ts'
import { predictFile } from './predict-file.ts'
import { valuePredictions } from './predict-values.ts'
import { columnValues, predictionInputs } from './prediction-inputs.ts'
import { probeRow } from './probe-row.ts'
import { runTasks } from './run-tasks.ts'
import { openStoredRun } from './stored-run.ts'
import { predictionCancelled } from './texts.ts'

/** What one client may do and hears. */
export interface PredictionClient extends Pick<EvaluationClient, 'findFolder' | 'permitData'> {
  /** Asks whether files may be read and another one written. @throws ProblemError */
  permitFiles(read: readonly string[], out: string): Promise<void>
  events(): { predictionProgress(progress: PredictionProgress): void }
}

/** Milliseconds between two reports of progress. */
const REPORT_INTERVAL = 100

export function predictionService({ cache, launch, executor }: EvaluatorOptions) {
  const predictorOptions = () => ({ executor: executor().kind, launch })
  const values = valuePredictions(predictorOptions)
  const cancelled = () => new ProblemError([predictionCancelled])
  const files = runTasks(cancelled)
  const probes = runTasks(cancelled)

  /** Activations are computed one row after the other, however many windows ask. */
  let previousProbe: Promise<unknown> = Promise.resolve()
  const probeInTurn = <T>(folder: string, probe: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    probes.run(folder, (signal) => {
      const own = previousProbe.then(() => {
        signal.throwIfAborted()
        return probe(signal)
      })
      previousProbe = own.catch(() => {}) // the caller gets the error
      return own
    })

  return {
    callsOf({ findFolder, permitData, permitFiles, events }: PredictionClient): PredictionCalls {
      return {
        predictionInputs: async (run) => predictionInputs(openStoredRun(await findFolder(run))),
        async columnValues(run) {
          const stored = openStoredRun(await findFolder(run))
          await permitData(stored)
          return columnValues(stored, cache)
        },
        async dataRow({ run, at }) {
          const stored = openStoredRun(await findFolder(run))
          await permitData(stored)
          return dataRow(stored, at, cache)
        },
        async probeRow({ run, ...query }) {
          const stored = openStoredRun(await findFolder(run))
          await permitData(stored)
          return probeInTurn(stored.folder, (signal) =>
            probeRow(stored, query, cache, predictorOptions(), signal),
          )
        },
        predictValues: async (query) => values.predict(await findFolder(query.run), query),
        async predictFile(asked) {
          const labels = asked.labels ? resolve(asked.labels) : null
          const query = { ...asked, data: resolve(asked.data), labels, out: resolve(asked.out) }
          const folder = await findFolder(query.run)
          await permitFiles([query.data, ...(labels === null ? [] : [labels])], query.out)
          let latest = 0
          return files.run(folder, (signal) =>
            predictFile({
              folder,
              query,
              cache,
              options: predictorOptions(),
              signal,
              onProgress(progress) {
                if (progress.done < progress.total && Date.now() - latest < REPORT_INTERVAL) return
                latest = Date.now()
                events().predictionProgress(progress)
              },
            }),
          )
        },
        cancelPrediction: async (run) => files.cancel(await findFolder(run)),
      }
    },
    /** Cancels what is predicted by the run in this folder; null: all. @returns once it has ended */
    async cancel(folder: string | null) {
      values.cancel(folder)
      await Promise.all([files.cancel(folder), probes.cancel(folder)])
    },
  }
}
