/** Schedules that decay by a formula: ExponentialDecay, InverseTimeDecay, PolynomialDecay.
 *  keras/src/optimizers/schedules/learning_rate_schedule.py */
import { bool, float } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { decayOverRun, decayRate, defineSchedule, initialRate, steps } from './schedule.ts'

const staircase = () =>
  bool({
    default: false,
    help: {
      en: 'Decreases in jumps, every decay_steps steps.',
      ko: 'decay_steps 스텝마다 계단식으로 줄입니다.',
    },
  })
const progress = (m: Ops, step: Tensor, p: { decay_steps: number; staircase: boolean }): Tensor => {
  const done = m.div(step, p.decay_steps)
  return p.staircase ? m.floor(done) : done
}

export const exponentialDecay = defineSchedule({
  type: 'ExponentialDecay',
  keras: 'optimizers.schedules.ExponentialDecay',
  help: {
    en: 'Multiplied by decay_rate every decay_steps steps.',
    ko: 'decay_steps 스텝마다 decay_rate를 곱합니다.',
  },
  fields: {
    initial_learning_rate: initialRate(),
    decay_steps: steps(
      'Steps after which the learning rate has been multiplied by decay_rate.',
      '학습률에 decay_rate가 곱해지는 스텝 수.',
    ),
    decay_rate: decayRate(),
    staircase: staircase(),
  },
  propsForRun: decayOverRun,
  rate: (m, step, p) => m.mul(m.pow(p.decay_rate, progress(m, step, p)), p.initial_learning_rate),
})

export const inverseTimeDecay = defineSchedule({
  type: 'InverseTimeDecay',
  keras: 'optimizers.schedules.InverseTimeDecay',
  help: {
    en: 'Divided by 1 + decay_rate × steps / decay_steps.',
    ko: '1 + decay_rate × 스텝 / decay_steps로 나눕니다.',
  },
  fields: {
    initial_learning_rate: initialRate(),
    decay_steps: steps(
      'Steps after which decay_rate is added once to the divisor.',
      '나누는 수에 decay_rate가 한 번 더해지는 스텝 수.',
    ),
    decay_rate: decayRate(),
    staircase: staircase(),
  },
  propsForRun: decayOverRun,
  rate: (m, step, p) => m.div(p.initial_learning_rate, m.add(m.mul(progress(m, step, p), p.decay_rate), 1)),
})

export const polynomialDecay = defineSchedule({
  type: 'PolynomialDecay',
  keras: 'optimizers.schedules.PolynomialDecay',
  help: {
    en: 'Decreases to end_learning_rate in decay_steps steps; linear with power 1.',
    ko: 'decay_steps 스텝 동안 end_learning_rate까지 줄입니다. power가 1이면 직선입니다.',
  },
  fields: {
    initial_learning_rate: initialRate(),
    decay_steps: steps('Steps until the end.', '끝까지의 스텝 수.'),
    end_learning_rate: float({
      default: 0.0001,
      min: 0,
      help: { en: 'Final learning rate.', ko: '마지막 학습률.' },
    }),
    power: float({ default: 1, min: 0, help: { en: 'Power of the polynomial.', ko: '다항식의 차수.' } }),
    cycle: bool({
      default: false,
      help: { en: 'Starts again after the end, each time longer.', ko: '끝나면 더 길게 다시 시작합니다.' },
    }),
  },
  propsForRun: decayOverRun,
  rate(m, step, p) {
    const ceil = (x: Tensor) => m.neg(m.floor(m.neg(x)))
    const length = p.cycle
      ? m.mul(m.maximum(ceil(m.div(step, p.decay_steps)), 1), p.decay_steps)
      : m.constant(p.decay_steps)
    const remaining = m.sub(1, m.div(m.minimum(step, length), length))
    const decayed = m.mul(m.pow(remaining, p.power), p.initial_learning_rate - p.end_learning_rate)
    return m.add(decayed, p.end_learning_rate)
  },
})
