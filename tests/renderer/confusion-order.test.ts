/** Cells and order of the confusion matrix. */
import { expect, test } from 'vitest'
import { matrixOf } from '../../renderer/runs/results/confusion-order.ts'

const counts = [
  [8, 2, 0],
  [0, 10, 0],
  [1, 3, 6],
]

test('classes with most mistakes, of their rows and of others taken for them, come first', () => {
  expect(matrixOf(counts, false).order).toEqual([0, 1, 2])
  // Mistakes: 2 + 1, 0 + 5, 4 + 0.
  expect(matrixOf(counts, true).order).toEqual([1, 2, 0])
})

test('cells are rows or shares of the true class, the predicted class and all rows', () => {
  const { textOf, shadeOf } = matrixOf(counts, false)
  expect(textOf(2, 1, 'count')).toBe('3')
  expect(textOf(2, 1, 'row')).toBe('30.0')
  expect(textOf(2, 1, 'column')).toBe('20.0')
  expect(textOf(2, 1, 'all')).toBe('10.0')
  expect(textOf(1, 0, 'row')).toBe('·')
  expect(shadeOf(2, 1, 'count')).toBe(1)
  expect(shadeOf(0, 1, 'row')).toBeCloseTo(2 / 3, 12)
  expect(shadeOf(2, 2, 'column')).toBeCloseTo(0.6, 12)
  // A class without rows has no shares.
  expect(
    matrixOf(
      [
        [0, 0],
        [1, 0],
      ],
      false,
    ).shadeOf(0, 0, 'row'),
  ).toBe(0)
})
