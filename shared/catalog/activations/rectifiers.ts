/** Activations that pass positive numbers through and reduce negative ones. keras/src/backend/tensorflow/nn.py. */
import { float, optionalFloat } from '../../fields/index.ts'
import { atLeast, defineActivation, UNBOUNDED } from './activation.ts'

export const relu = defineActivation('relu', {
  help: { en: 'max(x, 0).', ko: 'max(x, 0).' },
  fields: {
    negative_slope: float({
      default: 0,
      help: { en: 'Slope below the threshold.', ko: 'threshold 아래의 기울기.' },
    }),
    max_value: optionalFloat({
      min: 0,
      help: { en: 'Largest output; empty for no limit.', ko: '출력의 최댓값. 비우면 제한이 없습니다.' },
    }),
    threshold: float({
      default: 0,
      help: { en: 'Values above it pass unchanged.', ko: '이보다 큰 값은 그대로 통과합니다.' },
    }),
  },
  suitableInitializer: 'he',
  formula: (p) => {
    const above = p.max_value === null ? 'x' : `min(x, ${p.max_value})`
    const below =
      p.negative_slope === 0
        ? '0'
        : p.threshold === 0
          ? `${p.negative_slope} · x`
          : `${p.negative_slope} · (x − ${p.threshold})`
    return `x > ${p.threshold}: ${above}; x ≤ ${p.threshold}: ${below}`
  },
  range: ({ negative_slope: slope, max_value: max, threshold: cutoff }) => [
    slope > 0 ? Number.NEGATIVE_INFINITY : max === null ? Math.min(cutoff, 0) : 0,
    slope < 0 || max === null ? Number.POSITIVE_INFINITY : max,
  ],
  apply(m, x, p) {
    const rectified = p.threshold === 0 ? m.relu(x) : m.select(m.greater(x, p.threshold), x, 0)
    const clipped = p.max_value === null ? rectified : m.maximum(m.minimum(rectified, p.max_value), 0)
    if (p.negative_slope === 0) return clipped
    return m.sub(clipped, m.mul(m.relu(m.sub(p.threshold, x)), p.negative_slope))
  },
})

export const relu6 = defineActivation('relu6', {
  help: { en: 'relu with a maximum of 6.', ko: '최댓값이 6인 relu.' },
  suitableInitializer: 'he',
  formula: () => 'min(max(x, 0), 6)',
  range: () => [0, 6],
  apply: (m, x) => m.relu6(x),
})

export const leakyRelu = defineActivation('leaky_relu', {
  help: { en: 'x above 0, negative_slope · x below.', ko: '0보다 크면 x, 작으면 negative_slope · x.' },
  fields: {
    negative_slope: float({ default: 0.2, help: { en: 'Slope below 0.', ko: '0 아래의 기울기.' } }),
  },
  suitableInitializer: 'he',
  formula: (p) => `x > 0: x; x ≤ 0: ${p.negative_slope} · x`,
  range: (p) => (p.negative_slope > 0 ? UNBOUNDED : atLeast(0)),
  apply: (m, x, p) => m.select(m.greater(x, 0), x, m.mul(x, p.negative_slope)),
})

export const elu = defineActivation('elu', {
  help: { en: 'x above 0, alpha · (eˣ − 1) below.', ko: '0보다 크면 x, 작으면 alpha · (eˣ − 1).' },
  fields: {
    alpha: float({
      default: 1,
      help: { en: 'The smallest output is −alpha.', ko: '출력의 최솟값은 −alpha.' },
    }),
  },
  suitableInitializer: 'he',
  formula: (p) => `x > 0: x; x ≤ 0: ${p.alpha} · (eˣ − 1)`,
  range: (p) => atLeast(Math.min(-p.alpha, 0)),
  apply(m, x, p) {
    const y = m.elu(x)
    return p.alpha === 1 ? y : m.select(m.greater(x, 0), y, m.mul(y, p.alpha))
  },
})

export const celu = defineActivation('celu', {
  help: {
    en: 'x above 0, alpha · (eˣ⸍ᵅ − 1) below: smooth for every alpha.',
    ko: '0보다 크면 x, 작으면 alpha · (eˣ⸍ᵅ − 1). 어떤 alpha에서도 매끄럽습니다.',
  },
  fields: {
    alpha: float({
      default: 1,
      min: 0,
      exclusiveMin: true,
      help: { en: 'The smallest output is −alpha.', ko: '출력의 최솟값은 −alpha.' },
    }),
  },
  suitableInitializer: 'he',
  // For x ≤ 0, elu(x) is eˣ − 1, computed accurately near 0 too.
  formula: (p) => `x > 0: x; x ≤ 0: ${p.alpha} · (e^(x ÷ ${p.alpha}) − 1)`,
  range: (p) => atLeast(-p.alpha),
  apply: (m, x, p) => m.add(m.maximum(x, 0), m.mul(m.elu(m.div(m.minimum(x, 0), p.alpha)), p.alpha)),
})

export const selu = defineActivation('selu', {
  help: { en: 'Scaled ELU that keeps outputs normalized.', ko: '출력을 정규화된 상태로 유지하는 ELU.' },
  selfNormalizing: true,
  suitableInitializer: 'lecun',
  formula: () => '1.0507 · (x > 0: x; x ≤ 0: 1.6733 · (eˣ − 1))',
  range: () => atLeast(-1.0507009873554805 * 1.6732632423543772),
  apply: (m, x) => m.selu(x),
})
