import { defineStep, type NumberValues } from './step.ts'

/** (x − mean) / standard deviation, as scikit-learn's StandardScaler: the population's deviation, and 1 for a constant column. */
export const standardize = defineStep({
  type: 'standardize',
  title: { en: 'Standardize', ko: '표준화' },
  help: {
    en: 'Mean 0 and standard deviation 1, computed from the training rows.',
    ko: '학습 행의 통계로 평균 0, 표준편차 1이 되게 합니다.',
  },
  takes: ['number'],
  fields: {},
  fit(train) {
    const { values } = train as NumberValues
    let count = 0
    let mean = 0
    let squares = 0
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const x of values) {
      if (Number.isNaN(x)) continue
      count++
      const delta = x - mean
      mean += delta / count
      squares += delta * (x - mean)
      least = Math.min(least, x)
      greatest = Math.max(greatest, x)
    }
    // Rounding can give a constant column a deviation of 1e-17, so its range decides.
    const isConstant = !(least < greatest)
    return {
      mean: isConstant && count > 0 ? least : mean,
      deviation: isConstant ? 1 : Math.sqrt(squares / count),
    }
  },
  apply(values, { mean, deviation }) {
    const { values: numbers } = values as NumberValues
    return [{ suffix: '', values: { kind: 'number', values: numbers.map((x) => (x - mean) / deviation) } }]
  },
})
