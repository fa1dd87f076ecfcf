/** Operations without inputs: arguments of a program and constants. */
import { type DType, defineOp, noGradient, type OpFunction } from '../op.ts'
import type { Shape } from '../shape.ts'

/** An input of the program: a state or a part of the batch. */
export const argument: OpFunction<
  [name: string, shape: Shape, dtype?: DType],
  { readonly name: string; readonly shape: Shape; readonly dtype: DType }
> = defineOp({
  type: 'Argument',
  call: (_, add, name, shape, dtype = 'float32') => add([], { name, shape, dtype }),
  infer: (_, { shape, dtype }) => ({ shape, dtype }),
  gradient: noGradient,
})

/** One number for all elements, or all numbers in row-major order. */
type ConstantValue = number | readonly number[]

export const constant: OpFunction<
  [value: ConstantValue, shape?: Shape, dtype?: DType],
  { readonly value: ConstantValue; readonly shape: Shape; readonly dtype: DType }
> = defineOp({
  type: 'Constant',
  call: (g, add, value, shape = [], dtype = g.float) => add([], { value, shape, dtype }),
  infer: (_, { shape, dtype }) => ({ shape, dtype }),
  gradient: noGradient,
})

/** 0, 1, 2, … as uint32. */
export const iota: OpFunction<[size: number], { readonly size: number }> = defineOp({
  type: 'Iota',
  call: (_, add, size) => add([], { size }),
  infer: (_, { size }) => ({ shape: [size], dtype: 'uint32' }),
  gradient: noGradient,
})
