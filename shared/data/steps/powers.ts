import { int } from '../../fields/index.ts'
import { defineStep, type Part } from './step.ts'

/** x, x², … up to x to the power of `degree`, as scikit-learn's PolynomialFeatures of one column without the bias. */
export const powers = defineStep({
  type: 'powers',
  title: { en: 'Powers', ko: '거듭제곱' },
  help: {
    en: 'The value and its powers up to the degree, each a number of its own.',
    ko: '값과 차수까지의 거듭제곱. 각각 숫자 하나가 됩니다.',
  },
  takes: ['number'],
  fields: {
    degree: int({
      default: 2,
      min: 1,
      max: 200,
      help: { en: 'The highest power.', ko: '가장 높은 차수.' },
    }),
  },
  fit: () => ({}),
  apply: ({ values }, _, { degree }) =>
    Array.from({ length: degree }, (__, i): Part => {
      return {
        suffix: i === 0 ? '' : `_${i + 1}`,
        values: { kind: 'number', values: i === 0 ? values : values.map((x) => x ** (i + 1)) },
      }
    }),
})
