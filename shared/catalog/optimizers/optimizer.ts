/** An optimizer: a rule that computes each weight's next value from its gradient and from the optimizer's variables. */
import {
  bool,
  type Definition,
  type Fields,
  float,
  optionalFloat,
  optionalInt,
  type Props,
  rate,
} from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { schedules } from '../schedules/index.ts'

/** A number or tensor that the optimizer keeps between steps. */
export interface OptimizerVariable {
  readonly value: Tensor
  set(next: Tensor): void
}

export interface OptimizerBuilder extends Ops {
  /** Number of weight updates including this one: float32 scalar. */
  readonly iteration: Tensor
  /** float32 scalar. A constant rate is a state, so that it can change without recompiling; a schedule computes it from the step number. */
  readonly learningRate: Tensor
  /** A scalar kept between steps, shared by all weights. */
  scalar(name: string, initial: number): OptimizerVariable
}

/** Computes the next value of one weight. `slot(name)` is a tensor of the weight's shape that is kept between steps and starts at
 *  `initial` or 0. */
export type UpdateRule = (
  weight: Tensor,
  gradient: Tensor,
  slot: (name: string, initial?: number) => OptimizerVariable,
) => Tensor

export interface OptimizerDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F & { readonly learning_rate: ReturnType<typeof rate> }
  /** Called once per step, so that scalars shared by all weights are computed once. */
  step(o: OptimizerBuilder, props: Props<F>): UpdateRule
}

/** Adds the fields that all Keras optimizers have; common.ts applies them. */
export const defineOptimizer = <const F extends Fields>(d: OptimizerDefinition<F>): OptimizerDefinition =>
  ({ ...d, fields: { ...d.fields, ...without(commonFields, d.fields) } }) as unknown as OptimizerDefinition

const without = (fields: Fields, own: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(own, name)))

export const learningRate = (initial: number) =>
  rate({
    family: () => schedules,
    default: initial,
    shownOnNode: true,
    help: {
      en: 'Step size: a number, or a schedule that changes it.',
      ko: '스텝의 크기: 숫자 또는 학습률 스케줄.',
    },
  })
export const decay = (initial: number, en: string, ko: string) =>
  float({ default: initial, min: 0, max: 1, help: { en, ko } })
export const epsilon = () =>
  float({
    default: 1e-7,
    min: 0,
    help: { en: 'Added to the divisor to avoid division by 0.', ko: '0으로 나누지 않도록 더하는 수.' },
  })
export const accumulator = () =>
  float({
    default: 0.1,
    min: 0,
    help: { en: 'Initial value of the sums of squared gradients.', ko: '기울기 제곱 합의 초깃값.' },
  })
const DECAY = {
  en: 'Weight decay: fraction of each weight, times the learning rate, subtracted at every step.',
  ko: '가중치 감쇠: 스텝마다 학습률을 곱해 가중치에서 빼는 비율.',
}
export const weightDecay = (initial: number) => float({ default: initial, min: 0, help: DECAY })
const limit = (en: string, ko: string) =>
  optionalFloat({ min: 0, exclusiveMin: true, advanced: true, help: { en, ko } })

/** keras/src/optimizers/base_optimizer.py. Keras accepts only one of the three clipping limits. */
const commonFields = {
  weight_decay: optionalFloat({ min: 0, advanced: true, help: DECAY }),
  clipnorm: limit('Largest gradient norm of each weight tensor.', '가중치 텐서마다 기울기 노름의 최댓값.'),
  clipvalue: limit('Largest element of a gradient.', '기울기 원소의 최댓값.'),
  global_clipnorm: limit(
    'Longest gradient of all weights together.',
    '모든 가중치를 합친 기울기 노름의 최댓값.',
  ),
  use_ema: bool({
    default: false,
    advanced: true,
    help: {
      en: 'Replaces the weights with their moving averages at the end (Polyak averaging).',
      ko: '끝에 가중치를 이동 평균으로 대체합니다(Polyak 평균).',
    },
  }),
  ema_momentum: float({
    default: 0.99,
    min: 0,
    max: 1,
    advanced: true,
    help: { en: 'Decay rate of these averages.', ko: '이동 평균의 감쇠율.' },
  }),
  ema_overwrite_frequency: optionalInt({
    min: 1,
    advanced: true,
    help: {
      en: 'Number of updates after which the weights are replaced with their averages; None: only at the end.',
      ko: '가중치를 평균으로 대체하는 간격(업데이트 횟수). None이면 끝에만 대체합니다.',
    },
  }),
  gradient_accumulation_steps: optionalInt({
    min: 2,
    advanced: true,
    help: {
      en: 'Number of batches whose gradients are averaged for one update: a larger batch in the same memory.',
      ko: '한 번 업데이트할 때 기울기를 평균하는 배치 수. 같은 메모리로 더 큰 배치가 됩니다.',
    },
  }),
}
export const CLIPS = ['clipnorm', 'clipvalue', 'global_clipnorm'] as const
