/** A learning-rate schedule: the rate as a function of the steps done, computed in the training step. */
import { type Definition, type Fields, float, int, type Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import type { Text } from '../../text.ts'

/** A fault of a schedule's arguments. */
export interface ScheduleFault {
  readonly code: string
  readonly field: string
  readonly message: Text
}

export interface ScheduleDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** @param step number of training steps before this one, float32 scalar
   *  @returns the learning rate, float32 scalar */
  rate(m: Ops, step: Tensor, props: Props<F>): Tensor
  /** The fault of arguments that are valid one by one but not together; null if there is none. */
  check?(props: Props<F>): ScheduleFault | null
  /** Name of the field with the steps of the whole run, which must be those of the run. */
  readonly stepsOfRun?: string
  /** Initial arguments of a new schedule for a run of `total` steps that had a constant rate. */
  propsForRun(rate: number, total: number): Partial<Props<F>>
}

export const defineSchedule = <const F extends Fields>(d: ScheduleDefinition<F>): ScheduleDefinition =>
  d as unknown as ScheduleDefinition

/** The limit of a number of steps; float32 cannot count further one by one. */
const MAX_STEPS = 2 ** 24

export const initialRate = (en = 'Initial learning rate.', ko = '초기 학습률.') =>
  float({ default: 0.01, min: 0, shownOnNode: true, required: true, help: { en, ko } })
export const steps = (en: string, ko: string, initial = 10_000) =>
  int({ default: initial, min: 1, max: MAX_STEPS, shownOnNode: true, required: true, help: { en, ko } })
export const decayRate = () =>
  float({
    default: 0.1,
    min: 0,
    required: true,
    help: {
      en: 'How much it decreases in decay_steps steps.',
      ko: 'decay_steps 스텝마다 줄어드는 정도.',
    },
  })
/** `propsForRun` of the schedules that decay over the whole run. */
export const decayOverRun = (rate: number, total: number) => ({
  initial_learning_rate: rate,
  decay_steps: total,
})
export const fraction = (initial: number, en: string, ko: string) =>
  float({ default: initial, min: 0, max: 1, help: { en, ko } })

/** Half a cosine wave from 1 at `done` = 0 to 0 at `done` = 1. */
export const halfCosine = (m: Ops, done: Tensor): Tensor => m.mul(m.add(m.cos(m.mul(done, Math.PI)), 1), 0.5)
