/** Half a cosine wave, once (with an optional warm-up) or repeatedly. keras/src/optimizers/schedules/learning_rate_schedule.py;
 *  Loshchilov and Hutter 2016, "SGDR". */
import { float, int, optionalFloat } from '../../fields/index.ts'
import { decayOverRun, defineSchedule, fraction, halfCosine, initialRate, steps } from './schedule.ts'

const alpha = () =>
  fraction(0, 'Fraction of the learning rate that is left at the end.', '끝에 남는 학습률의 비율.')

export const cosineDecay = defineSchedule({
  type: 'CosineDecay',
  keras: 'optimizers.schedules.CosineDecay',
  help: {
    en: 'Decreases along half a cosine wave; can increase to warmup_target first.',
    ko: '코사인 반 주기를 따라 줄입니다. 먼저 warmup_target까지 올릴 수 있습니다.',
  },
  fields: {
    initial_learning_rate: initialRate(),
    decay_steps: steps('Number of decay steps.', '감소하는 스텝 수.'),
    alpha: alpha(),
    warmup_target: optionalFloat({
      min: 0,
      help: { en: 'Learning rate to reach before the decay.', ko: '감소하기 전에 도달할 학습률.' },
    }),
    warmup_steps: int({
      default: 0,
      max: 2 ** 24,
      help: { en: 'Number of warmup steps.', ko: '워밍업 스텝 수.' },
    }),
  },
  propsForRun: decayOverRun,
  rate(m, step, p) {
    const warming = p.warmup_target === null ? 0 : p.warmup_steps
    const top = p.warmup_target ?? p.initial_learning_rate
    const done = m.div(m.minimum(m.sub(step, warming), p.decay_steps), p.decay_steps)
    const falling = m.mul(m.add(m.mul(halfCosine(m, done), 1 - p.alpha), p.alpha), top)
    if (warming === 0) return falling
    const rising = m.add(m.mul(m.div(step, warming), top - p.initial_learning_rate), p.initial_learning_rate)
    return m.select(m.less(step, warming), rising, falling)
  },
})

export const cosineDecayRestarts = defineSchedule({
  type: 'CosineDecayRestarts',
  keras: 'optimizers.schedules.CosineDecayRestarts',
  help: {
    en: 'Repeated cosine decay, each time t_mul times as long and m_mul times as high.',
    ko: '코사인 감소를 반복합니다. 매번 길이는 t_mul배, 높이는 m_mul배입니다.',
  },
  fields: {
    initial_learning_rate: initialRate(),
    first_decay_steps: steps('Number of steps of the first decay.', '첫 감소의 스텝 수.', 1000),
    t_mul: float({
      default: 2,
      min: 1,
      help: { en: 'Factor on the length of each next decay.', ko: '다음 감소의 길이에 곱하는 수.' },
    }),
    m_mul: float({
      default: 1,
      min: 0,
      help: { en: 'Factor on the height of each next decay.', ko: '다음 감소의 높이에 곱하는 수.' },
    }),
    alpha: alpha(),
  },
  // Three waves with lengths in the ratio 1 : 2 : 4.
  propsForRun: (rate, total) => ({
    initial_learning_rate: rate,
    first_decay_steps: Math.max(Math.ceil(total / 7), 1),
  }),
  rate(m, step, p) {
    const done = m.div(step, p.first_decay_steps)
    // Waves of equal length, or the sum of a geometric series.
    const wave =
      p.t_mul === 1
        ? m.floor(done)
        : m.floor(m.div(m.log(m.sub(1, m.mul(done, 1 - p.t_mul))), Math.log(p.t_mul)))
    const length = m.pow(p.t_mul, wave)
    const waveStart = p.t_mul === 1 ? wave : m.div(m.sub(1, length), 1 - p.t_mul)
    const height = m.pow(p.m_mul, wave)
    const decayed = m.mul(height, halfCosine(m, m.div(m.sub(done, waveStart), length)))
    return m.mul(m.add(m.mul(decayed, 1 - p.alpha), p.alpha), p.initial_learning_rate)
  },
})
