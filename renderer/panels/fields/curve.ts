/** Points of a scalar function, evaluated from its graph one number at a time. Pure. */
import { createGraph, createOps, type Ops } from '../../../shared/graph/graph.ts'
import { GraphError, type Op, type OpType, type Tensor } from '../../../shared/graph/ops.ts'

/** Abramowitz and Stegun 7.1.26: error below 1.5e-7, far less than a pixel. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  return Math.sign(x) * (1 - poly * Math.exp(-x * x))
}

const SELU = { scale: 1.0507009873554805, alpha: 1.6732632423543772 }

/** The elementwise operations on scalars; true is 1, false is 0. */
const SCALAR_OPERATIONS: { readonly [T in OpType]?: (a: number, b: number, c: number) => number } = {
  Neg: (a) => -a,
  Abs: Math.abs,
  Sign: Math.sign,
  Exp: Math.exp,
  Log: Math.log,
  Sqrt: Math.sqrt,
  Square: (a) => a * a,
  Tanh: Math.tanh,
  Sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  Relu: (a) => Math.max(a, 0),
  Relu6: (a) => Math.min(Math.max(a, 0), 6),
  Elu: (a) => (a > 0 ? a : Math.expm1(a)),
  Selu: (a) => SELU.scale * (a > 0 ? a : SELU.alpha * Math.expm1(a)),
  Softplus: (a) => Math.log1p(Math.exp(a)),
  Softsign: (a) => a / (1 + Math.abs(a)),
  Erf: erf,
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Floor: Math.floor,
  Cos: Math.cos,
  Maximum: (a, b) => Math.max(a, b),
  Minimum: (a, b) => Math.min(a, b),
  Greater: (a, b) => (a > b ? 1 : 0),
  GreaterEqual: (a, b) => (a >= b ? 1 : 0),
  Less: (a, b) => (a < b ? 1 : 0),
  LessEqual: (a, b) => (a <= b ? 1 : 0),
  Select: (a, b, c) => (a ? b : c),
}

/** @param cache values of operations that were already evaluated for this x */
function evaluate(op: Op, x: number, cache: Map<Op, number>): number {
  if (op.type === 'Argument') return x
  if (op.type === 'Const') return op.attrs.value as number
  const cached = cache.get(op)
  if (cached !== undefined) return cached
  const operation = SCALAR_OPERATIONS[op.type]
  if (!operation) return Number.NaN
  const [a = 0, b = 0, c = 0] = op.inputs.map((input) => evaluate(input, x, cache))
  const value = operation(a, b, c)
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
