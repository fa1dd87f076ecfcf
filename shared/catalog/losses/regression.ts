/** Losses for numbers. keras/src/losses/losses.py. */
import { float } from '../../fields/index.ts'
import { defineLoss, EPSILON } from './loss.ts'

export const meanSquaredError = defineLoss({
  type: 'mean_squared_error',
  keras: 'losses.MeanSquaredError',
  help: { en: 'Mean of squared differences.', ko: '차이 제곱의 평균.' },
  target: 'number',
  fields: {},
  perRow: (m, target, prediction) => m.meanRows(m.square(m.sub(prediction, target))),
})

export const meanAbsoluteError = defineLoss({
  type: 'mean_absolute_error',
  keras: 'losses.MeanAbsoluteError',
  help: { en: 'Mean of absolute differences.', ko: '차이 절댓값의 평균.' },
  target: 'number',
  fields: {},
  perRow: (m, target, prediction) => m.meanRows(m.abs(m.sub(target, prediction))),
})

export const meanAbsolutePercentageError = defineLoss({
  type: 'mean_absolute_percentage_error',
  keras: 'losses.MeanAbsolutePercentageError',
  help: {
    en: 'Differences in percent of the target; not for targets near 0.',
    ko: '목표에 대한 차이의 백분율. 0에 가까운 목표에는 맞지 않습니다.',
  },
  target: 'number',
  fields: {},
  perRow: (m, target, prediction) =>
    m.mul(m.meanRows(m.abs(m.div(m.sub(target, prediction), m.maximum(m.abs(target), EPSILON)))), 100),
})

export const meanSquaredLogarithmicError = defineLoss({
  type: 'mean_squared_logarithmic_error',
  keras: 'losses.MeanSquaredLogarithmicError',
  help: {
    en: 'Mean of squared differences of log(1 + x), for values that differ by factors; negative values count as 0.',
    ko: 'log(1 + x) 차이 제곱의 평균. 배수로 커지는 값에 씁니다. 음수는 0으로 봅니다.',
  },
  target: 'number',
  fields: {},
  perRow(m, target, prediction) {
    const log = (x: typeof target) => m.log(m.add(m.maximum(x, EPSILON), 1))
    return m.meanRows(m.square(m.sub(log(prediction), log(target))))
  },
})

/** Huber 1964. */
export const huber = defineLoss({
  type: 'huber',
  keras: 'losses.Huber',
  help: {
    en: 'Squared for small differences, linear for large ones: outliers count less.',
    ko: '작은 차이는 제곱하고 큰 차이는 선형으로 셉니다. 이상치의 영향이 작습니다.',
  },
  target: 'number',
  fields: {
    delta: float({
      default: 1,
      min: 0,
      exclusiveMin: true,
      help: { en: 'Differences up to this are squared.', ko: '이 차이까지 제곱합니다.' },
    }),
  },
  perRow(m, target, prediction, { delta }) {
    const error = m.sub(prediction, target)
    const size = m.abs(error)
    const outside = m.sub(m.mul(size, delta), 0.5 * delta ** 2)
    return m.meanRows(m.select(m.lessEqual(size, delta), m.mul(m.square(error), 0.5), outside))
  },
})

export const logCosh = defineLoss({
  type: 'log_cosh',
  keras: 'losses.LogCosh',
  help: { en: 'log(cosh(difference)): a smooth Huber.', ko: 'log(cosh(차이)). 매끄러운 Huber입니다.' },
  target: 'number',
  fields: {},
  // log cosh x = x + log(1 + e^−2x) − log 2: no overflow.
  perRow(m, target, prediction) {
    const x = m.sub(prediction, target)
    return m.meanRows(m.sub(m.add(x, m.softplus(m.mul(x, -2))), Math.LN2))
  },
})

export const poisson = defineLoss({
  type: 'poisson',
  keras: 'losses.Poisson',
  help: {
    en: 'For counts: the prediction must stay above 0 (activation exponential or softplus).',
    ko: '횟수에 씁니다. 예측은 0보다 커야 합니다(활성화 함수 exponential·softplus).',
  },
  target: 'number',
  forCounts: true,
  fields: {},
  perRow: (m, target, prediction) =>
    m.meanRows(m.sub(prediction, m.mul(target, m.log(m.add(prediction, EPSILON))))),
})
