/** Activations by Keras's names. keras/src/activations/activations.py. */
import type { Definition, Family, Fields, Props } from '../fields.ts'
import type { Ops } from '../graph/graph.ts'
import type { Tensor } from '../graph/ops.ts'
import type { Text } from '../text.ts'

export interface ActivationDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  apply(m: Ops, x: Tensor, props: Props<F>): Tensor
}

const define = (type: string, help: Text, apply: (m: Ops, x: Tensor) => Tensor): ActivationDefinition => ({
  type,
  keras: `activations.${type}`,
  help,
  fields: {},
  apply,
})

export const activations: Family<ActivationDefinition> = {
  name: { en: 'activation', ko: '활성화 함수' },
  members: [
    define('linear', { en: 'x: no activation.', ko: 'x: 활성화 없음.' }, (_, x) => x),
    define('relu', { en: 'max(x, 0).', ko: 'max(x, 0).' }, (m, x) => m.relu(x)),
    define('elu', { en: 'x above 0, eˣ − 1 below.', ko: '0보다 크면 x, 작으면 eˣ − 1.' }, (m, x) => m.elu(x)),
    define('selu', { en: 'Scaled ELU that normalizes itself.', ko: '스스로 정규화되는 ELU.' }, (m, x) =>
      m.selu(x),
    ),
    define('leaky_relu', { en: 'x above 0, 0.2 x below.', ko: '0보다 크면 x, 작으면 0.2 x.' }, (m, x) =>
      m.select(m.greater(x, 0), x, m.mul(x, 0.2)),
    ),
    define('gelu', { en: 'x · Φ(x), the exact form.', ko: 'x · Φ(x), 정확한 식.' }, (m, x) =>
      m.mul(m.mul(x, 0.5), m.add(m.erf(m.mul(x, Math.SQRT1_2)), 1)),
    ),
    define(
      'silu',
      { en: 'x · sigmoid(x), also called swish.', ko: 'x · sigmoid(x), swish라고도 합니다.' },
      (m, x) => m.mul(x, m.sigmoid(x)),
    ),
    define('mish', { en: 'x · tanh(softplus(x)).', ko: 'x · tanh(softplus(x)).' }, (m, x) =>
      m.mul(x, m.tanh(m.softplus(x))),
    ),
    define('sigmoid', { en: '1 ÷ (1 + e⁻ˣ): between 0 and 1.', ko: '1 ÷ (1 + e⁻ˣ): 0과 1 사이.' }, (m, x) =>
      m.sigmoid(x),
    ),
    define('hard_sigmoid', { en: 'Straight-line sigmoid.', ko: '직선으로 된 sigmoid.' }, (m, x) =>
      m.div(m.relu6(m.add(x, 3)), 6),
    ),
    define('tanh', { en: 'Between −1 and 1.', ko: '−1과 1 사이.' }, (m, x) => m.tanh(x)),
    define('softplus', { en: 'log(1 + eˣ).', ko: 'log(1 + eˣ).' }, (m, x) => m.softplus(x)),
    define('softsign', { en: 'x ÷ (1 + |x|).', ko: 'x ÷ (1 + |x|).' }, (m, x) => m.softsign(x)),
    define('exponential', { en: 'eˣ.', ko: 'eˣ.' }, (m, x) => m.exp(x)),
    define('softmax', { en: 'Probabilities that sum to 1.', ko: '합이 1인 확률.' }, (m, x) => m.softmax(x)),
    define('log_softmax', { en: 'Logarithm of softmax.', ko: 'softmax의 로그.' }, (m, x) => m.logSoftmax(x)),
  ],
}
