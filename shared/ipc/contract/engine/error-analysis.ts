/** Where and why a run is wrong: its scores by the values of columns, points for plots, the importance of each column. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import type { ColumnType } from '../../../data/columns.ts'
import type { Importance } from '../../../evaluation/permutation-importance.ts'
import type { SliceScore, SliceScoreName } from '../../../evaluation/slice-scores.ts'
import { id, path } from '../arguments.ts'
import { call } from '../call.ts'
import type { RowFilter, WeightKind } from './evaluations.ts'
import type { RunId } from './run-owner.ts'

const index = z.int().min(0).max(1e9)
const columnName = z.string().max(4096)
/** An evaluation of a run, and the name of an Output; null: the first one. */
const evaluated = { run: path, evaluation: id, output: z.string().max(300).nullable() }

export type SlicesQuery = Checked<typeof slicesQuery>
const slicesQuery = z.strictObject({
  ...evaluated,
  /** null: the columns of the table but the targets; all of pictures. */
  column: columnName.nullable(),
  /** Slices with fewer rows are left out. */
  minimum: z.int().min(1).max(1e9),
  limit: z.int().min(1).max(1000),
})

export interface Slice {
  readonly column: string
  readonly type: ColumnType
  readonly filter: NonNullable<RowFilter['slice']>
  readonly rows: number
  /** In the order of their names. */
  readonly scores: readonly SliceScore[]
}

export interface EvaluationSlices {
  /** What has the columns; null for numbers that are no pictures, which have none. */
  readonly of: 'table' | 'pictures' | null
  /** The slices are ordered by the first one. */
  readonly scores: readonly SliceScoreName[]
  /** Of all rows. */
  readonly all: readonly SliceScore[]
  /** Columns of the table; of pictures their label and BRIGHTNESS (shared/evaluation/brightness.ts). */
  readonly columns: readonly string[]
  /** Worst first. */
  readonly slices: readonly Slice[]
  /** Slices with enough rows, of which the first ones are listed. */
  readonly found: number
}

export type PointsQuery = Checked<typeof pointsQuery>
const pointsQuery = z.strictObject({
  ...evaluated,
  /** Whose values come with the points; null: none. */
  column: columnName.nullable(),
  seed: index,
})

/** Rows of predicted numbers: all, or a sample. */
export interface EvaluationPoints {
  /** Rows of the evaluation. */
  readonly total: number
  readonly truth: Float64Array
  readonly predicted: Float64Array
  /** Columns of the table; empty for other data. */
  readonly columns: readonly string[]
  readonly values:
    | null
    /** NaN where missing; dates in milliseconds since 1970-01-01 UTC. */
    | { readonly type: 'number' | 'date'; readonly numbers: Float64Array }
    | { readonly type: 'text'; readonly texts: readonly (string | null)[] }
}

export type ImportanceQuery = Checked<typeof importanceQuery>
const importanceQuery = z.strictObject({ ...evaluated, repeats: z.int().min(1).max(100), seed: index })

export interface ColumnImportance extends Importance {
  readonly column: string
}
export interface PermutationImportance {
  readonly score: SliceScoreName
  /** The score without a shuffle. */
  readonly baseline: number
  /** Rows that were predicted: all of the evaluation, or a sample. */
  readonly rows: number
  readonly total: number
  /** What predicted: the weights at the start, which stay the same while the run trains on. */
  readonly weights: {
    readonly kind: WeightKind
    readonly epoch: number
    /** The run still trained. */
    readonly isTraining: boolean
    /** They are those of the evaluation. */
    readonly areEvaluated: boolean
  }
  /** The most important first. */
  readonly columns: readonly ColumnImportance[]
}
export interface ImportanceProgress {
  readonly run: RunId
  /** Shuffled columns, each as often as it is repeated. */
  readonly done: number
  readonly total: number
}

export const errorAnalysisCalls = {
  /**
   * The scores of slices of the evaluated rows: of each of the most frequent texts of a column, or of ranges of its numbers. Pictures
   * are divided by their label and their brightness.
   * @throws ProblemError if the data are missing or not those of the run
   */
  evaluationSlices: call(slicesQuery).returns<EvaluationSlices>(),
  /** Ends what evaluationSlices() computes for this run: its calls are rejected with `prediction_cancelled`. */
  cancelSlices: call(path),
  /** True and predicted numbers of rows, at most 5,000, drawn by the seed. @throws ProblemError, also if the target is no number */
  evaluationPoints: call(pointsQuery).returns<EvaluationPoints>(),
  /**
   * How much the main score falls when a column of the table is shuffled among the evaluated rows. Progress arrives as
   * `importanceProgress`; cancelImportance() ends it.
   * @throws ProblemError, also if the data are no table
   */
  permutationImportance: call(importanceQuery).returns<PermutationImportance>(),
  /** Ends what permutationImportance() computes for this run: its calls are rejected with `prediction_cancelled`. */
  cancelImportance: call(path),
}
