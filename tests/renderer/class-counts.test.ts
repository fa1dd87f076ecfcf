/** The tooltip with the rows of each class. */
import { expect, test } from 'vitest'
import { classCounts } from '../../renderer/panels/properties/class-counts.ts'

test('a line for each class, and no more than 20', () => {
  expect(classCounts(['rare', 'usual'], { train: [3, 2397], validation: [0, 300], test: [0, 300] })).toBe(
    'rare: 3 / 0 / 0\nusual: 2,397 / 300 / 300',
  )
  const many = Array.from({ length: 21 }, (_, c) => c)
  const lines = classCounts(many.map(String), { train: many, validation: many, test: many }).split('\n')
  expect(lines.slice(19)).toEqual(['19: 19 / 19 / 19', '…'])
})
