import { applyScaling, invertScaling, type Scaling } from './scaled.ts'
import { defineStep, NoValues } from './step.ts'

/** (x − minimum) / (maximum − minimum), as scikit-learn's MinMaxScaler: 0 to 1 on the training rows; the divisor is 1 for a constant
 *  column. */
export const minMax = defineStep({
  type: 'min_max',
  title: { en: 'Scale to 0–1', ko: '0–1로 조정' },
  help: {
    en: 'The smallest value of the training rows becomes 0, the largest 1.',
    ko: '학습 행에서 가장 작은 값이 0, 가장 큰 값이 1이 됩니다.',
  },
  takes: ['number'],
  fields: {},
  fit({ values }): Scaling {
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!
      if (x < least) least = x
      if (x > greatest) greatest = x
    }
    if (least > greatest) throw new NoValues()
    return { offset: least, scale: greatest - least || 1 }
  },
  apply: applyScaling,
  invert: invertScaling,
})
