/** What predicting a whole file needs, and what comes of it. */
import type { FilePrediction, FileQuery, PredictionProgress } from '../../../shared/ipc/contract/index.ts'
import type { PredictorOptions } from './predictor.ts'

export interface FilePredictionTask {
  readonly folder: string
  readonly query: FileQuery
  readonly cache: string
  readonly options: PredictorOptions
  readonly signal: AbortSignal
  readonly onProgress: (progress: PredictionProgress) => void
}

export type WrittenPredictions = Omit<FilePrediction, 'seconds'>
