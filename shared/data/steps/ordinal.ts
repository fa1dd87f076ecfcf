import { defineStep } from './step.ts'

/** The place of the category in the order of the categories of the training rows, from 0; −1 for an unseen one, as scikit-learn's
 *  OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1). A missing value stays missing. */
export const ordinal = defineStep({
  type: 'ordinal',
  title: { en: 'Order', ko: '순서' },
  help: {
    en: 'A number for each category in their order: 0, 1, 2…; for categories that have an order.',
    ko: '범주를 순서대로 0, 1, 2…로 바꿉니다. 순서가 있는 범주에 씁니다.',
  },
  takes: ['category'],
  fields: {},
  fit: ({ codes, categories }): { categories: string[] } => {
    const used = new Set(codes)
    return { categories: categories.filter((_, code) => used.has(code)) }
  },
  apply({ codes, categories }, fitted) {
    const known = new Map(fitted.categories.map((category, i) => [category, i]))
    const places = categories.map((category) => known.get(category) ?? -1)
    return [
      {
        suffix: '',
        values: {
          kind: 'number',
          values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : places[code]!)),
        },
      },
    ]
  },
})
