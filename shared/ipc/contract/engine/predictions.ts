/** Predictions of a run's network: typed rows and pictures, rows of the run's data to start from, and whole files. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import type { ColumnType } from '../../../data/columns.ts'
import type { NodeOutput } from '../../../evaluation/node-output.ts'
import type { Text } from '../../../text.ts'
import { cellText, columnName, path } from '../arguments.ts'
import { call } from '../call.ts'
import { EVALUATED_PARTS, type EvaluatedPart, WEIGHT_KINDS } from './evaluations.ts'
import type { RunId } from './run-owner.ts'

/** What a network takes, as far as its run tells; the data of the run are not needed. */
export interface PredictionInputs {
  /** How the numbers of the table are written in its file. */
  readonly decimal: string
  readonly thousands: string
  /** All columns of its file; empty if they are not known. */
  readonly fileColumns: readonly string[]
  /** The columns of a table that the network takes; null for pictures. */
  readonly columns: readonly InputColumn[] | null
  /** Shape of a row as it is stored: of a picture `[28, 28]`. */
  readonly shape: readonly number[]
  readonly targets: readonly { readonly name: string; readonly unit: string | null }[]
  /** The network has layers that drop numbers at random, so that passes with dropout differ. */
  readonly hasDropout: boolean
  /** Rows of each part of the run's data. */
  readonly rows: { readonly [P in EvaluatedPart]: number }
}

export interface InputColumn {
  readonly name: string
  readonly type: ColumnType
  /** What stands beside each number, for example `$`. */
  readonly unit: string | null
  /** The categories of the training rows, in the order of the preparation; empty where it keeps none. */
  readonly categories: readonly string[]
  /** What the steps of the document do with a missing value. */
  readonly missing: Text
  /** The same of a category that no training row has; null where there are no categories. */
  readonly unseen: Text | null
}

/** Values of a column in the data of the run. */
export interface ColumnValues {
  readonly column: string
  /** Of numbers, booleans (0 and 1) and dates (milliseconds since 1970). */
  readonly range: { readonly min: number; readonly max: number; readonly allIntegers: boolean } | null
  /** Texts of cells, the most frequent first. */
  readonly categories: readonly string[]
}

const rowIndex = z.int().min(0).max(1e9)

export type DataRowQuery = Checked<typeof dataRowQuery>
const dataRowQuery = z.strictObject({
  run: path,
  at: z.union([
    /** As PredictionRow.row. */
    z.strictObject({ row: rowIndex }),
    /** Place in a part. */
    z.strictObject({ part: z.enum(EVALUATED_PARTS), index: rowIndex }),
  ]),
})

/** A row of the data that a run was trained on. */
export interface DataRow {
  readonly row: number
  /** null: it is in none. */
  readonly part: EvaluatedPart | null
  /** Place in the part. */
  readonly index: number | null
  /** Of a table: the texts of the columns that the network takes, null where missing; numbers are written as 1234.5. */
  readonly cells: { readonly [column: string]: string | null } | null
  readonly picture: Uint8Array | null
  readonly truth: readonly { readonly target: string; readonly text: string }[]
}

const MAX_ROWS = 1000
const MAX_PASSES = 1000
const MAX_ALL_PASSES = 20_000
const weights = z.enum(WEIGHT_KINDS)

export type ValuesQuery = Checked<typeof valuesQuery>
const valuesQuery = z
  .strictObject({
    run: path,
    weights,
    /** Rows of a table: the texts of cells by column, as in a file; a column that is absent or null is missing. Or pictures: their bytes as
     *  the network's data has them, row by row of pixels. */
    rows: z.union([
      z.strictObject({
        cells: z.array(z.record(columnName, cellText.nullable())).min(1).max(MAX_ROWS),
        /** Numbers are written as 1234.5 and dates also as 2024-12-31, in every table: as DataRow has them. */
        isPlain: z.boolean().optional(),
      }),
      z.strictObject({ pictures: z.array(z.instanceof(Uint8Array)).min(1).max(MAX_ROWS) }),
    ]),
    /** Predicts each row so many times with dropout on, which gives means and standard deviations. */
    passes: z.int().min(2).max(MAX_PASSES).optional(),
  })
  .refine(
    ({ rows, passes = 1 }) =>
      passes * ('cells' in rows ? rows.cells : rows.pictures).length <= MAX_ALL_PASSES,
    'fewer rows or passes',
  )

/** What the network says to a row, of one Output. After several passes: their means, with the standard deviations (of the population) of what
 *  the passes said. */
export type OutputPrediction = { readonly output: string; readonly target: string } & (
  | {
      readonly kind: 'classes'
      readonly classes: readonly string[]
      /** Index of the class. */
      readonly predicted: number
      readonly confidence: number
      /** For each class. */
      readonly probabilities: readonly number[]
      readonly deviations?: readonly number[]
    }
  | {
      readonly kind: 'labels'
      readonly labels: readonly string[]
      /** Indices of the labels. */
      readonly predicted: readonly number[]
      readonly probabilities: readonly number[]
      readonly deviations?: readonly number[]
    }
  /** In the units of the table. */
  | { readonly kind: 'number'; readonly value: number; readonly deviation?: number }
)

/** Of one row. */
export interface ValuesPrediction {
  /** By Output, in the model's order; null: the row cannot be predicted. */
  readonly outputs: readonly OutputPrediction[] | null
  /** The column because of which it cannot: its value is missing and no step fills it, or a step leaves the row out. */
  readonly missing: string | null
  /** Columns whose value counts as missing, since the cell is empty or no value of the column. */
  readonly absent: readonly string[]
}

export type RowProbeQuery = Checked<typeof rowProbeQuery>
const rowProbeQuery = z.strictObject({
  run: path,
  weights,
  /** As PredictionRow.row. */
  row: rowIndex,
})

/** What the nodes of a run's network put out for a row. */
export interface RowProbe {
  /** The document of the run, as text: its nodes are named there. */
  readonly document: string
  /** Of each layer in the order of computation, then of each group. Nodes inside groups are named by their path. */
  readonly outputs: readonly NodeOutput[]
}

export type FileQuery = Checked<typeof fileQuery>
const fileQuery = z.strictObject({
  run: path,
  weights,
  /** The table, of any kind that can be read; of a network for pictures an IDX file of pictures. */
  data: path,
  /** The IDX file with the true classes of the pictures. */
  labels: path.nullable().optional(),
  /** The CSV file that is written. */
  out: path,
  /** Adds a column for the probability of each class or label. */
  probabilities: z.boolean(),
})

export interface FilePrediction {
  readonly rows: number
  readonly out: string
  /** Names of the columns that were added. */
  readonly columns: readonly string[]
  /** Rows without a prediction, by the column that is the reason; `first` is the line of the file, or of a file without lines the row, from 1. */
  readonly unpredicted: readonly {
    readonly column: string
    readonly rows: number
    readonly first: number
    readonly unit: 'line' | 'row'
  }[]
  readonly seconds: number
}

export interface PredictionProgress {
  readonly run: RunId
  readonly done: number
  readonly total: number
}

export const predictionCalls = {
  /** What the network of a run takes. @throws ProblemError as predictValues */
  predictionInputs: call(path).returns<PredictionInputs>(),
  /** Values of the columns that the network takes, from the run's data. @throws ProblemError if the data are missing or may not be read */
  columnValues: call(path).returns<readonly ColumnValues[]>(),
  /** A row of the run's data.
   *  @throws ProblemError if the data are missing or other ones, have no such row, or are pictures whose values are no bytes */
  dataRow: call(dataRowQuery).returns<DataRow>(),
  /**
   * Predicts typed rows or pictures. The network stays loaded for the next call with the same run and weights, so that predictions follow
   * while values change; many rows in one call make the curve of a column. The same rows and passes give the same answer.
   * @throws ProblemError: no weights, a value that a step refuses, a picture of another size or for a network of other values than bytes
   */
  predictValues: call(valuesQuery).returns<readonly ValuesPrediction[]>(),
  /** What each node puts out for a row of the run's data.
   *  @throws ProblemError: no weights, data that are missing or other ones, no such row, or one without features */
  probeRow: call(rowProbeQuery).returns<RowProbe>(),
  /**
   * Predicts all rows of a table and writes them with the table's columns to a CSV file, which is there only once it is complete; of
   * pictures with the number of each, from 0, and its true class. Progress arrives as `predictionProgress`; cancelPrediction() ends it. A
   * window may only name files that the person has chosen: those to read, and one to write.
   * @throws ProblemError
   */
  predictFile: call(fileQuery).returns<FilePrediction>(),
  /** Ends the predictions of files with this run: their calls are rejected with `prediction_cancelled`. */
  cancelPrediction: call(path),
}
