import { defineStep, StepError } from './step.ts'

/** log(1 + x), as numpy.log1p. */
export const log1p = defineStep({
  type: 'log1p',
  title: { en: 'Logarithm', ko: '로그' },
  help: {
    en: 'log(1 + x): for values of very different size, all above −1.',
    ko: 'log(1 + x). 크기가 매우 다른 값에 씁니다. 모두 −1보다 커야 합니다.',
  },
  takes: ['number'],
  fields: {},
  fit: () => ({}),
  apply({ values }) {
    const row = values.findIndex((x) => x <= -1)
    if (row >= 0)
      throw new StepError(
        {
          en: `log1p needs values above −1, and there is ${values[row]}`,
          ko: `log1p에는 −1보다 큰 값이 필요한데 ${values[row]}이(가) 있습니다`,
        },
        row,
      )
    return [{ suffix: '', values: { kind: 'number', values: values.map(Math.log1p) } }]
  },
  invert: (values) => values.map(Math.expm1),
})
