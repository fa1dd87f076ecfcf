/** JavaScript formulas of the elementwise operations; a, b and c are elements of the inputs. Shapes are handled by the loop. */
import type { OpType } from '../../../../shared/graph/ops.ts'

/** Klambauer et al. 2017, with the digits that Keras and TensorFlow use. */
const SELU_ALPHA = 1.6732632423543772
const SELU_SCALE = 1.0507009873554805

/** Functions that formulas may call. */
export const FUNCTIONS = {
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  softplus: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  erf,
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions: the series 7.1.6 near 0, the continued fraction 7.1.14 otherwise. The error
 *  is below 1e-8, less than the precision of float32. */
function erf(x: number): number {
  const a = Math.abs(x)
  if (a > 4) return Math.sign(x)
  if (a < 2) {
    let term = a
    let sum = a
    for (let n = 1; Math.abs(term) > 1e-10 * sum; n++) {
      term *= (2 * a * a) / (2 * n + 1)
      sum += term
    }
    return (Math.sign(x) * 2 * Math.exp(-a * a) * sum) / Math.sqrt(Math.PI)
  }
  let fraction = 0
  for (let n = 40; n > 0; n--) fraction = n / 2 / (a + fraction)
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction))
}

export const FORMULAS: { readonly [type in OpType]?: string } = {
  Neg: '-a',
  Abs: 'Math.abs(a)',
  Sign: 'Math.sign(a)',
  Exp: 'Math.exp(a)',
  Log: 'Math.log(a)',
  Sqrt: 'Math.sqrt(a)',
  Rsqrt: '1 / Math.sqrt(a)',
  Square: 'a * a',
  Tanh: 'Math.tanh(a)',
  Sigmoid: 'f.sigmoid(a)',
  Relu: 'a < 0 ? 0 : a',
  Relu6: 'a < 0 ? 0 : a > 6 ? 6 : a',
  Elu: 'a > 0 ? a : Math.expm1(a)',
  Selu: `${SELU_SCALE} * (a > 0 ? a : ${SELU_ALPHA} * Math.expm1(a))`,
  Softplus: 'f.softplus(a)',
  Softsign: 'a / (1 + Math.abs(a))',
  Erf: 'f.erf(a)',
  Floor: 'Math.floor(a)',
  Cos: 'Math.cos(a)',
  IsFinite: 'Number.isFinite(a) ? 1 : 0',
  Add: 'a + b',
  Sub: 'a - b',
  Mul: 'a * b',
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
  SoftplusGrad: 'a * f.sigmoid(b)',
  SoftsignGrad: 'a / (1 + Math.abs(b)) ** 2',
  EluGrad: 'b > 0 ? a : a * (b + 1)',
  SeluGrad: `b > 0 ? a * ${SELU_SCALE} : a * (b + ${SELU_SCALE * SELU_ALPHA})`,
}
