/** Operation type → TensorFlow operations. An entry adds nodes to a function's body and returns the name of the output. */
import type { Attrs, DType, Op } from '../../../../shared/graph/op.ts'
import type { AttrsOf, OpType } from '../../../../shared/graph/ops/index.ts'
import { elementCount } from '../../../../shared/graph/shape.ts'
import type { FunctionBody } from './function-body.ts'
import { attr } from './types.ts'

type Kernel<A extends Attrs = Attrs> = (body: FunctionBody, op: Op<A>, inputs: readonly string[]) => string

const T = (op: Pick<Op, 'dtype'>) => ({ T: attr.type(op.dtype) })
/** Same dtype in and out, no attributes. `output` is the name of the result in TensorFlow's OpDef. */
const plain =
  (name: string, output = 'y'): Kernel =>
  (body, op, inputs) =>
    body.node(name, inputs, T(op), output)
const binary = (name: string) => plain(name, 'z')
const activation = (name: string) => plain(name, 'activations')
const backprop = (name: string) => plain(name, 'backprops')
/** The inputs' dtype as attribute, bool as output. */
const compare =
  (name: string, extraAttrs = {}): Kernel =>
  (body, op, inputs) =>
    body.node(name, inputs, { T: attr.type(op.inputs[0]!.dtype), ...extraAttrs }, 'z')
const reduce =
  (name: string): Kernel<AttrsOf<'Sum'>> =>
  (body, op, [x]) =>
    body.node(
      name,
      [x!, body.ints(op.attrs.axes)],
      { ...T(op), Tidx: attr.type('int32'), keep_dims: attr.bool(op.attrs.keepdims) },
      'output',
    )
const shaped =
  (name: string, attribute: string): Kernel =>
  (body, op, [x]) =>
    body.node(
      name,
      [x!, body.ints(op.shape as number[])],
      { ...T(op), [attribute]: attr.type('int32') },
      'output',
    )
/** One node with two outputs: TensorFlow computes loss and gradient together. */
const crossEntropy =
  (output: 'loss' | 'backprop'): Kernel =>
  (body, _, inputs) =>
    body.node(
      'SparseSoftmaxCrossEntropyWithLogits',
      inputs,
      { T: attr.type('float32'), Tlabels: attr.type('int32') },
      output,
    )
const castTo = (body: FunctionBody, x: string, from: DType, to: DType) =>
  body.node('Cast', [x], { SrcT: attr.type(from), DstT: attr.type(to), Truncate: attr.bool(false) }, 'y')

/** All operations but Argument, whose value the caller of `emit` has. */
const KERNELS: { readonly [T in Exclude<OpType, 'Argument'>]: Kernel<AttrsOf<T>> } = {
  Constant: (body, op) => {
    const { value } = op.attrs
    const shape = op.shape as number[]
    const values = typeof value === 'number' ? new Array<number>(elementCount(shape)).fill(value) : value
    return body.constant(op.dtype, shape, values)
  },
  Iota: (body, op) => {
    const range = body.node(
      'Range',
      [body.int(0), body.int(op.attrs.size), body.int(1)],
      { Tidx: attr.type('int32') },
      'output',
    )
    return castTo(body, range, 'int32', 'uint32')
  },
  Neg: plain('Neg'),
  Abs: plain('Abs'),
  Sign: plain('Sign'),
  Exp: plain('Exp'),
  Log: plain('Log'),
  Sqrt: plain('Sqrt'),
  Rsqrt: plain('Rsqrt'),
  Square: plain('Square'),
  Tanh: plain('Tanh'),
  Sigmoid: plain('Sigmoid'),
  Erf: plain('Erf'),
  Floor: plain('Floor'),
  Cos: plain('Cos'),
  Relu: activation('Relu'),
  Relu6: activation('Relu6'),
  Elu: activation('Elu'),
  Selu: activation('Selu'),
  Softplus: activation('Softplus'),
  Softsign: activation('Softsign'),
  Softmax: plain('Softmax', 'softmax'),
  LogSoftmax: plain('LogSoftmax', 'logsoftmax'),
  IsFinite: (body, op, inputs) => body.node('IsFinite', inputs, { T: attr.type(op.inputs[0]!.dtype) }, 'y'),
  Cast: (body, op, [x]) => castTo(body, x!, op.inputs[0]!.dtype, op.dtype),
  Add: binary('AddV2'),
  Sub: binary('Sub'),
  Mul: binary('Mul'),
  Div: binary('RealDiv'),
  Pow: binary('Pow'),
  Maximum: binary('Maximum'),
  Minimum: binary('Minimum'),
  Less: compare('Less'),
  LessEqual: compare('LessEqual'),
  Greater: compare('Greater'),
  GreaterEqual: compare('GreaterEqual'),
  Equal: compare('Equal', { incompatible_shape_error: attr.bool(true) }),
  LogicalAnd: (body, _, inputs) => body.node('LogicalAnd', inputs, {}, 'z'),
  BitwiseXor: binary('BitwiseXor'),
  BitwiseOr: binary('BitwiseOr'),
  LeftShift: binary('LeftShift'),
  RightShift: binary('RightShift'),
  Select: plain('SelectV2', 'output'),
  ReluGrad: backprop('ReluGrad'),
  Relu6Grad: backprop('Relu6Grad'),
  EluGrad: backprop('EluGrad'),
  SeluGrad: backprop('SeluGrad'),
  SoftplusGrad: backprop('SoftplusGrad'),
  SoftsignGrad: backprop('SoftsignGrad'),
  MatMul: (body, op, inputs) =>
    body.node(
      'MatMul',
      inputs,
      {
        ...T(op),
        transpose_a: attr.bool(op.attrs.transposeA),
        transpose_b: attr.bool(op.attrs.transposeB),
      },
      'product',
    ),
  Sum: reduce('Sum'),
  Mean: reduce('Mean'),
  Max: reduce('Max'),
  Min: reduce('Min'),
  ArgMax: (body, op, [x]) =>
    body.node(
      'ArgMax',
      [x!, body.int(op.attrs.axis)],
      { T: attr.type(op.inputs[0]!.dtype), Tidx: attr.type('int32'), output_type: attr.type('int32') },
      'output',
    ),
  Identity: plain('Identity', 'output'),
  Reshape: shaped('Reshape', 'Tshape'),
  BroadcastTo: shaped('BroadcastTo', 'Tidx'),
  Transpose: (body, op, [x]) =>
    body.node('Transpose', [x!, body.ints(op.attrs.perm)], { ...T(op), Tperm: attr.type('int32') }, 'y'),
  Concat: (body, op, inputs) =>
    body.node(
      'ConcatV2',
      [...inputs, body.int(op.attrs.axis)],
      { ...T(op), N: attr.int(inputs.length), Tidx: attr.type('int32') },
      'output',
    ),
  Slice: (body, op, [x]) => {
    const { axis, begin, size } = op.attrs
    const from = op.shape.map((_, i) => (i === axis ? begin : 0))
    const sizes = op.shape.map((_, i) => (i === axis ? size : -1))
    return body.node(
      'Slice',
      [x!, body.ints(from), body.ints(sizes)],
      { ...T(op), Index: attr.type('int32') },
      'output',
    )
  },
  Gather: (body, op, [x, rows]) => body.gather(x!, rows!, op.dtype),
  OneHot: (body, op, [x]) =>
    body.node(
      'OneHot',
      [x!, body.int(op.attrs.depth), body.constant('float32', [], [1]), body.constant('float32', [], [0])],
      { T: attr.type('float32'), TI: attr.type(op.inputs[0]!.dtype), axis: attr.int(-1) },
      'output',
    ),
  SparseSoftmaxCrossEntropy: crossEntropy('loss'),
  SparseSoftmaxCrossEntropyGrad: crossEntropy('backprop'),
}

/** Adds one operation to a function's body. @returns the name of its output */
export const emit = (body: FunctionBody, op: Op, inputs: readonly string[]): string =>
  (KERNELS[op.type as keyof typeof KERNELS] as Kernel)(body, op, inputs)
