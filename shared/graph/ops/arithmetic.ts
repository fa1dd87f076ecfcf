/** Arithmetic of numbers, and the conversion between their types. */
import { type DType, defineOp, isFloat, type OpFunction, type Tensor } from '../op.ts'
import { type BinaryOp, binary, type UnaryOp, unary } from './elementwise.ts'

export const neg: UnaryOp = unary('Neg', {
  scalar: (a) => -a,
  gradient: (g, _, dy) => [neg(g, dy)],
})

export const add: BinaryOp = binary('Add', {
  scalar: (a, b) => a + b,
  gradient: (_, __, dy) => [dy, dy],
})

export const sub: BinaryOp = binary('Sub', {
  scalar: (a, b) => a - b,
  gradient: (g, _, dy) => [dy, neg(g, dy)],
})

export const mul: BinaryOp = binary('Mul', {
  scalar: (a, b) => a * b,
  gradient: (g, { inputs: [a, b] }, dy) => [mul(g, dy, b!), mul(g, dy, a!)],
})

export const div: BinaryOp = binary('Div', {
  scalar: (a, b) => a / b,
  gradient: (g, { inputs: [a, b] }, dy) => [div(g, dy, b!), neg(g, mul(g, dy, div(g, div(g, a!, b!), b!)))],
})

export const cast: OpFunction<[x: Tensor, dtype: DType], { readonly dtype: DType }> = defineOp({
  type: 'Cast',
  call: (_, add, x, dtype) => (x.dtype === dtype ? x : add([x], { dtype })),
  infer: ([x], { dtype }) => ({ shape: x!.shape, dtype }),
  gradient: (g, { inputs: [x] }, dy) => [isFloat(x!.dtype) ? cast(g, dy, x!.dtype) : null],
})
