import { defineStep } from './step.ts'

/** The index of the category for an Embedding, as Keras's StringLookup: categories of the training rows from 1 on in their order; 0 for an
 *  unseen or missing one. */
export const codes = defineStep({
  type: 'codes',
  title: { en: 'Codes for an Embedding', ko: 'Embedding용 코드' },
  help: {
    en: 'An index for each category, from 1 on; 0 for an unseen or missing one. An Embedding learns what they mean.',
    ko: '범주마다 1부터 시작하는 번호. 처음 보거나 빈 값은 0입니다. 뜻은 Embedding이 학습합니다.',
  },
  takes: ['category'],
  fields: {},
  fillsMissing: true,
  fit: (train): { categories: string[] } => {
    const used = new Set(train.codes)
    return { categories: train.categories.filter((_, code) => used.has(code)) }
  },
  apply(values, fitted) {
    const known = new Map(fitted.categories.map((category, i) => [category, i + 1]))
    const indices = values.categories.map((category) => known.get(category) ?? 0)
    return [
      {
        suffix: '',
        values: {
          kind: 'index',
          codes: values.codes.map((code) => (code < 0 ? 0 : indices[code]!)),
          size: known.size + 1,
        },
      },
    ]
  },
})
