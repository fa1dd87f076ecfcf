/** Values of tensors as typed arrays, row-major; bfloat16 as the float32 numbers that it has. */
import type { DType } from '../../../shared/graph/ops.ts'

export type Values = Float32Array | Int32Array | Uint32Array | Uint8Array

const ARRAYS = {
  float32: Float32Array,
  bfloat16: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const

/** Numbers → the typed array of a dtype. */
export const arrayOf = (dtype: DType, values: ArrayLike<number>): Values => ARRAYS[dtype].from(values)

/** So many zeros. */
export const zeros = (dtype: DType, count: number): Values => new ARRAYS[dtype](count)

/** Of a batch of predictions, the first rows. */
export const firstRows = (batch: Values, rows: number, all: number): Float32Array =>
  (batch as Float32Array).slice(0, (batch.length / all) * rows)
