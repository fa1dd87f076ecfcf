/** Regularizers: penalties on a weight or an output, added to the loss. keras/src/regularizers/regularizers.py. */
import {
  type Config,
  type Definition,
  type Family,
  type Fields,
  float,
  getMember,
  type Props,
} from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'

export interface RegularizerDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** The penalty, a scalar. */
  penalty(m: Ops, x: Tensor, props: Props<F>): Tensor
}
const defineRegularizer = <const F extends Fields>(d: RegularizerDefinition<F>) =>
  d as unknown as RegularizerDefinition

const factor = (initial: number, en: string, ko: string) =>
  float({ default: initial, min: 0, help: { en, ko } })

export const l1 = defineRegularizer({
  type: 'l1',
  keras: 'regularizers.L1',
  help: {
    en: 'Penalty on absolute values: pushes weights to 0.',
    ko: '절댓값의 합: 가중치를 0에 가깝게 합니다.',
  },
  fields: { l1: factor(0.01, 'Factor on the sum of absolute values.', '절댓값 합에 곱하는 수.') },
  penalty: (m, x, p) => m.mul(m.sum(m.abs(x)), p.l1),
})

export const l2 = defineRegularizer({
  type: 'l2',
  keras: 'regularizers.L2',
  help: { en: 'Penalty on squares: keeps weights small.', ko: '제곱의 합: 가중치를 작게 합니다.' },
  fields: { l2: factor(0.01, 'Factor on the sum of squares.', '제곱 합에 곱하는 수.') },
  penalty: (m, x, p) => m.mul(m.sum(m.square(x)), p.l2),
})

export const l1l2 = defineRegularizer({
  type: 'l1l2',
  keras: 'regularizers.L1L2',
  help: { en: 'Both penalties at once.', ko: '두 벌점을 함께 씁니다.' },
  fields: {
    l1: factor(0, 'Factor on the sum of absolute values.', '절댓값 합에 곱하는 수.'),
    l2: factor(0, 'Factor on the sum of squares.', '제곱 합에 곱하는 수.'),
  },
  penalty: (m, x, p) => m.add(m.mul(m.sum(m.abs(x)), p.l1), m.mul(m.sum(m.square(x)), p.l2)),
})

export const regularizers: Family<RegularizerDefinition> = {
  name: { en: 'regularizer', ko: '규제' },
  members: [l1, l2, l1l2],
}

/** The penalty of a configured regularizer on `x`, a scalar. */
export function penalty(m: Ops, x: Tensor, value: Config): Tensor {
  const definition = getMember(regularizers, value)
  return definition.penalty(m, x, value as unknown as Props<typeof definition.fields>)
}
