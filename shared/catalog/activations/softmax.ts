/** Activations along an axis: softmax and its logarithm. keras/src/backend/tensorflow/nn.py. */
import { int } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { formatShape } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'
import { atMost, defineActivation } from './activation.ts'

const axis = () =>
  int({
    default: -1,
    min: -8,
    max: 8,
    help: {
      en: 'Axis along which outputs sum to 1; 0, the batch axis, is not allowed.',
      ko: '합이 1이 되는 축. 0은 배치이므로 쓸 수 없습니다.',
    },
  })

/**
 * Applies `f`, which works on the last axis, along any axis: the axis is transposed to the end and back.
 * @throws LayerError when `axis` is the batch axis or does not exist
 */
function applyAlongAxis(m: Ops, x: Tensor, axis: number, f: (x: Tensor) => Tensor): Tensor {
  const rank = x.shape.length
  const index = axis < 0 ? axis + rank : axis
  if (rank > 0 && (index < 1 || index >= rank))
    throw new LayerError(
      {
        en: `axis ${axis} is not a feature axis of ${formatShape(x.shape)}. Use -1.`,
        ko: `axis ${axis}은(는) ${formatShape(x.shape)}의 특징 축이 아닙니다. -1을 쓰세요.`,
      },
      'activation',
    )
  if (index === rank - 1 || rank === 0) return f(x)
  const perm = x.shape.map((_, i) => (i === index ? rank - 1 : i === rank - 1 ? index : i))
  return m.transpose(f(m.transpose(x, perm)), perm)
}

export const softmax = defineActivation('softmax', {
  help: { en: 'Probabilities that sum to 1.', ko: '합이 1인 확률.' },
  fields: { axis: axis() },
  probabilities: 'exclusive',
  suitableInitializer: 'glorot',
  formula: () => 'eˣ ÷ Σ eˣ',
  range: () => [0, 1],
  apply: (m, x, p) => applyAlongAxis(m, x, p.axis, m.softmax),
})

export const logSoftmax = defineActivation('log_softmax', {
  help: { en: 'Logarithm of softmax.', ko: 'softmax의 로그.' },
  fields: { axis: axis() },
  suitableInitializer: 'glorot',
  formula: () => 'x − log Σ eˣ',
  range: () => atMost(0),
  apply: (m, x, p) => applyAlongAxis(m, x, p.axis, m.logSoftmax),
})
