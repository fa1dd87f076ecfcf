/** Comparisons, and the choice between values. */
import { defineOp, fail, noGradient, type Operand, type OpFunction, type Tensor } from '../op.ts'
import { broadcast, formatShape } from '../shape.ts'
import { type BinaryOp, binary, binaryType, comparison, toNumber, toTensors } from './elementwise.ts'

export const less = comparison('Less', (a, b) => toNumber(a < b))
export const lessEqual = comparison('LessEqual', (a, b) => toNumber(a <= b))
export const greater = comparison('Greater', (a, b) => toNumber(a > b))
export const greaterEqual = comparison('GreaterEqual', (a, b) => toNumber(a >= b))
export const equal = comparison('Equal', (a, b) => toNumber(a === b))

/** Inputs other than 0 count as true. */
export const logicalAnd = comparison('LogicalAnd', (a, b) => toNumber(a !== 0 && b !== 0))

const isFiniteOp: OpFunction<[x: Tensor]> = defineOp({
  type: 'IsFinite',
  call: (_, add, x) => add([x], {}),
  infer: ([x]) => ({ shape: x!.shape, dtype: 'bool' }),
  gradient: noGradient,
  scalar: (a) => toNumber(Number.isFinite(a)),
})

export { isFiniteOp as isFinite }

/** Elements of `a` where the condition is true, of `b` elsewhere. */
export const select: OpFunction<[condition: Tensor, a: Operand, b: Operand]> = defineOp({
  type: 'Select',
  call: (g, add, condition, a, b) => add([condition, ...toTensors(g, a, b)], {}),
  infer([condition, a, b]) {
    const { shape, dtype } = binaryType([a!, b!])
    return {
      shape:
        broadcast(condition!.shape, shape) ??
        fail(`condition ${formatShape(condition!.shape)} does not fit ${formatShape(shape)}`),
      dtype,
    }
  },
  gradient: (g, { inputs: [condition] }, dy) => [
    null,
    select(g, condition!, dy, 0),
    select(g, condition!, 0, dy),
  ],
  scalar: (condition, a, b) => (condition !== 0 ? a : b),
})

/** In a tie the first input gets the gradient, as in TensorFlow. */
const extreme = (type: string, better: BinaryOp, scalar: (a: number, b: number) => number): BinaryOp =>
  binary(type, {
    // Math.max takes any number of arguments; `scalar` is called with three.
    scalar: (a, b) => scalar(a, b),
    gradient(g, { inputs: [a, b] }, dy) {
      const condition = better(g, a!, b!)
      return [select(g, condition, dy, 0), select(g, condition, 0, dy)]
    },
  })
export const maximum = extreme('Maximum', greaterEqual, Math.max)
export const minimum = extreme('Minimum', lessEqual, Math.min)
