/** The graph: a growing list of operations. Adding an operation validates it and infers its shape. Adding the same operation with the
 *  same inputs again returns the existing node. */
import { type Attrs, type DType, GraphError, OPS, type Op, type OpType, type Tensor } from './ops.ts'
import { count, type Shape } from './shape.ts'

export type Operand = Tensor | number

export interface Graph {
  readonly ops: readonly Op[]
  add(type: OpType, inputs: readonly Op[], attrs?: Attrs): Tensor
}

export function createGraph(): Graph {
  const ops: Op[] = []
  const known = new Map<string, Op>()
  return {
    ops,
    add(type, inputs, attrs = {}) {
      // JSON writes every non-finite number as null, so the value of a constant is part of the key separately.
      const key = `${type}|${inputs.map((i) => i.id).join()}|${JSON.stringify(attrs)}|${type === 'Const' ? attrs.value : ''}`
      const existing = known.get(key)
      if (existing) return existing
      const op: Op = { id: ops.length, type, inputs, attrs, ...infer(type, inputs, attrs) }
      ops.push(op)
      known.set(key, op)
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
export function mathOn(g: Graph, float: DType = 'float32') {
  const constant = (value: number | readonly number[], shape: Shape = [], dtype = float) =>
    g.add('Const', [], { value, shape, dtype })
  const pair = (a: Operand, b: Operand): [Tensor, Tensor] => {
    if (typeof a === 'number')
      return typeof b === 'number' ? [constant(a), constant(b)] : [constant(a, [], b.dtype), b]
    return [a, typeof b === 'number' ? constant(b, [], a.dtype) : b]
  }
  const one = (type: OpType) => (x: Tensor) => g.add(type, [x])
  const two = (type: OpType) => (a: Operand, b: Operand) => g.add(type, pair(a, b))
  const every = (x: Tensor) => x.shape.map((_, i) => i)
  const over =
    (type: OpType) =>
    (x: Tensor, axes: readonly number[] = every(x), keepdims = false) =>
      axes.length === 0
        ? x
        : g.add(type, [x], { axes: axes.map((a) => (a < 0 ? a + x.shape.length : a)), keepdims })
  return {
    graph: g,
    constant,
    argument: (name: string, shape: Shape, dtype: DType = 'float32') =>
      g.add('Argument', [], { name, shape, dtype }),
    iota: (size: number) => g.add('Iota', [], { size }),
    neg: one('Neg'),
    abs: one('Abs'),
    sign: one('Sign'),
    exp: one('Exp'),
    log: one('Log'),
    sqrt: one('Sqrt'),
    rsqrt: one('Rsqrt'),
    square: one('Square'),
    tanh: one('Tanh'),
    sigmoid: one('Sigmoid'),
    relu: one('Relu'),
    relu6: one('Relu6'),
    elu: one('Elu'),
    selu: one('Selu'),
    softplus: one('Softplus'),
    softsign: one('Softsign'),
    erf: one('Erf'),
    floor: one('Floor'),
    cos: one('Cos'),
    softmax: one('Softmax'),
    logSoftmax: one('LogSoftmax'),
    isFinite: one('IsFinite'),
    cast: (x: Tensor, dtype: DType) => (x.dtype === dtype ? x : g.add('Cast', [x], { dtype })),
    add: two('Add'),
    sub: two('Sub'),
    mul: two('Mul'),
    div: two('Div'),
    pow: two('Pow'),
    maximum: two('Maximum'),
    minimum: two('Minimum'),
    less: two('Less'),
    lessEqual: two('LessEqual'),
    greater: two('Greater'),
    greaterEqual: two('GreaterEqual'),
    equal: two('Equal'),
    and: two('LogicalAnd'),
    xor: two('BitwiseXor'),
    or: two('BitwiseOr'),
    shiftLeft: two('LeftShift'),
    shiftRight: two('RightShift'),
    select: (condition: Tensor, a: Operand, b: Operand) => g.add('Select', [condition, ...pair(a, b)]),
    matmul: (a: Tensor, b: Tensor, transposeA = false, transposeB = false) =>
      g.add('MatMul', [a, b], { transposeA, transposeB }),
    sum: over('Sum'),
    mean: over('Mean'),
    max: over('Max'),
    min: over('Min'),
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
    flatten: (x: Tensor) => g.add('Reshape', [x], { shape: [x.shape[0] ?? null, count(x.shape.slice(1))] }),
    /** Sums over all axes but the first. */
    sumRows: (x: Tensor) => over('Sum')(x, every(x).slice(1)),
    meanRows: (x: Tensor) => over('Mean')(x, every(x).slice(1)),
  }
}
export type Ops = ReturnType<typeof mathOn>
