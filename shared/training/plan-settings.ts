/** What a training plan is built from. */

import type { DTypePolicy } from '../catalog/dtype-policy.ts'
import type { ColumnInfo } from '../data/column-info.ts'
import type { DataInfo } from '../data/data-info.ts'
import type { BALANCED } from '../data/parts.ts'
import type { Config } from '../fields/index.ts'
import type { Model } from '../model/model.ts'

export interface PlanSettings {
  readonly model: Model
  readonly optimizer: Config
  readonly data: Pick<DataInfo, 'shape' | 'dtype' | 'preparation' | 'targets' | 'weights'> & {
    readonly columns: readonly Pick<ColumnInfo, 'name' | 'source' | 'code'>[]
    /** Each Input has float32 rows of its own, in its shape, instead of columns of the same ones: rows that are drawn at random. */
    readonly ownInputs?: boolean
  }
  readonly seed: number
  /** Rows per Keras batch, also in validation: with several Outputs, the loss of one is a mean over batches. Absent: all rows of a
   *  program. */
  readonly batchSize?: number
  /** Absent: float32. */
  readonly dtypePolicy?: DTypePolicy
  /** Factor on the loss of each class's rows in training; balanced: by the training rows of each; null or absent: 1. */
  readonly classWeight?: readonly number[] | typeof BALANCED | null
}
