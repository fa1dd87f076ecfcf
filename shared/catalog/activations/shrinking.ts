/** Activations that shrink or replace small numbers. keras/src/backend/tensorflow/nn.py. */
import { float } from '../../fields/index.ts'
import { atLeast, defineActivation, UNBOUNDED } from './activation.ts'

const thresholdField = () =>
  float({
    default: 0.5,
    min: 0,
    help: { en: 'Values closer to 0 than this become 0.', ko: '이보다 0에 가까우면 0이 됩니다.' },
  })

export const softShrink = defineActivation('soft_shrink', {
  help: {
    en: 'Moves x towards 0 by the threshold.',
    ko: 'x를 threshold만큼 0 쪽으로 옮깁니다.',
  },
  fields: { threshold: thresholdField() },
  formula: ({ threshold: t }) => `x > ${t}: x − ${t}; x < −${t}: x + ${t}; else 0`,
  range: () => UNBOUNDED,
  apply: (m, x, { threshold: t }) =>
    m.select(m.greater(x, t), m.sub(x, t), m.select(m.less(x, -t), m.add(x, t), 0)),
})

export const hardShrink = defineActivation('hard_shrink', {
  help: {
    en: 'x, or 0 where |x| is not above the threshold.',
    ko: '|x|가 threshold보다 크지 않으면 0, 아니면 x.',
  },
  fields: { threshold: thresholdField() },
  formula: (p) => `|x| > ${p.threshold}: x; else 0`,
  range: () => UNBOUNDED,
  apply: (m, x, p) => m.select(m.greater(m.abs(x), p.threshold), x, 0),
})

export const tanhShrink = defineActivation('tanh_shrink', {
  help: { en: 'x − tanh(x).', ko: 'x − tanh(x).' },
  formula: () => 'x − tanh(x)',
  range: () => UNBOUNDED,
  apply: (m, x) => m.sub(x, m.tanh(x)),
})

/** Keras has no defaults for its two arguments. */
export const threshold = defineActivation('threshold', {
  help: {
    en: 'x above the threshold, otherwise a fixed value.',
    ko: 'threshold보다 크면 x, 아니면 정해진 값.',
  },
  fields: {
    threshold: float({
      default: 0,
      required: true,
      help: { en: 'Values above it pass unchanged.', ko: '이보다 큰 값은 그대로 통과합니다.' },
    }),
    default_value: float({
      default: 0,
      required: true,
      help: { en: 'Replacement for all other values.', ko: '나머지를 대체하는 값.' },
    }),
  },
  formula: (p) => `x > ${p.threshold}: x; else ${p.default_value}`,
  range: (p) => atLeast(Math.min(p.threshold, p.default_value)),
  apply: (m, x, p) => m.select(m.greater(x, p.threshold), x, p.default_value),
})
