import { float, optionalFloat } from '../../fields/index.ts'
import { quantile, sortedNumbers } from './quantiles.ts'
import { defineStep, NoValues } from './step.ts'

/** min(max(x, lower), upper), as numpy.clip. Bounds that are not given are quantiles of the training rows. */
export const clip = defineStep({
  type: 'clip',
  title: { en: 'Clip', ko: '자르기' },
  help: {
    en: 'Values beyond the bounds become the bounds.',
    ko: '한계를 벗어난 값은 한계값이 됩니다.',
  },
  takes: ['number'],
  fields: {
    lower: optionalFloat({
      help: { en: 'The lower bound; None: the quantile.', ko: '하한. None이면 분위수입니다.' },
    }),
    upper: optionalFloat({
      help: {
        en: 'The upper bound; None: 1 − the quantile.',
        ko: '상한. None이면 1 − 분위수입니다.',
      },
    }),
    quantile: float({
      default: 0.01,
      min: 0,
      max: 0.5,
      help: {
        en: 'The share of training rows beyond each bound that is not given.',
        ko: '주어지지 않은 한계를 벗어나는 학습 행의 비율.',
      },
    }),
  },
  fit({ values }, props): { lower: number; upper: number } {
    const sorted = sortedNumbers(values)
    if (sorted.length === 0) throw new NoValues()
    return {
      lower: props.lower ?? quantile(sorted, props.quantile),
      upper: props.upper ?? quantile(sorted, 1 - props.quantile),
    }
  },
  apply: ({ values }, { lower, upper }) => [
    // NaN stays NaN in both.
    {
      suffix: '',
      values: { kind: 'number', values: values.map((x) => Math.min(Math.max(x, lower), upper)) },
    },
  ],
  // What was cut off cannot be known; the numbers within the bounds are the original ones.
  invert: (values) => values,
})
