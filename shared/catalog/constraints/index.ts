/** Constraints: projections applied to a weight after each training step. keras/src/constraints/constraints.py. */
import {
  type Config,
  type Definition,
  type Family,
  type Fields,
  float,
  getMember,
  int,
  type Props,
} from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'

export interface ConstraintDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** The weight projected onto the values that the constraint allows. */
  apply(m: Ops, w: Tensor, props: Props<F>): Tensor
}
const defineConstraint = <const F extends Fields>(d: ConstraintDefinition<F>) =>
  d as unknown as ConstraintDefinition

/** keras.config.epsilon(); prevents division by 0. */
const EPSILON = 1e-7

const axis = () =>
  int({
    default: 0,
    min: -8,
    max: 7,
    help: {
      en: 'Axis along which norms are computed; 0: all weights into one unit.',
      ko: '노름을 계산하는 축. 0이면 한 유닛으로 들어가는 모든 가중치입니다.',
    },
  })
const normField = (initial: number, en: string, ko: string) =>
  float({ default: initial, min: 0, help: { en, ko } })

/** L2 norms along an axis, which is kept with size 1. */
const norms = (m: Ops, w: Tensor, along: number): Tensor =>
  m.sqrt(m.sum(m.square(w), [along < 0 ? along + w.shape.length : along], true))
const clip = (m: Ops, x: Tensor, low: number, high: number): Tensor => m.minimum(m.maximum(x, low), high)

const maxNorm = defineConstraint({
  type: 'max_norm',
  keras: 'constraints.MaxNorm',
  help: {
    en: 'Limits the norm of the weights into each unit.',
    ko: '유닛으로 들어가는 가중치의 노름을 제한합니다.',
  },
  fields: { max_value: normField(2, 'Largest norm.', '가장 큰 노름.'), axis: axis() },
  apply(m, w, p) {
    const length = norms(m, w, p.axis)
    return m.mul(w, m.div(clip(m, length, 0, p.max_value), m.add(length, EPSILON)))
  },
})

const nonNeg = defineConstraint({
  type: 'non_neg',
  keras: 'constraints.NonNeg',
  help: { en: 'Weights are 0 or more.', ko: '가중치는 0 이상입니다.' },
  fields: {},
  apply: (m, w) => m.maximum(w, 0),
})

const unitNorm = defineConstraint({
  type: 'unit_norm',
  keras: 'constraints.UnitNorm',
  help: { en: 'The weights into each unit have norm 1.', ko: '유닛으로 들어가는 가중치의 노름이 1입니다.' },
  fields: { axis: axis() },
  apply: (m, w, p) => m.div(w, m.add(norms(m, w, p.axis), EPSILON)),
})

const minMaxNorm = defineConstraint({
  type: 'min_max_norm',
  keras: 'constraints.MinMaxNorm',
  help: {
    en: 'Keeps the norm of the weights into each unit between two limits.',
    ko: '유닛으로 들어가는 가중치의 노름을 두 값 사이로 유지합니다.',
  },
  fields: {
    min_value: normField(0, 'Smallest norm.', '가장 작은 노름.'),
    max_value: normField(1, 'Largest norm.', '가장 큰 노름.'),
    rate: float({
      default: 1,
      min: 0,
      max: 1,
      help: {
        en: 'How strictly the limits are enforced at each step; 1: exactly.',
        ko: '스텝마다 제한을 적용하는 정도. 1이면 정확히 지킵니다.',
      },
    }),
    axis: axis(),
  },
  apply(m, w, p) {
    const length = norms(m, w, p.axis)
    const target = m.add(m.mul(clip(m, length, p.min_value, p.max_value), p.rate), m.mul(length, 1 - p.rate))
    return m.mul(w, m.div(target, m.add(length, EPSILON)))
  },
})

export const constraints: Family<ConstraintDefinition> = {
  name: { en: 'constraint', ko: '제약' },
  members: [maxNorm, nonNeg, unitNorm, minMaxNorm],
}

/** Applies a configured constraint to a weight. */
export function applyConstraint(m: Ops, w: Tensor, value: Config): Tensor {
  const definition = getMember(constraints, value)
  return definition.apply(m, w, value as unknown as Props<typeof definition.fields>)
}

/** Whether a weight of this rank has the axis that the constraint measures along. */
export function hasAxis(value: Config, rank: number): boolean {
  const { axis: along } = value
  return typeof along !== 'number' || (along >= -rank && along < rank)
}
