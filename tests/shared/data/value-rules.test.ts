/** What a run does with missing values and unseen categories, in words, as the steps do it. */
import { expect, test } from 'vitest'
import { applyFitted } from '../../../shared/data/fitted-steps.ts'
import type { Values } from '../../../shared/data/steps/step.ts'
import { knownCategories, missingRule, unseenRule } from '../../../shared/data/value-rules.ts'
import type { Config } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'

const fitsOf = (...steps: readonly (readonly [config: Config, fitted: Json])[]) => ({
  column: 'x',
  steps: steps.map(([config]) => config),
  fits: steps.map(([, fitted]) => [fitted]),
})
const categories = ['low', 'high']
const oneHot = (props: object, missing = false) =>
  fitsOf([
    { type: 'one_hot', unseen: 'zeros', missing: 'zeros', ...props },
    { categories, missing },
  ])

/** The numbers that an unseen category and a missing value become. */
function applied(fits: ReturnType<typeof fitsOf>): readonly number[] {
  const values: Values = { kind: 'category', codes: Int32Array.of(0, -1), categories: ['other'] }
  const own = applyFitted(values, fits).parts[0]!.values
  return [...('codes' in own ? own.codes : own.values)]
}

test.each([
  ['one-hot', oneHot({}), 'all zeros', 'all zeros', [-1, -1]],
  [
    'one-hot with places of its own',
    oneHot({ unseen: 'own' }, true),
    'a category of its own',
    'the number for unseen categories',
    [3, 2],
  ],
  [
    'codes',
    fitsOf([{ type: 'codes' }, { categories }]),
    'code 0, as for an unseen category',
    'code 0',
    [0, 0],
  ],
  [
    'frequency',
    fitsOf([
      { type: 'frequency' },
      {
        shares: [
          ['low', 0.25],
          ['high', 0.75],
        ],
      },
    ]),
    'frequency 0',
    'frequency 0',
    [0, 0],
  ],
  [
    'order',
    fitsOf([{ type: 'ordinal' }, { categories }]),
    'no prediction: no step fills a missing value of this column',
    '−1',
    [-1, Number.NaN],
  ],
])('%s', (_, fits, missing, unseen, numbers) => {
  expect(missingRule(fits, false).en).toBe(missing)
  expect(unseenRule(fits)!.en).toBe(unseen)
  expect(applied(fits)).toEqual(numbers)
  expect(knownCategories(fits)).toEqual(categories)
})

test('a refused category, a filling of numbers and dates, rows that are left out', () => {
  expect(unseenRule(oneHot({ unseen: 'refuse' }))!.en).toBe('refused')
  const fill = { type: 'fill', strategy: 'median', value: '0', indicator: false }
  expect(missingRule(fitsOf([fill, { fill: 1 / 3 }]), false).en).toBe('filled with 0.333333')
  expect(missingRule(fitsOf([fill, { fill: Date.UTC(2024, 1, 3) }]), true).en).toBe('filled with 2024-02-03')
  expect(missingRule(fitsOf([{ type: 'drop_missing' }, {}]), false).en).toMatch(/^no prediction/)
  expect(unseenRule(fitsOf([fill, { fill: 1 }]))).toBeNull()
  expect(knownCategories(fitsOf([fill, { fill: 1 }]))).toEqual([])
})
