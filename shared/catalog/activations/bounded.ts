/** Activations bounded on both sides, and activations derived from them. keras/src/backend/tensorflow/nn.py. */
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { atLeast, atMost, defineActivation } from './activation.ts'

export const sigmoid = defineActivation('sigmoid', {
  help: { en: '1 ÷ (1 + e⁻ˣ): between 0 and 1.', ko: '1 ÷ (1 + e⁻ˣ): 0과 1 사이.' },
  probabilities: 'independent',
  suitableInitializer: 'glorot',
  saturation: 2,
  formula: () => '1 ÷ (1 + e⁻ˣ)',
  range: () => [0, 1],
  apply: (m, x) => m.sigmoid(x),
})

const applyHardSigmoid = (m: Ops, x: Tensor) => m.div(m.relu6(m.add(x, 3)), 6)

export const hardSigmoid = defineActivation('hard_sigmoid', {
  help: { en: 'Piecewise linear approximation of sigmoid.', ko: 'sigmoid를 직선으로 근사한 함수.' },
  suitableInitializer: 'glorot',
  saturation: 2,
  formula: () => 'min(max(x ÷ 6 + ½, 0), 1)',
  range: () => [0, 1],
  apply: applyHardSigmoid,
})

export const hardSilu = defineActivation('hard_silu', {
  help: {
    en: 'x · hard_sigmoid(x), also called hard_swish.',
    ko: 'x · hard_sigmoid(x), hard_swish라고도 합니다.',
  },
  formula: () => 'x · min(max(x ÷ 6 + ½, 0), 1)',
  range: () => atLeast(-0.375),
  apply: (m, x) => m.mul(x, applyHardSigmoid(m, x)),
})

export const logSigmoid = defineActivation('log_sigmoid', {
  help: { en: 'Logarithm of sigmoid.', ko: 'sigmoid의 로그.' },
  formula: () => '−log(1 + e⁻ˣ)',
  range: () => atMost(0),
  apply: (m, x) => m.neg(m.softplus(m.neg(x))),
})

export const tanh = defineActivation('tanh', {
  help: { en: 'Between −1 and 1.', ko: '−1과 1 사이.' },
  suitableInitializer: 'glorot',
  saturation: 1,
  formula: () => '(eˣ − e⁻ˣ) ÷ (eˣ + e⁻ˣ)',
  range: () => [-1, 1],
  apply: (m, x) => m.tanh(x),
})

export const hardTanh = defineActivation('hard_tanh', {
  help: { en: 'x, limited to −1 to 1.', ko: '−1과 1 사이로 제한한 x.' },
  suitableInitializer: 'glorot',
  saturation: 1,
  formula: () => 'min(max(x, −1), 1)',
  range: () => [-1, 1],
  apply: (m, x) => m.maximum(m.minimum(x, 1), -1),
})

export const softsign = defineActivation('softsign', {
  help: { en: 'x ÷ (1 + |x|).', ko: 'x ÷ (1 + |x|).' },
  suitableInitializer: 'glorot',
  saturation: 1,
  formula: () => 'x ÷ (1 + |x|)',
  range: () => [-1, 1],
  apply: (m, x) => m.softsign(x),
})
