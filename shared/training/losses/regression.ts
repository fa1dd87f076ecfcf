/** Losses for numbers. keras/src/losses/losses.py. */
import { defineLoss } from './loss.ts'

export const meanSquaredError = defineLoss({
  type: 'mean_squared_error',
  keras: 'losses.MeanSquaredError',
  help: { en: 'Mean of squared differences.', ko: '차이 제곱의 평균.' },
  target: 'number',
  fields: {},
  perRow: (m, target, prediction) => m.meanRows(m.square(m.sub(prediction, target))),
})
