import { quantile, sortedNumbers } from './quantiles.ts'
import { applyScaling, invertScaling, type Scaling } from './scaled.ts'
import { defineStep, NoValues } from './step.ts'

/** (x − median) / (75 % quantile − 25 % quantile), as scikit-learn's RobustScaler; the divisor is 1 where the quantiles are equal. */
export const robust = defineStep({
  type: 'robust',
  title: { en: 'Scale by quartiles', ko: '사분위수로 조정' },
  help: {
    en: 'Median 0, and 1 is the distance of the quartiles: outliers have no influence.',
    ko: '중앙값이 0, 사분위수 사이의 거리가 1이 됩니다. 이상치의 영향을 받지 않습니다.',
  },
  takes: ['number'],
  fields: {},
  fit({ values }): Scaling {
    const sorted = sortedNumbers(values)
    if (sorted.length === 0) throw new NoValues()
    return { offset: quantile(sorted, 0.5), scale: quantile(sorted, 0.75) - quantile(sorted, 0.25) || 1 }
  },
  apply: applyScaling,
  invert: invertScaling,
})
