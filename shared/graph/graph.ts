/** The graph: a growing list of operations. Adding an operation validates it and infers its shape. Adding the same operation with the
 *  same inputs again returns the existing node. */
import { type Attrs, type DType, GraphError, OPS, type Op, type OpType, type Tensor } from './ops.ts'
import { elementCount, type Shape } from './shape.ts'

export type Operand = Tensor | number

export interface Graph {
  readonly ops: readonly Op[]
  add(type: OpType, inputs: readonly Op[], attrs?: Attrs): Tensor
}

export function createGraph(): Graph {
  const ops: Op[] = []
  const opsByKey = new Map<string, Op>()
  return {
    ops,
    add(type, inputs, attrs = {}) {
      // JSON writes every non-finite number as null, so the value of a constant is part of the key separately.
      const key = `${type}|${inputs.map((i) => i.id).join()}|${JSON.stringify(attrs)}|${type === 'Const' ? attrs.value : ''}`
      const existing = opsByKey.get(key)
      if (existing) return existing
      const op: Op = { id: ops.length, type, inputs, attrs, ...infer(type, inputs, attrs) }
      ops.push(op)
      opsByKey.set(key, op)
      return op
    },
  }
}

function infer(type: OpType, inputs: readonly Op[], attrs: Attrs) {
  try {
    return OPS[type](inputs, attrs)
  } catch (error) {
    if (error instanceof GraphError) throw new GraphError(`${type}: ${error.message}`)
    throw error
  }
}

/** The operations by name. Numbers become constants with the dtype of the other operand, or `float` if both operands are numbers. */
export function createOps(g: Graph, float: DType = 'float32') {
  const constant = (value: number | readonly number[], shape: Shape = [], dtype = float) =>
    g.add('Const', [], { value, shape, dtype })
  const toTensors = (a: Operand, b: Operand): [Tensor, Tensor] => {
    if (typeof a === 'number')
      return typeof b === 'number' ? [constant(a), constant(b)] : [constant(a, [], b.dtype), b]
    return [a, typeof b === 'number' ? constant(b, [], a.dtype) : b]
  }
  const unary = (type: OpType) => (x: Tensor) => g.add(type, [x])
  const binary = (type: OpType) => (a: Operand, b: Operand) => g.add(type, toTensors(a, b))
  const allAxes = (x: Tensor) => x.shape.map((_, i) => i)
  const reduction =
    (type: OpType) =>
    (x: Tensor, axes: readonly number[] = allAxes(x), keepdims = false) =>
      axes.length === 0
        ? x
        : g.add(type, [x], { axes: axes.map((a) => (a < 0 ? a + x.shape.length : a)), keepdims })
  return {
    graph: g,
    constant,
    argument: (name: string, shape: Shape, dtype: DType = 'float32') =>
      g.add('Argument', [], { name, shape, dtype }),
    iota: (size: number) => g.add('Iota', [], { size }),
    neg: unary('Neg'),
    abs: unary('Abs'),
    sign: unary('Sign'),
    exp: unary('Exp'),
    log: unary('Log'),
    sqrt: unary('Sqrt'),
    rsqrt: unary('Rsqrt'),
    square: unary('Square'),
    tanh: unary('Tanh'),
    sigmoid: unary('Sigmoid'),
    relu: unary('Relu'),
    relu6: unary('Relu6'),
    elu: unary('Elu'),
    selu: unary('Selu'),
    softplus: unary('Softplus'),
    softsign: unary('Softsign'),
    erf: unary('Erf'),
    floor: unary('Floor'),
    cos: unary('Cos'),
    softmax: unary('Softmax'),
    logSoftmax: unary('LogSoftmax'),
    isFinite: unary('IsFinite'),
    cast: (x: Tensor, dtype: DType) => (x.dtype === dtype ? x : g.add('Cast', [x], { dtype })),
    add: binary('Add'),
    sub: binary('Sub'),
    mul: binary('Mul'),
    div: binary('Div'),
    pow: binary('Pow'),
    maximum: binary('Maximum'),
    minimum: binary('Minimum'),
    less: binary('Less'),
    lessEqual: binary('LessEqual'),
    greater: binary('Greater'),
    greaterEqual: binary('GreaterEqual'),
    equal: binary('Equal'),
    and: binary('LogicalAnd'),
    xor: binary('BitwiseXor'),
    or: binary('BitwiseOr'),
    shiftLeft: binary('LeftShift'),
    shiftRight: binary('RightShift'),
    select: (condition: Tensor, a: Operand, b: Operand) => g.add('Select', [condition, ...toTensors(a, b)]),
    matmul: (a: Tensor, b: Tensor, transposeA = false, transposeB = false) =>
      g.add('MatMul', [a, b], { transposeA, transposeB }),
    sum: reduction('Sum'),
    mean: reduction('Mean'),
    max: reduction('Max'),
    min: reduction('Min'),
    argMax: (x: Tensor, axis = -1) => g.add('ArgMax', [x], { axis: axis < 0 ? axis + x.shape.length : axis }),
    reshape: (x: Tensor, shape: Shape) => g.add('Reshape', [x], { shape }),
    transpose: (x: Tensor, perm: readonly number[]) => g.add('Transpose', [x], { perm }),
    broadcastTo: (x: Tensor, shape: Shape) => g.add('BroadcastTo', [x], { shape }),
    concat: (xs: readonly Tensor[], axis: number) =>
      g.add('Concat', xs, { axis: axis < 0 ? axis + xs[0]!.shape.length : axis }),
    slice: (x: Tensor, axis: number, begin: number, length: number) =>
      g.add('Slice', [x], { axis, begin, size: length }),
    gather: (x: Tensor, rows: Tensor) => g.add('Gather', [x, rows]),
    oneHot: (x: Tensor, depth: number) => g.add('OneHot', [x], { depth }),
    sparseSoftmaxCrossEntropy: (logits: Tensor, labels: Tensor) =>
      g.add('SparseSoftmaxCrossEntropy', [logits, labels]),
    /** Merges all axes but the batch into one. */
    flatten: (x: Tensor) =>
      g.add('Reshape', [x], { shape: [x.shape[0] ?? null, elementCount(x.shape.slice(1))] }),
    /** Sums over all axes but the first. */
    sumRows: (x: Tensor) => reduction('Sum')(x, allAxes(x).slice(1)),
    meanRows: (x: Tensor) => reduction('Mean')(x, allAxes(x).slice(1)),
  }
}
export type Ops = ReturnType<typeof createOps>
