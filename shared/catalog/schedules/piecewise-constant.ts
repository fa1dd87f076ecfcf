/** PiecewiseConstantDecay: keras/src/optimizers/schedules/learning_rate_schedule.py. */
import { numbers, toArray } from '../../fields/index.ts'
import { defineSchedule } from './schedule.ts'

/** The limit of boundaries; each adds a comparison to the training step. */
const MAX_BOUNDARIES = 64

export const piecewiseConstantDecay = defineSchedule({
  type: 'PiecewiseConstantDecay',
  keras: 'optimizers.schedules.PiecewiseConstantDecay',
  help: {
    en: 'One learning rate up to the first boundary, the next up to the second, …',
    ko: '첫 경계까지 첫 학습률, 다음 경계까지 다음 학습률…',
  },
  fields: {
    boundaries: numbers({
      default: [5000, 10_000],
      integer: true,
      maxLength: MAX_BOUNDARIES,
      min: 0,
      max: 2 ** 24,
      required: true,
      help: { en: 'Steps at which the learning rate changes.', ko: '학습률이 바뀌는 스텝.' },
    }),
    values: numbers({
      default: [0.01, 0.005, 0.001],
      maxLength: MAX_BOUNDARIES + 1,
      min: 0,
      required: true,
      help: { en: 'Learning rates, one more than boundaries.', ko: '학습률들. 경계보다 하나 많습니다.' },
    }),
  },
  check(p) {
    const [boundaries, values] = [toArray(p.boundaries), toArray(p.values)]
    if (values.length !== boundaries.length + 1)
      return {
        code: 'schedule-pieces',
        field: 'values',
        message: {
          en: `PiecewiseConstantDecay has ${boundaries.length} boundaries and ${values.length} values; there must be one more value, as each boundary lies between two values.`,
          ko: `PiecewiseConstantDecay의 boundaries가 ${boundaries.length}개, values가 ${values.length}개입니다. 경계마다 앞뒤에 값이 있어야 하므로 values가 하나 더 많아야 합니다.`,
        },
      }
    if (boundaries.every((step, i) => i === 0 || step > boundaries[i - 1]!)) return null
    return {
      code: 'schedule-boundaries',
      field: 'boundaries',
      message: {
        en: 'The boundaries of PiecewiseConstantDecay must increase: each larger than the one before.',
        ko: 'PiecewiseConstantDecay의 boundaries는 앞의 것보다 점점 커야 합니다.',
      },
    }
  },
  propsForRun: (rate, total) => ({
    boundaries: [Math.round(total / 2), Math.round((total * 3) / 4)],
    values: [rate, rate / 2, rate / 10],
  }),
  /** The step equal to a boundary still has the rate before it. */
  rate(m, step, p) {
    const [first = 0, ...rest] = toArray(p.values)
    return toArray(p.boundaries).reduce(
      (rate, boundary, i) => m.select(m.greater(step, boundary), rest[i] ?? first, rate),
      m.constant(first),
    )
  },
})
