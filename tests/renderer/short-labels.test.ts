import { expect, test } from 'vitest'
import { shortLabels } from '../../renderer/ui/short-labels.ts'

test('names that have room stay; others are cut where they still differ', () => {
  expect(shortLabels(['no', 'yes'], 5)).toEqual(['no', 'yes'])
  expect(shortLabels(['Ankle boot', 'Bag'], 5)).toEqual(['Ankl…', 'Bag'])
  // Their beginnings are the same.
  expect(shortLabels(['class-07', 'class-12', 'none'], 5)).toEqual(['…s-07', '…s-12', 'none'])
})
