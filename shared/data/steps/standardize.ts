import { applyScaling, invertScaling, type Scaling } from './scaled.ts'
import { defineStep, NoValues } from './step.ts'

/** (x − mean) / standard deviation, as scikit-learn's StandardScaler: the population's deviation, and 1 for a constant column. Mean and
 *  deviation are those of Welford (1962). */
export const standardize = defineStep({
  type: 'standardize',
  title: { en: 'Standardize', ko: '표준화' },
  help: {
    en: 'Mean 0 and standard deviation 1, computed from the training rows.',
    ko: '학습 행의 통계로 평균 0, 표준편차 1이 되게 합니다.',
  },
  takes: ['number'],
  fields: {},
  fit({ values }): Scaling {
    let count = 0
    let mean = 0
    let squares = 0
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!
      if (Number.isNaN(x)) continue
      count++
      const delta = x - mean
      mean += delta / count
      squares += delta * (x - mean)
      if (x < least) least = x
      if (x > greatest) greatest = x
    }
    if (count === 0) throw new NoValues()
    // Rounding can give a constant column a deviation of 1e-17, so its range decides.
    return least === greatest
      ? { offset: least, scale: 1 }
      : { offset: mean, scale: Math.sqrt(squares / count) }
  },
  apply: applyScaling,
  invert: invertScaling,
})
