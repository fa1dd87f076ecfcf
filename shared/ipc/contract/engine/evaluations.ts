/** Results of a run: figures on a part of its rows, and the rows behind them. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import type { RightLabel } from '../../../data/marks.ts'
import type { PictureSize } from '../../../data/pictures.ts'
import type { BootstrapSettings } from '../../../evaluation/bootstrap.ts'
import type { EvaluationFigures } from '../../../evaluation/evaluation.ts'
import type { ProblemData } from '../../../problem.ts'
import { cellText, columnName, id, path } from '../arguments.ts'
import { call } from '../call.ts'
import type { RunId } from './run-owner.ts'

export const EVALUATED_PARTS = ['train', 'validation', 'test'] as const
export type EvaluatedPart = (typeof EVALUATED_PARTS)[number]
export const WEIGHT_KINDS = ['best', 'last'] as const
/** Weights of the best epoch, or those at the end of the last one. */
export type WeightKind = (typeof WEIGHT_KINDS)[number]

export type EvaluationRequest = Checked<typeof evaluationRequest>
const evaluationRequest = z.strictObject({
  /** Id of a run that runsOf() or attach() returned; for a terminal also the id of any run of the app, or a folder. */
  run: path,
  part: z.enum(EVALUATED_PARTS),
  weights: z.enum(WEIGHT_KINDS),
})

/** An evaluation, as it is stored beside the run: docs/run-folder.md. */
export interface Evaluation {
  readonly id: string
  readonly run: RunId
  readonly part: EvaluatedPart
  readonly rows: number
  /** `epoch` is 1-based. */
  readonly weights: { readonly kind: WeightKind; readonly epoch: number; readonly sha256: string }
  /** The run was still training: these are its weights so far. */
  readonly isTraining: boolean
  /** Of the data. */
  readonly fingerprint: string
  /** ISO 8601. */
  readonly evaluated: string
  readonly seconds: number
  /** `TensorFlow 2.21 · graph · 2 cores`. */
  readonly executor: string
  readonly bootstrap: BootstrapSettings
  readonly figures: EvaluationFigures
  /** File of the predictions in the run's folder. */
  readonly predictions: { readonly file: string; readonly bytes: number; readonly sha256: string }
}

export interface Evaluations {
  /** Newest first. */
  readonly evaluations: readonly Evaluation[]
  /** How often the test rows were looked at, in this run and in those that it repeats. */
  readonly looks: number
  /** Files that are no evaluation of this version. */
  readonly skipped: readonly ProblemData[]
}

export interface EvaluationProgress {
  readonly run: RunId
  readonly part: EvaluatedPart
  readonly weights: WeightKind
  /** preparing: data and process; predicting: rows; intervals: draws. */
  readonly stage: 'preparing' | 'predicting' | 'figures' | 'intervals'
  readonly done: number
  /** 0 while it is unknown. */
  readonly total: number
  /** In the stage `figures`: all figures, whose intervals follow with the result of the call. */
  readonly figures: EvaluationFigures | null
}

const index = z.int().min(0).max(1e9)
const bounds = z.tuple([z.number(), z.number()])

export type RowFilter = Checked<typeof rowFilter>
/** Rows for which all given conditions hold. */
const rowFilter = z.strictObject({
  /** Index of the true class, or of a label that the row has. */
  truth: index.optional(),
  /** Index of the predicted class, or of a label that is predicted. */
  predicted: index.optional(),
  /** Index of a class or label that the row does not have, and of a label that is not predicted. */
  without: index.optional(),
  notPredicted: index.optional(),
  /** Of classes and labels: whether the prediction is wrong, in any label. */
  isWrong: z.boolean().optional(),
  /** Of classes and labels: confidence between these, inclusive. */
  confidence: bounds.optional(),
  /** Of classes and labels: the score of one of them between these, inclusive. */
  score: z.strictObject({ of: index, range: bounds }).optional(),
  /** Of numbers: the true number between these, inclusive. */
  truthRange: bounds.optional(),
  /** Of numbers: the predicted number between these, inclusive. */
  predictedRange: bounds.optional(),
  /** Of numbers: predicted − true number between these, inclusive. */
  residual: bounds.optional(),
  /** Rows of a table by a column: one of the texts (null: missing), or a number between these, inclusive. */
  slice: z
    .strictObject({
      column: columnName,
      values: z.array(cellText.nullable()).max(10_000).optional(),
      /** The rows with none of the texts instead. */
      isOther: z.boolean().optional(),
      range: bounds.optional(),
    })
    .optional(),
})

/** What rows are sorted by: loss; confidence in the predicted class; distance of a predicted number from the true one, or number of wrong
 *  labels; row number. */
export const ROW_ORDERS = ['loss', 'confidence', 'error', 'row'] as const
export type RowOrder = (typeof ROW_ORDERS)[number]

export type RowQuery = Checked<typeof rowQuery>
const rowQuery = z.strictObject({
  run: path,
  /** Id of the evaluation. */
  evaluation: id,
  /** Name of the Output; null: the first one. */
  output: z.string().max(300).nullable(),
  filter: rowFilter,
  sort: z.enum(ROW_ORDERS),
  descending: z.boolean(),
  from: index,
  count: z.int().min(1).max(1000),
})

export interface PredictionRow {
  /** Number of the row in the data, from 0: of a table as tableRows() counts them. */
  readonly row: number
  /** Place in the evaluated part. */
  readonly index: number
  /** Index of the class, the number, or the indices of the labels. */
  readonly truth: number | readonly number[]
  readonly predicted: number | readonly number[]
  /** Of classes and labels. */
  readonly confidence: number | null
  readonly loss: number
  /** Of classes and labels: a probability for each; of two classes with one output that of the second one. */
  readonly probabilities: Float32Array | null
}
export interface PredictionRows {
  /** All rows that the filter leaves. */
  readonly total: number
  readonly rows: readonly PredictionRow[]
}

export type RunRowsQuery = Checked<typeof runRowsQuery>
const runRowsQuery = z.strictObject({
  run: path,
  /** Numbers of rows, as predictionRows() gives them. */
  rows: z.array(index).min(1).max(200),
  /** Pictures are shrunk until no side is longer. */
  side: z.int().min(8).max(256),
  /** With the fingerprint of each row, by which marks know it. */
  withFingerprints: z.boolean(),
})

/** What is in rows of the data, in the order asked for. */
export type RowContents =
  /** `pixels`: one byte per pixel and channel, row by row, picture by picture. */
  | { readonly kind: 'pictures'; readonly size: PictureSize; readonly pixels: Uint8Array }
  | {
      readonly kind: 'table'
      /** Names of the first features. */
      readonly columns: readonly string[]
      /** Number of features that are left out. */
      readonly left: number
      /** As in the file; null where missing. */
      readonly cells: readonly (readonly (string | null)[])[]
    }
  /** Numbers that are no picture. */
  | { readonly kind: 'numbers' }
/** A label that the run's document has corrected. */
export interface FileLabel {
  readonly row: number
  readonly target: string
  /** What the file says. */
  readonly own: RightLabel
}

export interface RunRows {
  readonly contents: RowContents
  /** Of the rows that the run was trained on with another label than that in the file. */
  readonly fileLabels: readonly FileLabel[]
  /** null where not asked for; null for a row that does not exist. */
  readonly fingerprints: readonly (string | null)[] | null
}

export const evaluationCalls = {
  /**
   * Predicts a part of a run's rows with its weights, computes the figures and their intervals, and stores them beside the run. Progress
   * and the figures without intervals arrive as `evaluationProgress`. One evaluation runs at a time; others wait. A run that still trains
   * can be evaluated as well.
   * @throws ProblemError: the data are missing or not those of the run (`data_changed`), no weights, another network, a full disk
   */
  evaluate: call(evaluationRequest).returns<Evaluation>(),
  /** Ends the evaluations of this run that were asked for: their calls are rejected with `evaluation_cancelled`. */
  cancelEvaluation: call(path),
  /** The stored evaluations of a run. */
  evaluations: call(path).returns<Evaluations>(),
  /** Rows of an evaluation, sorted, a page at a time. @throws ProblemError if its predictions are missing or damaged */
  predictionRows: call(rowQuery).returns<PredictionRows>(),
  /** What is in rows of the run's data.
   *  @throws ProblemError: the data are missing, not those of the run (`data_changed`), or the user must be asked first */
  runRows: call(runRowsQuery).returns<RunRows>(),
}
