/** Tensor values as typed arrays, row-major; bfloat16 values are stored as float32. */
import type { DType } from '../../../shared/graph/op.ts'

export type Values = Float32Array | Int32Array | Uint32Array | Uint8Array

const ARRAYS = {
  float32: Float32Array,
  bfloat16: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const

/** Converts numbers to the typed array of a dtype. */
export const arrayOf = (dtype: DType, values: ArrayLike<number>): Values => ARRAYS[dtype].from(values)

/** A typed array of `count` zeros. */
export const zeros = (dtype: DType, count: number): Values => new ARRAYS[dtype](count)

/** The first rows of a batch of predictions. */
export const firstRows = (batch: Values, rows: number, all: number): Float32Array =>
  (batch as Float32Array).slice(0, (batch.length / all) * rows)
