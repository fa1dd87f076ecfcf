/** Functions of one number, and powers. */
import { noGradient, type Tensor } from '../op.ts'
import { add, div, mul, neg, sub } from './arithmetic.ts'
import { greater, select } from './comparison.ts'
import { type BinaryOp, binary, type UnaryOp, unary } from './elementwise.ts'

export const sign = unary('Sign', { scalar: Math.sign, gradient: noGradient })
export const floor = unary('Floor', { scalar: Math.floor, gradient: noGradient })

export const abs = unary('Abs', {
  scalar: Math.abs,
  gradient: (g, { inputs: [x] }, dy) => [mul(g, dy, sign(g, x!))],
})

export const exp = unary('Exp', { scalar: Math.exp, gradient: (g, y, dy) => [mul(g, dy, y)] })
export const log = unary('Log', {
  scalar: Math.log,
  gradient: (g, { inputs: [x] }, dy) => [div(g, dy, x!)],
})

export const square: UnaryOp = unary('Square', {
  scalar: (a) => a * a,
  gradient: (g, { inputs: [x] }, dy) => [mul(g, dy, mul(g, x!, 2))],
})
export const sqrt = unary('Sqrt', {
  scalar: Math.sqrt,
  gradient: (g, y, dy) => [div(g, mul(g, dy, 0.5), y)],
})
/** 1 / √x. */
export const rsqrt = unary('Rsqrt', {
  scalar: (a) => 1 / Math.sqrt(a),
  gradient: (g, y, dy) => [mul(g, mul(g, dy, -0.5), mul(g, y, square(g, y)))],
})

export const cos: UnaryOp = unary('Cos', {
  scalar: Math.cos,
  // −sin x = cos(x + π/2).
  gradient: (g, { inputs: [x] }, dy) => [mul(g, dy, cos(g, add(g, x!, Math.PI / 2)))],
})

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: error below 1.5e-7, far less than a pixel of a curve. */
function scalarErf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  return Math.sign(x) * (1 - poly * Math.exp(-x * x))
}
export const erf = unary('Erf', {
  scalar: scalarErf,
  gradient: (g, { inputs: [x] }, dy) => [
    mul(g, dy, mul(g, exp(g, neg(g, square(g, x!))), 2 / Math.sqrt(Math.PI))),
  ],
})

export const pow: BinaryOp = binary('Pow', {
  scalar: (a, b) => a ** b,
  // d/db a^b = a^b ln a, taken as 0 where a ≤ 0 (TensorFlow's choice, which keeps the base's gradient usable).
  gradient(g, y, dy) {
    const [a, b] = y.inputs as [Tensor, Tensor]
    const isPositive = greater(g, a, 0)
    const logarithm = select(g, isPositive, log(g, select(g, isPositive, a, 1)), 0)
    return [mul(g, dy, mul(g, b, pow(g, a, sub(g, b, 1)))), mul(g, dy, mul(g, y, logarithm))]
  },
})
