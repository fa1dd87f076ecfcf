/** Reverse-mode differentiation of a graph. A table maps each operation to a rule that adds nodes for d(loss)/d(input); `gradients`
 *  determines reachability, accumulates the gradients and reverses broadcasts. */
import { createOps, type Graph, type Ops } from './graph.ts'
import { isFloat, type Op, type OpType, type Tensor } from './ops.ts'
import { elementCount, formatShape, isEqualShape, type Shape } from './shape.ts'

/** Returns the gradient for each input, or null where none flows. It may have the broadcast shape; `gradients` then sums it. */
type Rule = (m: Ops, op: Op, dy: Tensor) => readonly (Tensor | null)[]

const noGradients: Rule = (_, op) => op.inputs.map(() => null)
const broadcastToInput = (m: Ops, op: Op, dy: Tensor): Tensor => {
  const x = op.inputs[0]!
  const axes = op.attrs.axes as readonly number[]
  const keptDims = x.shape.map((d, i) => (axes.includes(i) ? 1 : d))
  return m.broadcastTo(m.reshape(dy, keptDims), x.shape)
}
/** Max and Min share their gradient equally among ties, as TensorFlow does. */
const reduceExtremeRule: Rule = (m, op, dy) => {
  const x = op.inputs[0]!
  const mask = m.cast(m.equal(x, broadcastToInput(m, op, op)), x.dtype)
  return [
    m.div(
      m.mul(mask, broadcastToInput(m, op, dy)),
      broadcastToInput(m, op, m.sum(mask, op.attrs.axes as readonly number[])),
    ),
  ]
}
/** Rule of the elementwise Maximum and Minimum. In a tie the first input gets the gradient, as in TensorFlow. */
const elementwiseExtremeRule =
  (comparison: 'greaterEqual' | 'lessEqual'): Rule =>
  (m, { inputs: [a, b] }, dy) => {
    const condition = m[comparison](a!, b!)
    return [m.select(condition, dy, 0), m.select(condition, 0, dy)]
  }

export const GRADIENTS: { readonly [type in OpType]?: Rule } = {
  Argument: noGradients,
  Const: noGradients,
  Iota: noGradients,
  IsFinite: noGradients,
  Sign: noGradients,
  Floor: noGradients,
  Less: noGradients,
  LessEqual: noGradients,
  Greater: noGradients,
  GreaterEqual: noGradients,
  Equal: noGradients,
  ArgMax: noGradients,
  OneHot: noGradients,
  LogicalAnd: noGradients,
  Neg: (m, _, dy) => [m.neg(dy)],
  Abs: (m, { inputs: [x] }, dy) => [m.mul(dy, m.sign(x!))],
  Exp: (m, op, dy) => [m.mul(dy, op)],
  Log: (m, { inputs: [x] }, dy) => [m.div(dy, x!)],
  Sqrt: (m, op, dy) => [m.div(m.mul(dy, 0.5), op)],
  Rsqrt: (m, op, dy) => [m.mul(m.mul(dy, -0.5), m.mul(op, m.square(op)))],
  Square: (m, { inputs: [x] }, dy) => [m.mul(dy, m.mul(x!, 2))],
  Tanh: (m, op, dy) => [m.mul(dy, m.sub(1, m.square(op)))],
  Sigmoid: (m, op, dy) => [m.mul(dy, m.mul(op, m.sub(1, op)))],
  Relu: (m, { inputs: [x] }, dy) => [m.graph.add('ReluGrad', [dy, x!])],
  Relu6: (m, { inputs: [x] }, dy) => [m.graph.add('Relu6Grad', [dy, x!])],
  Elu: (m, op, dy) => [m.graph.add('EluGrad', [dy, op])],
  Selu: (m, op, dy) => [m.graph.add('SeluGrad', [dy, op])],
  Softplus: (m, { inputs: [x] }, dy) => [m.graph.add('SoftplusGrad', [dy, x!])],
  Softsign: (m, { inputs: [x] }, dy) => [m.graph.add('SoftsignGrad', [dy, x!])],
  Erf: (m, { inputs: [x] }, dy) => [m.mul(dy, m.mul(m.exp(m.neg(m.square(x!))), 2 / Math.sqrt(Math.PI)))],
  // −sin x = cos(x + π/2).
  Cos: (m, { inputs: [x] }, dy) => [m.mul(dy, m.cos(m.add(x!, Math.PI / 2)))],
  Softmax: (m, op, dy) => [m.mul(op, m.sub(dy, m.sum(m.mul(dy, op), [-1], true)))],
  LogSoftmax: (m, op, dy) => [m.sub(dy, m.mul(m.exp(op), m.sum(dy, [-1], true)))],
  Cast: (m, { inputs: [x] }, dy) => [isFloat(x!.dtype) ? m.cast(dy, x!.dtype) : null],
  Add: (_, __, dy) => [dy, dy],
  Sub: (m, _, dy) => [dy, m.neg(dy)],
  Mul: (m, { inputs: [a, b] }, dy) => [m.mul(dy, b!), m.mul(dy, a!)],
  Div: (m, { inputs: [a, b] }, dy) => [m.div(dy, b!), m.neg(m.mul(dy, m.div(m.div(a!, b!), b!)))],
  // d/db a^b = a^b ln a, taken as 0 where a ≤ 0 (TensorFlow's choice, which keeps the base's gradient usable).
  Pow: (m, op, dy) => {
    const [a, b] = op.inputs as [Tensor, Tensor]
    const log = m.select(m.greater(a, 0), m.log(m.select(m.greater(a, 0), a, 1)), 0)
    return [m.mul(dy, m.mul(b, m.pow(a, m.sub(b, 1)))), m.mul(dy, m.mul(op, log))]
  },
  Maximum: elementwiseExtremeRule('greaterEqual'),
  Minimum: elementwiseExtremeRule('lessEqual'),
  Select: (m, { inputs: [c] }, dy) => [null, m.select(c!, dy, 0), m.select(c!, 0, dy)],
  MatMul: (m, { inputs: [a, b], attrs: { transposeA, transposeB } }, dy) => [
    transposeA ? m.matmul(b!, dy, !!transposeB, true) : m.matmul(dy, b!, false, !transposeB),
    transposeB ? m.matmul(dy, a!, true, !!transposeA) : m.matmul(a!, dy, !transposeA, false),
  ],
  Sum: (m, op, dy) => [broadcastToInput(m, op, dy)],
  Mean: (m, op, dy) => [
    m.mul(
      broadcastToInput(m, op, dy),
      1 / elementCount((op.attrs.axes as number[]).map((a) => op.inputs[0]!.shape[a]!)),
    ),
  ],
  Max: reduceExtremeRule,
  Min: reduceExtremeRule,
  Reshape: (m, { inputs: [x] }, dy) => [m.reshape(dy, x!.shape)],
  Transpose: (m, op, dy) => {
    const perm = op.attrs.perm as readonly number[]
    return [
      m.transpose(
        dy,
        perm.map((_, i) => perm.indexOf(i)),
      ),
    ]
  },
  BroadcastTo: (_, __, dy) => [dy],
  Concat: (m, op, dy) => {
    const axis = op.attrs.axis as number
    let begin = 0
    return op.inputs.map((x) => {
      const length = x.shape[axis]!
      begin += length
      return m.slice(dy, axis, begin - length, length)
    })
  },
  // The parts outside the slice get zeros.
  Slice: (m, { inputs: [x], attrs }, dy) => {
    const { axis, begin, size } = attrs as { axis: number; begin: number; size: number }
    const zeros = (length: number) =>
      length === 0
        ? []
        : [
            m.broadcastTo(
              m.constant(0, [], x!.dtype),
              x!.shape.map((n, i) => (i === axis ? length : n)),
            ),
          ]
    return [m.concat([...zeros(begin), dy, ...zeros(x!.shape[axis]! - begin - size)], axis)]
  },
  // A row that was gathered several times sums up all its gradients: a matrix product with the one-hot rows.
  Gather: (m, { inputs: [x, rows] }, dy) => {
    const rowCount = elementCount(rows!.shape)
    const width = elementCount(x!.shape.slice(1))
    const oneHotRows = m.cast(m.oneHot(m.reshape(rows!, [rowCount]), x!.shape[0]!), dy.dtype)
    return [m.reshape(m.matmul(oneHotRows, m.reshape(dy, [rowCount, width]), true), x!.shape), null]
  },
  SparseSoftmaxCrossEntropy: (m, op, dy) => {
    const grad = m.graph.add('SparseSoftmaxCrossEntropyGrad', op.inputs)
    return [m.mul(grad, m.reshape(dy, [...dy.shape, 1])), null]
  },
}

/**
 * Returns d(loss)/d(x) for each x in `wrt`, as new nodes of the same graph. An x that the loss does not depend on gets zeros.
 * @throws Error if `loss` is not a scalar, or if an operation has no rule
 */
export function gradients(g: Graph, loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (loss.shape.length !== 0)
    throw new Error(`Only a scalar can be differentiated, got ${formatShape(loss.shape)}`)
  const m = createOps(g)
  const needed = reachable(g, loss, wrt)
  const grads = new Map<Op, Tensor>([[loss, m.constant(1)]])
  for (let id = loss.id; id >= 0; id--) {
    const op = g.ops[id]!
    const dy = grads.get(op)
    if (!dy || !needed.has(op)) continue
    const inputs = op.inputs.map((x) => needed.has(x))
    if (!inputs.includes(true)) continue
    const rule = GRADIENTS[op.type]
    if (!rule) throw new Error(`No gradient rule for ${op.type}. Add one to shared/graph/gradients.ts.`)
    for (const [i, dx] of rule(m, op, dy).entries()) {
      const x = op.inputs[i]!
      if (!dx || !inputs[i]) continue
      const reduced = unbroadcast(m, dx, x.shape)
      const sum = grads.get(x)
      grads.set(x, sum ? m.add(sum, reduced) : reduced)
    }
  }
  return wrt.map((x) => grads.get(x) ?? m.broadcastTo(m.constant(0, [], x.dtype), x.shape))
}

/** Operations on a path from one of `wrt` to the loss: only these get a gradient (the first layer's input does not). */
function reachable(g: Graph, loss: Tensor, wrt: readonly Tensor[]): Set<Op> {
  const dependent = new Set<Op>(wrt)
  for (const op of g.ops.slice(0, loss.id + 1)) if (op.inputs.some((x) => dependent.has(x))) dependent.add(op)
  return dependent
}

/** Sums over the axes that a broadcast has added or expanded. */
function unbroadcast(m: Ops, dy: Tensor, shape: Shape): Tensor {
  if (isEqualShape(dy.shape, shape)) return dy
  const extra = dy.shape.length - shape.length
  const axes = dy.shape
    .map((_, i) => i)
    .filter((i) => i < extra || (shape[i - extra] === 1 && dy.shape[i] !== 1))
  return m.reshape(m.sum(dy, axes), shape)
}
