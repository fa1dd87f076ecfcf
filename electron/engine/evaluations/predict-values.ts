/** Predictions of typed rows and pictures. The network of the last run stays loaded for a while. */
import type { ValuesPrediction, ValuesQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { openPredictor, type Predictor, type PredictorOptions } from './predictor.ts'
import { openStoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

/** Milliseconds after which an unused process ends. */
const IDLE_TIMEOUT = 60_000

export interface ValuePredictions {
  /** @throws ProblemError */
  predict(folder: string, query: ValuesQuery): Promise<readonly ValuesPrediction[]>
  close(): void
}

export function valuePredictions(options: () => PredictorOptions): ValuePredictions {
  let current: { readonly key: string; readonly predictor: Predictor } | null = null
  let timer: NodeJS.Timeout | null = null

  function close(): void {
    if (timer) clearTimeout(timer)
    timer = null
    current?.predictor.close()
    current = null
  }

  function predictorFor(folder: string, weights: ValuesQuery['weights']): Predictor {
    const run = openStoredRun(folder)
    // The weights of a run that trains change with each epoch.
    const key = JSON.stringify([folder, weights, run.record.epochs_done, run.record.finished])
    if (current?.key !== key) {
      close()
      current = { key, predictor: openPredictor(run, weights, options()) }
    }
    if (timer) clearTimeout(timer)
    timer = setTimeout(close, IDLE_TIMEOUT).unref()
    return current.predictor
  }

  return {
    async predict(folder, { weights, rows }) {
      const predictor = predictorFor(folder, weights)
      try {
        return 'cells' in rows
          ? await predictCells(predictor, rows.cells)
          : await predictPictures(predictor, rows.pictures)
      } catch (error) {
        // A process that failed is not used again.
        if (current?.predictor === predictor) close()
        throw error
      }
    },
    close,
  }
}

async function predictCells(
  predictor: Predictor,
  rows: readonly Readonly<Record<string, string | null>>[],
): Promise<readonly ValuesPrediction[]> {
  const { preparation } = predictor
  if (!preparation) throw new ProblemError([texts.expectsPictures(predictor.rowSize)])
  const cells = {
    texts: async (column: string) =>
      rows.map((row) => (Object.hasOwn(row, column) ? (row[column] ?? null) : null)),
  }
  const { features, faults } = await preparation.apply(cells, rows.length)
  const values = await predictor.predict(features, rows.length)
  return rows.map((_, row) => {
    const missing = faults.get(row) ?? null
    return { outputs: missing === null ? predictor.read(values, row) : null, missing }
  })
}

async function predictPictures(
  predictor: Predictor,
  pictures: readonly Uint8Array[],
): Promise<readonly ValuesPrediction[]> {
  const { preparation, rowSize } = predictor
  if (preparation) throw new ProblemError([texts.expectsCells(preparation.names)])
  const wrong = pictures.find(({ length }) => length !== rowSize)
  if (wrong) throw new ProblemError([texts.pictureSize(wrong.length, rowSize)])
  const features = new Uint8Array(pictures.length * rowSize)
  for (const [i, picture] of pictures.entries()) features.set(picture, i * rowSize)
  const values = await predictor.predict(features, pictures.length)
  return pictures.map((_, row) => ({ outputs: predictor.read(values, row), missing: null }))
}
