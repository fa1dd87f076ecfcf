/** Predictions of typed rows and pictures, one after the other. The network of the last run stays loaded for a while. */
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
  /** Cancels what the run in this folder predicts; null: all, and what waits for it. */
  cancel(folder: string | null): void
}

export function valuePredictions(options: () => PredictorOptions): ValuePredictions {
  let current: { readonly key: string; readonly folder: string; readonly predictor: Predictor } | null = null
  let timer: NodeJS.Timeout | null = null
  let previous: Promise<unknown> = Promise.resolve()
  let closings = 0

  function stopTimer(): void {
    if (timer) clearTimeout(timer)
    timer = null
  }

  function closePredictor(): void {
    stopTimer()
    current?.predictor.close()
    current = null
  }

  function predictorFor(folder: string, weights: ValuesQuery['weights']): Predictor {
    const run = openStoredRun(folder)
    // The weights of a run that trains change with each epoch.
    const key = JSON.stringify([folder, weights, run.record.epochs_done, run.record.finished])
    if (current?.key !== key) {
      closePredictor()
      current = { key, folder, predictor: openPredictor(run, weights, options()) }
    }
    return current.predictor
  }

  async function predictOnce(
    folder: string,
    { weights, rows, passes: asked }: ValuesQuery,
  ): Promise<readonly ValuesPrediction[]> {
    stopTimer()
    const passes = asked ?? null
    try {
      const predictor = predictorFor(folder, weights)
      return await ('cells' in rows
        ? predictCells(predictor, rows, passes)
        : predictPictures(predictor, rows.pictures, passes))
    } finally {
      // A process that failed is not used again; after a value that a step refuses, the next value follows.
      if (current?.predictor.hasEnded()) closePredictor()
      else timer = setTimeout(closePredictor, IDLE_TIMEOUT).unref()
    }
  }

  return {
    predict(folder, query) {
      const asked = closings
      const own = previous.then(() => {
        if (asked !== closings) throw new ProblemError([texts.predictionCancelled])
        return predictOnce(folder, query)
      })
      previous = own.catch(() => {}) // the caller gets the error
      return own
    },
    cancel(folder) {
      if (folder === null) closings++
      if (folder === null || folder === current?.folder) closePredictor()
    },
  }
}

async function predictCells(
  predictor: Predictor,
  { cells: rows, isPlain }: Extract<ValuesQuery['rows'], { readonly cells: unknown }>,
  passes: number | null,
): Promise<readonly ValuesPrediction[]> {
  const { preparation } = predictor
  if (!preparation) throw new ProblemError([texts.expectsPictures(predictor.rowSize)])
  const cells = {
    ...(isPlain && { isPlain }),
    texts: async (column: string) =>
      rows.map((row) => (Object.hasOwn(row, column) ? (row[column] ?? null) : null)),
  }
  const { features, faults } = await preparation.apply(cells, rows.length)
  const absent = await preparation.absent(cells, rows.length)
  const values = await predictor.predict(features, rows.length, passes)
  return rows.map((_, row) => {
    const missing = faults.get(row) ?? null
    return {
      outputs: missing === null ? predictor.read(values, row, passes) : null,
      missing,
      absent: absent[row]!,
    }
  })
}

async function predictPictures(
  predictor: Predictor,
  pictures: readonly Uint8Array[],
  passes: number | null,
): Promise<readonly ValuesPrediction[]> {
  const { preparation, rowSize, dtype } = predictor
  if (preparation) throw new ProblemError([texts.expectsCells(preparation.names)])
  const wrong = pictures.find(({ length }) => length !== rowSize)
  if (wrong) throw new ProblemError([texts.pictureSize(wrong.length, rowSize)])
  if (dtype !== 'uint8') throw new ProblemError([texts.onlyByteFiles])
  const features = new Uint8Array(pictures.length * rowSize)
  for (const [i, picture] of pictures.entries()) features.set(picture, i * rowSize)
  const values = await predictor.predict(features, pictures.length, passes)
  return pictures.map((_, row) => ({
    outputs: predictor.read(values, row, passes),
    missing: null,
    absent: [],
  }))
}
