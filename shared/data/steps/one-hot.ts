import { choice } from '../../fields/index.ts'
import { defineStep, NoValues, StepError } from './step.ts'

/** One number per category: 1 for the row's own, 0 for the others. The categories are those of the training rows. */
export const oneHot = defineStep({
  type: 'one_hot',
  title: { en: 'One-hot', ko: '원-핫' },
  help: {
    en: 'One number for each category of the training rows: 1 for its own, 0 for the others.',
    ko: '학습 행의 범주마다 숫자 하나. 해당 범주는 1, 나머지는 0입니다.',
  },
  takes: ['category'],
  fields: {
    unseen: choice({
      choices: ['zeros', 'own', 'refuse'],
      default: 'zeros',
      help: {
        en: 'A category that no training row has: all zeros, a number of its own, or an error.',
        ko: '학습 행에 없던 범주: 모두 0, 별도의 자리, 또는 오류.',
      },
    }),
    missing: choice({
      choices: ['zeros', 'category'],
      default: 'zeros',
      help: {
        en: 'A missing value: all zeros, or a category of its own.',
        ko: '빈 값: 모두 0, 또는 별도의 범주.',
      },
    }),
  },
  fillsMissing: true,
  fit({ codes, categories }, { missing }): { categories: string[]; missing: boolean } {
    const used = new Set(codes)
    const fitted = {
      categories: categories.filter((_, code) => used.has(code)),
      missing: missing === 'category' && used.has(-1),
    }
    // A column without any number could not be stored.
    if (fitted.categories.length === 0 && !fitted.missing) throw new NoValues()
    return fitted
  },
  apply({ codes, categories }, fitted, { unseen }) {
    const known = new Map(fitted.categories.map((category, i) => [category, i]))
    const missing = fitted.missing ? known.size : -1
    const own = known.size + (fitted.missing ? 1 : 0)
    const unknown = unseen === 'own' ? own : -1
    const codeOf = categories.map((category) => known.get(category))
    const next = new Int32Array(codes.length)
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!
      const found = code < 0 ? missing : codeOf[code]
      if (found === undefined && unseen === 'refuse')
        throw new StepError(
          {
            en: `“${categories[code]}” is in no training row, and this column refuses unseen categories`,
            ko: `“${categories[code]}”은(는) 학습 행에 없고, 이 열은 처음 보는 범주를 거부합니다`,
          },
          row,
        )
      next[row] = found ?? unknown
    }
    const size = own + (unseen === 'own' ? 1 : 0)
    return [{ suffix: '', values: { kind: 'one-hot', codes: next, size } }]
  },
})
