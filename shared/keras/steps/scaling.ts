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

/** As scikit-learn's QuantileTransformer, whose quantiles are rounded in another way. */
const RANK = [
  'def rank(values, train, n_quantiles):',
  '    """The share of the training rows below each value."""',
  '    fit = values.iloc[train].dropna()',
  '    n = max(min(n_quantiles, len(fit)), 2)',
  '    shares = np.arange(n) / (n - 1)',
  '    edges = np.quantile(fit, shares)',
  '    below = np.interp(values, edges, shares)',
  '    above = np.interp(-values, -edges[::-1], -shares[::-1])',
  '    ranks = np.where(values >= edges[-1], 1, (below - above) / 2)',
  '    return pd.Series(np.where(values <= edges[0], 0, ranks))',
]

export const quantile: WriteStep = (values, { n_quantiles }) => ({
  lines: [
    assign(
      values,
      values.isFrame
        ? `${values.variable}.apply(rank, args=(train, ${n_quantiles}))`
        : `rank(${values.variable}, train, ${n_quantiles})`,
    ),
  ],
  functions: [RANK],
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
