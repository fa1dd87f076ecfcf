/** Kernels of all operations over preallocated arrays. Indices and sizes are computed once, when a program is prepared; the function that
 *  a kernel returns only computes values. */
import { roundToBfloat16 } from '../../../../shared/graph/bfloat16.ts'
import { type Attrs, isFloat, type Op } from '../../../../shared/graph/op.ts'
import type { AttrsOf, OpType } from '../../../../shared/graph/ops/index.ts'
import { SELU_ALPHA, SELU_SCALE } from '../../../../shared/graph/selu.ts'
import { concat, gather, gatherElements, slice } from './arrange.ts'
import { elementwise, type TensorBuffer } from './elementwise.ts'
import { broadcastIndex, transposeIndex } from './indices.ts'
import { type MatMul, product } from './matmul.ts'
import { argMax, reduce, sumReduce } from './reduce.ts'
import { crossEntropy, crossEntropyGrad, logSoftmax, oneHot, softmax } from './rows.ts'

/** A JavaScript formula of the elements a, b and c of the inputs; or a function that prepares the computation of `out`. It returns null if
 *  `out` is complete. */
type Kernel<A extends Attrs = Attrs> =
  | string
  | ((op: Op<A>, inputs: readonly TensorBuffer[], out: TensorBuffer, multiply: MatMul) => (() => void) | null)

/** All operations but Argument, whose array the caller fills. */
const KERNELS: { readonly [T in Exclude<OpType, 'Argument'>]: Kernel<AttrsOf<T>> } = {
  Constant({ attrs: { value }, dtype }, _, out) {
    if (typeof value === 'number') out.values.fill(value)
    else out.values.set(value)
    if (dtype === 'bfloat16') roundToBfloat16(out.values as Float32Array)
    return null
  },
  Iota(_, __, out) {
    out.values.forEach((_value, i) => {
      out.values[i] = i
    })
    return null
  },

  Neg: '-a',
  Abs: 'Math.abs(a)',
  Sign: 'Math.sign(a)',
  Exp: 'Math.exp(a)',
  Log: 'Math.log(a)',
  Sqrt: 'Math.sqrt(a)',
  Rsqrt: '1 / Math.sqrt(a)',
  Square: 'a * a',
  Tanh: 'Math.tanh(a)',
  Sigmoid: 'functions.sigmoid(a)',
  Relu: 'a < 0 ? 0 : a',
  Relu6: 'a < 0 ? 0 : a > 6 ? 6 : a',
  Elu: 'a > 0 ? a : Math.expm1(a)',
  Selu: `${SELU_SCALE} * (a > 0 ? a : ${SELU_ALPHA} * Math.expm1(a))`,
  Softplus: 'functions.softplus(a)',
  Softsign: 'a / (1 + Math.abs(a))',
  Erf: 'functions.erf(a)',
  Floor: 'Math.floor(a)',
  Cos: 'Math.cos(a)',
  IsFinite: 'Number.isFinite(a) ? 1 : 0',
  Add: 'a + b',
  Sub: 'a - b',
  Mul: (op, inputs, out) => elementwise(op.dtype === 'uint32' ? 'Math.imul(a, b)' : 'a * b', inputs, out),
  Div: 'a / b',
  Pow: 'a ** b',
  Maximum: 'Math.max(a, b)',
  Minimum: 'Math.min(a, b)',
  Less: 'a < b ? 1 : 0',
  LessEqual: 'a <= b ? 1 : 0',
  Greater: 'a > b ? 1 : 0',
  GreaterEqual: 'a >= b ? 1 : 0',
  Equal: 'a === b ? 1 : 0',
  LogicalAnd: 'a & b',
  BitwiseXor: 'a ^ b',
  BitwiseOr: 'a | b',
  LeftShift: 'a << b',
  RightShift: 'a >>> b',
  Select: 'a !== 0 ? b : c',
  ReluGrad: 'b > 0 ? a : 0',
  Relu6Grad: 'b > 0 && b < 6 ? a : 0',
  SoftplusGrad: 'a * functions.sigmoid(b)',
  SoftsignGrad: 'a / (1 + Math.abs(b)) ** 2',
  EluGrad: 'b > 0 ? a : a * (b + 1)',
  SeluGrad: `b > 0 ? a * ${SELU_SCALE} : a * (b + ${SELU_SCALE * SELU_ALPHA})`,

  Cast: ({ attrs: { dtype } }, inputs, out) =>
    elementwise(dtype === 'bool' ? 'a !== 0 ? 1 : 0' : isFloat(dtype) ? 'a' : 'Math.trunc(a)', inputs, out),
  MatMul: ({ attrs: { transposeA, transposeB } }, [a, b], out, multiply) =>
    product(
      multiply,
      { ...floats(a!), transposed: transposeA },
      { ...floats(b!), transposed: transposeB },
      out.values as Float32Array,
    ),
  // The output of both is the array of the input (program.ts).
  Identity: () => null,
  Reshape: () => null,
  BroadcastTo: (_, [x], out) => gatherElements(x!, out, broadcastIndex(x!.shape, out.shape)),
  Transpose: ({ attrs }, [x], out) => gatherElements(x!, out, transposeIndex(x!.shape, attrs.perm)),
  Concat: ({ attrs }, inputs, out) => concat(inputs, out, attrs.axis),
  Slice: ({ attrs }, [x], out) => slice(x!, out, attrs.axis, attrs.begin),
  Gather: (_, [x, rows], out) => gather(x!, rows!, out),
  OneHot: ({ attrs }, [x], out) => oneHot(x!, out, attrs.depth),
  Sum: ({ attrs }, [x], out) => sumReduce(attrs.axes, x!, out, 1),
  Mean: ({ attrs }, [x], out) => sumReduce(attrs.axes, x!, out, out.values.length / x!.values.length),
  // NaN propagates, as in TensorFlow.
  Max: ({ attrs }, [x], out) => reduce(attrs.axes, x!, out, Number.NEGATIVE_INFINITY, Math.max),
  Min: ({ attrs }, [x], out) => reduce(attrs.axes, x!, out, Number.POSITIVE_INFINITY, Math.min),
  ArgMax: ({ attrs }, [x], out) => argMax(x!, out, attrs.axis),
  Softmax: (_, [x], out) => softmax(x!, out),
  LogSoftmax: (_, [x], out) => logSoftmax(x!, out),
  SparseSoftmaxCrossEntropy: (_, [logits, labels], out) => crossEntropy(logits!, labels!, out),
  SparseSoftmaxCrossEntropyGrad: (_, [logits, labels], out) => crossEntropyGrad(logits!, labels!, out),
}

const floats = ({ values, shape }: TensorBuffer) => ({ values: values as Float32Array, shape })

/** Prepares the computation of one operation. @returns null if `out` is complete */
export function prepareOp(
  op: Op,
  inputs: readonly TensorBuffer[],
  out: TensorBuffer,
  multiply: MatMul,
): (() => void) | null {
  const kernel = KERNELS[op.type as keyof typeof KERNELS] as Kernel
  return typeof kernel === 'string' ? elementwise(kernel, inputs, out) : kernel(op, inputs, out, multiply)
}
