/** Smooth activations, most of them without an upper bound. keras/src/backend/tensorflow/nn.py. */
import { bool, float } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { atLeast, defineActivation, UNBOUNDED } from './activation.ts'

/** Hendrycks and Gimpel 2016: the exact form and the tanh approximation. */
export const gelu = defineActivation('gelu', {
  help: { en: 'x · Φ(x), Φ the normal distribution.', ko: 'x · Φ(x), Φ는 정규 분포.' },
  fields: {
    approximate: bool({
      default: false,
      help: { en: 'Approximates Φ with tanh.', ko: 'Φ를 tanh로 근사합니다.' },
    }),
  },
  suitableInitializer: 'he',
  formula: (p) => (p.approximate ? '½x · (1 + tanh(√(2/π) · (x + 0.044715x³)))' : 'x · Φ(x)'),
  range: (p) => atLeast(p.approximate ? -0.17004075057126 : -0.16997120747991),
  apply(m, x, p) {
    const half = m.mul(x, 0.5)
    if (!p.approximate) return m.mul(half, m.add(m.erf(m.mul(x, Math.SQRT1_2)), 1))
    const inner = m.mul(m.add(x, m.mul(m.mul(x, m.square(x)), 0.044715)), Math.sqrt(2 / Math.PI))
    return m.mul(half, m.add(m.tanh(inner), 1))
  },
})

export const silu = defineActivation('silu', {
  help: { en: 'x · sigmoid(x), also called swish.', ko: 'x · sigmoid(x), swish라고도 합니다.' },
  suitableInitializer: 'he',
  formula: () => 'x ÷ (1 + e⁻ˣ)',
  range: () => atLeast(-0.27846454276107),
  apply: (m, x) => m.mul(x, m.sigmoid(x)),
})

export const mish = defineActivation('mish', {
  help: { en: 'x · tanh(softplus(x)).', ko: 'x · tanh(softplus(x)).' },
  suitableInitializer: 'he',
  formula: () => 'x · tanh(log(1 + eˣ))',
  range: () => atLeast(-0.30884341301725),
  apply: (m, x) => m.mul(x, m.tanh(m.softplus(x))),
})

export const softplus = defineActivation('softplus', {
  help: { en: 'log(1 + eˣ).', ko: 'log(1 + eˣ).' },
  formula: () => 'log(1 + eˣ)',
  range: () => atLeast(0),
  apply: (m, x) => m.softplus(x),
})

export const squareplus = defineActivation('squareplus', {
  help: { en: '(x + √(x² + b)) ÷ 2.', ko: '(x + √(x² + b)) ÷ 2.' },
  fields: {
    b: float({
      default: 4,
      min: 0,
      help: { en: 'How smooth it is near 0.', ko: '0 근처에서 매끄러운 정도.' },
    }),
  },
  formula: (p) => `(x + √(x² + ${p.b})) ÷ 2`,
  range: () => atLeast(0),
  apply: (m, x, p) => m.mul(m.add(x, m.sqrt(m.add(m.square(x), p.b))), 0.5),
})

export const sparsePlus = defineActivation('sparse_plus', {
  help: {
    en: '0 up to −1, (x + 1)² ÷ 4 up to 1, x above.',
    ko: '−1까지는 0, 1까지는 (x + 1)² ÷ 4, 그 위는 x.',
  },
  formula: () => 'x ≤ −1: 0; x < 1: (x + 1)² ÷ 4; x ≥ 1: x',
  range: () => atLeast(0),
  apply: (m, x) => between(m, x, 0, m.mul(m.square(m.add(x, 1)), 0.25), x),
})

export const sparseSigmoid = defineActivation('sparse_sigmoid', {
  help: {
    en: '0 up to −1, (x + 1) ÷ 2 up to 1, 1 above.',
    ko: '−1까지는 0, 1까지는 (x + 1) ÷ 2, 그 위는 1.',
  },
  formula: () => 'x ≤ −1: 0; x < 1: (x + 1) ÷ 2; x ≥ 1: 1',
  range: () => [0, 1],
  apply: (m, x) => between(m, x, 0, m.mul(m.add(x, 1), 0.5), 1),
})

/** A piecewise function: `low` for x ≤ −1, `middle` for −1 < x < 1, `high` for x ≥ 1. */
const between = (m: Ops, x: Tensor, low: number, middle: Tensor, high: Tensor | number): Tensor =>
  m.select(m.lessEqual(x, -1), low, m.select(m.less(x, 1), middle, high))

export const exponential = defineActivation('exponential', {
  help: { en: 'eˣ.', ko: 'eˣ.' },
  formula: () => 'eˣ',
  range: () => atLeast(0),
  apply: (m, x) => m.exp(x),
})

export const linear = defineActivation('linear', {
  help: { en: 'x: no activation.', ko: 'x: 활성화 없음.' },
  identity: true,
  formula: () => 'x',
  range: () => UNBOUNDED,
  apply: (_, x) => x,
})
