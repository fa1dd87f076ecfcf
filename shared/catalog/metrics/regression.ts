/** Metrics for numbers that are not the mean of a loss. keras/src/metrics/regression_metrics.py. */
import { choice } from '../../fields/index.ts'
import { cosine } from '../losses/similarity.ts'
import { defineMean, defineMetric } from './metric.ts'

export const rootMeanSquaredError = defineMetric({
  type: 'root_mean_squared_error',
  keras: 'metrics.RootMeanSquaredError',
  help: {
    en: 'Root of the mean of squared differences, in the target’s unit.',
    ko: '차이 제곱 평균의 제곱근. 목표와 같은 단위입니다.',
  },
  fields: {},
  forms: ['number', 'one-hot'],
  direction: 'down',
  update: ({ m, target, prediction, sumOverRows }) => ({
    total: sumOverRows(m.meanRows(m.square(m.sub(prediction, target)))),
  }),
  result: ({ total }, rows) => Math.sqrt(total![0]! / rows),
})

export const cosineSimilarity = defineMean({
  type: 'cosine_similarity',
  keras: 'metrics.CosineSimilarity',
  help: { en: 'Cosine between prediction and target.', ko: '예측과 목표 사이의 코사인.' },
  fields: {},
  forms: ['one-hot'],
  direction: 'up',
  perRow: ({ m, target, prediction }) => cosine(m, target, prediction),
})

/** Without num_regressors, with which Keras 3.15 fails in a compiled model. */
export const r2Score = defineMetric({
  type: 'r2_score',
  keras: 'metrics.R2Score',
  help: {
    en: 'Fraction of the target’s variance that is explained: 1 is perfect, 0 no better than its mean.',
    ko: '목표의 분산 중 설명한 비율. 1이면 완벽하고 0이면 평균으로 예측하는 것과 같습니다.',
  },
  fields: {
    class_aggregation: choice({
      choices: ['uniform_average', 'variance_weighted_average'],
      default: 'uniform_average',
      help: {
        en: 'How several outputs are combined into one value.',
        ko: '여러 출력을 한 값으로 합치는 방법.',
      },
    }),
  },
  forms: ['number', 'one-hot'],
  direction: 'up',
  update: ({ m, target, prediction, sumOverRows }) => ({
    sum: sumOverRows(target),
    squared_sum: sumOverRows(m.square(target)),
    residual: sumOverRows(m.square(m.sub(target, prediction))),
  }),
  result({ sum, squared_sum, residual }, rows, p) {
    const outputs = sum!.length
    const total = Array.from(sum!, (s, i) => squared_sum![i]! - (s * s) / rows)
    const raw = total.map((t, i) => 1 - residual![i]! / t).map((s) => (Math.abs(s) === Infinity ? 0 : s))
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / outputs
    return p.class_aggregation === 'uniform_average'
      ? mean(raw)
      : mean(raw.map((s, i) => s * total[i]!)) / mean(total)
  },
})
