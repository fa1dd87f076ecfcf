/** What an optimizer is: a rule that gives each weight's next value from its gradient, with what it must remember. */
import { type Definition, type Fields, float, type Props } from '../../fields.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/ops.ts'

/** A number or tensor that the optimizer keeps from step to step. */
export interface Memory {
  readonly value: Tensor
  set(next: Tensor): void
}

export interface OptimizerBuilder extends Ops {
  /** Steps done before this one, plus 1: float32 scalar. */
  readonly iteration: Tensor
  /** float32 scalar; a state, so that it can change without a new compile. */
  readonly learningRate: Tensor
  /** A scalar kept across steps, shared by all weights. */
  scalar(name: string, initial: number): Memory
}

/** Next value of one weight. `slot(name)` is a tensor of the weight's shape kept across steps, first 0. */
export type UpdateRule = (weight: Tensor, gradient: Tensor, slot: (name: string) => Memory) => Tensor

export interface OptimizerDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F & { readonly learning_rate: ReturnType<typeof float> }
  /** Called once a step: scalars that all weights share are worked out here. */
  step(o: OptimizerBuilder, props: Props<F>): UpdateRule
}

export const defineOptimizer = <const F extends Fields>(d: OptimizerDefinition<F>): OptimizerDefinition =>
  d as unknown as OptimizerDefinition

export const learningRate = (initial: number) =>
  float({ default: initial, min: 0, telling: true, help: { en: 'Size of a step.', ko: '한 걸음의 크기.' } })
export const decay = (initial: number, en: string, ko: string) =>
  float({ default: initial, min: 0, max: 1, help: { en, ko } })
export const epsilon = () =>
  float({
    default: 1e-7,
    min: 0,
    help: { en: 'Added to the divisor against division by 0.', ko: '0으로 나누지 않도록 더하는 수.' },
  })
