/** Steps that scale numbers. The expressions hold for a Series and, column by column, for a DataFrame. */
import { assign, type StepValues, trainingRows, type WriteStep } from './write.ts'

/** `(x - offset) / divisor`, where the divisor is 1 if both ends are equal. */
function scaled(values: StepValues, offset: string, ends: readonly [string, string], divisor: string) {
  const [high, low] = ends
  return assign(values, `(${values.variable} - ${offset}) / np.where(${high} > ${low}, ${divisor}, 1)`)
}

export const standardize: WriteStep = (values) => ({
  lines: [
    `fit = ${trainingRows(values)}`,
    scaled(values, 'fit.mean()', ['fit.max()', 'fit.min()'], 'fit.std(ddof=0)'),
  ],
})

export const minMax: WriteStep = (values) => ({
  lines: [
    `low, high = ${trainingRows(values)}.min(), ${trainingRows(values)}.max()`,
    scaled(values, 'low', ['high', 'low'], 'high - low'),
  ],
})

export const robust: WriteStep = (values) => ({
  lines: [
    `fit = ${trainingRows(values)}`,
    'low, high = fit.quantile(0.25), fit.quantile(0.75)',
    scaled(values, 'fit.median()', ['high', 'low'], 'high - low'),
  ],
})

export const quantile: WriteStep = (values, { n_quantiles }) => ({
  lines: [
    `fit = ${trainingRows(values)}${values.isFrame ? '' : '.to_frame()'}${values.hasMissing ? '.dropna()' : ''}`,
    `ranks = QuantileTransformer(n_quantiles=min(${n_quantiles}, len(fit)), subsample=None)`,
    assign(
      values,
      `ranks.set_output(transform="pandas").fit(fit).transform(${values.variable}${values.isFrame ? '' : '.to_frame()'})`,
    ),
  ],
  next: { isFrame: true },
  packages: ['from sklearn.preprocessing import QuantileTransformer'],
})

export const log1p: WriteStep = (values) => ({ lines: [assign(values, `np.log1p(${values.variable})`)] })

export const clip: WriteStep = (values, { lower, upper, quantile: share }) => {
  const bounds = [
    lower ?? `fit.quantile(${share})`,
    upper ?? `fit.quantile(${1 - Number(share)})`,
    // A bound for each column.
    ...(values.isFrame && (lower === null || upper === null) ? ['axis=1'] : []),
  ]
  return {
    lines: [
      ...(lower === null || upper === null ? [`fit = ${trainingRows(values)}`] : []),
      assign(values, `${values.variable}.clip(${bounds.join(', ')})`),
    ],
  }
}
