/** Maps dtypes to TensorFlow's enum, and values to the bytes and attributes that TensorFlow reads. */
import { bfloat16Bits } from '../../../../shared/graph/bfloat16.ts'
import type { DType } from '../../../../shared/graph/op.ts'
import { arrayOf, type Values } from '../values.ts'
import type { AttrValue, TensorShapeProto } from './proto.ts'

/** tensorflow/core/framework/types.proto */
export const DT: { readonly [d in DType]: number } = {
  float32: 1,
  int32: 3,
  uint8: 4,
  bool: 10,
  bfloat16: 14,
  uint32: 22,
}

const bytesOf = (v: Values | Uint16Array): Uint8Array => new Uint8Array(v.buffer, v.byteOffset, v.byteLength)

export const shapeProto = (shape: readonly (number | null)[]): TensorShapeProto => ({
  dim: shape.map((size) => ({ size: size ?? -1 })),
})

const text = new TextEncoder()
export const attr = {
  type: (dtype: DType): AttrValue => ({ type: DT[dtype] }),
  int: (i: number): AttrValue => ({ i }),
  bool: (b: boolean): AttrValue => ({ b }),
  string: (s: string): AttrValue => ({ s: text.encode(s) }),
  shape: (shape: readonly (number | null)[]): AttrValue => ({ shape: shapeProto(shape) }),
  func: (name: string): AttrValue => ({ func: { name } }),
  types: (types: readonly number[]): AttrValue => ({ list: { type: types } }),
  shapes: (shapes: readonly (readonly number[])[]): AttrValue => ({
    list: { shape: shapes.map(shapeProto) },
  }),
  tensor: (dtype: DType, shape: readonly number[], values: ArrayLike<number>): AttrValue => ({
    tensor: {
      dtype: DT[dtype],
      tensor_shape: shapeProto(shape),
      tensor_content: bytesOf(dtype === 'bfloat16' ? bfloat16Bits(values) : arrayOf(dtype, values)),
    },
  }),
}
