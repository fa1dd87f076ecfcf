/** Kinds of elementwise operations: declarations with the rules that many operations share. */
import {
  type Attrs,
  defineOp,
  fail,
  type GraphBuilder,
  noGradient,
  type Op,
  type OpDefinition,
  type Operand,
  type OpFunction,
  type Tensor,
  type TensorType,
} from '../op.ts'
import { broadcast, formatShape, isCompatibleDim } from '../shape.ts'
import { constant } from './inputs.ts'

export type UnaryOp = OpFunction<[x: Tensor]>
export type BinaryOp = OpFunction<[a: Operand, b: Operand]>
type Scalar = NonNullable<OpDefinition['scalar']>
type Rules = Pick<OpDefinition, 'gradient' | 'scalar'>

const sameType = ([x]: readonly Op[]): TensorType => ({ shape: x!.shape, dtype: x!.dtype })

/** The type of the elements of two broadcast inputs. */
export function binaryType([a, b]: readonly Op[]): TensorType {
  if (a!.dtype !== b!.dtype) fail(`dtypes ${a!.dtype} and ${b!.dtype} differ`)
  return {
    shape:
      broadcast(a!.shape, b!.shape) ??
      fail(`shapes ${formatShape(a!.shape)} and ${formatShape(b!.shape)} do not go together`),
    dtype: a!.dtype,
  }
}

export function toTensors(g: GraphBuilder, a: Operand, b: Operand): [Tensor, Tensor] {
  if (typeof a === 'number')
    return typeof b === 'number' ? [constant(g, a), constant(g, b)] : [constant(g, a, [], b.dtype), b]
  return [a, typeof b === 'number' ? constant(g, b, [], a.dtype) : b]
}

const addBinary = (
  g: GraphBuilder,
  add: (inputs: readonly Op[], attrs: Attrs) => Tensor,
  a: Operand,
  b: Operand,
) => add(toTensors(g, a, b), {})

/** One input; the output has its shape and dtype. */
export const unary = (type: string, rules: Rules): UnaryOp =>
  defineOp({ type, infer: sameType, ...rules, call: (_, add, x) => add([x], {}) })

/** Two inputs of one dtype, with broadcasting. */
export const binary = (type: string, rules: Rules = {}): BinaryOp =>
  defineOp({ type, infer: binaryType, ...rules, call: addBinary })

/** The same with booleans as the output. */
export const comparison = (type: string, scalar: Scalar): BinaryOp =>
  defineOp({
    type,
    infer: (inputs) => ({ shape: binaryType(inputs).shape, dtype: 'bool' }),
    gradient: noGradient,
    scalar,
    call: addBinary,
  })

/** A gradient that executors compute in one operation, from dy and the input x (or the output y) of the differentiated operation. */
export const gradientOp = (type: string): OpFunction<[dy: Tensor, x: Tensor]> =>
  defineOp({
    type,
    infer([dy, x]) {
      const fits =
        dy!.shape.length === x!.shape.length && dy!.shape.every((d, i) => isCompatibleDim(d, x!.shape[i]!))
      if (!fits) fail(`gradient ${formatShape(dy!.shape)} and value ${formatShape(x!.shape)} differ`)
      return { shape: x!.shape, dtype: x!.dtype }
    },
    call: (_, add, dy, x) => add([dy, x], {}),
  })

/** Converts true to 1 and false to 0, as `scalar` returns it. */
export const toNumber = (value: boolean): number => (value ? 1 : 0)
