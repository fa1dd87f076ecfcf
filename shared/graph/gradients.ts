/** Reverse-mode differentiation of a graph. Each operation declares how it adds nodes for d(loss)/d(input); `gradients` determines
 *  reachability, accumulates the gradients and reverses broadcasts. */
import type { Graph, GraphBuilder, Op, Tensor } from './op.ts'
import { add } from './ops/arithmetic.ts'
import { broadcastTo, reshape } from './ops/arrays.ts'
import { constant } from './ops/inputs.ts'
import { sum } from './ops/reductions.ts'
import { formatShape, isEqualShape, type Shape } from './shape.ts'

/**
 * Returns d(loss)/d(x) for each x in `wrt`, as new nodes of the same graph. An x that the loss does not depend on gets zeros.
 * @throws Error if `loss` is not a scalar, or if an operation has no rule
 */
export function gradients(graph: Graph, loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (loss.shape.length !== 0)
    throw new Error(`Only a scalar can be differentiated, got ${formatShape(loss.shape)}`)
  const g: GraphBuilder = { graph, float: 'float32' }
  const needed = reachable(graph, loss, wrt)
  const grads = new Map<Op, Tensor>([[loss, constant(g, 1)]])
  for (let id = loss.id; id >= 0; id--) {
    const op = graph.ops[id]!
    const dy = grads.get(op)
    if (!dy || !needed.has(op)) continue
    const inputs = op.inputs.map((x) => needed.has(x))
    if (!inputs.includes(true)) continue
    const { gradient } = op.definition
    if (!gradient)
      throw new Error(`${op.type} has no gradient. Add one to its declaration in shared/graph/ops.`)
    for (const [i, dx] of gradient(g, op, dy).entries()) {
      const x = op.inputs[i]!
      if (!dx || !inputs[i]) continue
      const reduced = unbroadcast(g, dx, x.shape)
      const total = grads.get(x)
      grads.set(x, total ? add(g, total, reduced) : reduced)
    }
  }
  return wrt.map((x) => grads.get(x) ?? broadcastTo(g, constant(g, 0, [], x.dtype), x.shape))
}

/** Operations on a path from one of `wrt` to the loss: only these get a gradient (the first layer's input does not). */
function reachable(g: Graph, loss: Tensor, wrt: readonly Tensor[]): Set<Op> {
  const dependent = new Set<Op>(wrt)
  for (const op of g.ops.slice(0, loss.id + 1)) if (op.inputs.some((x) => dependent.has(x))) dependent.add(op)
  return dependent
}

/** Sums over the axes that a broadcast has added or expanded. */
function unbroadcast(g: GraphBuilder, dy: Tensor, shape: Shape): Tensor {
  if (isEqualShape(dy.shape, shape)) return dy
  const extra = dy.shape.length - shape.length
  const axes = dy.shape
    .map((_, i) => i)
    .filter((i) => i < extra || (shape[i - extra] === 1 && dy.shape[i] !== 1))
  return reshape(g, sum(g, dy, axes), shape)
}
