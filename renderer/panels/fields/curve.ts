/** Points of a scalar function, evaluated from its graph one number at a time. Pure. */
import { createGraph, createOps, type Ops } from '../../../shared/graph/graph.ts'
import { GraphError, isOp, type Op, type Tensor } from '../../../shared/graph/op.ts'
import { argument, constant } from '../../../shared/graph/ops/inputs.ts'

/** @param cache values of operations that were already evaluated for this x */
function evaluate(op: Op, x: number, cache: Map<Op, number>): number {
  if (isOp(op, argument)) return x
  if (isOp(op, constant)) return op.attrs.value as number
  const cached = cache.get(op)
  if (cached !== undefined) return cached
  const { scalar } = op.definition
  if (!scalar) return Number.NaN
  const [a = 0, b = 0, c = 0] = op.inputs.map((input) => evaluate(input, x, cache))
  const value = scalar(a, b, c)
  cache.set(op, value)
  return value
}

export interface Span {
  readonly from: number
  readonly to: number
  readonly pieces: number
}

/** Points `[x, y]` along the span; `null` if it is not a scalar function (softmax). */
export function curveOf(
  build: (m: Ops, x: Tensor) => Tensor,
  { from, to, pieces }: Span,
): [number, number][] | null {
  try {
    const m = createOps(createGraph())
    const y = build(m, m.argument('x', []))
    const points = Array.from({ length: pieces + 1 }, (_, i): [number, number] => {
      const x = from + ((to - from) * i) / pieces
      return [x, evaluate(y, x, new Map())]
    })
    return points.every(([, v]) => Number.isFinite(v)) ? points : null
  } catch (error) {
    if (error instanceof GraphError) return null
    throw error
  }
}
