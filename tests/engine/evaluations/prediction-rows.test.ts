/** The order of the rows behind the figures of an evaluation. */
import { expect, test } from 'vitest'
import { ordering } from '../../../electron/engine/evaluations/prediction-rows.ts'
import { atOnce } from '../../../shared/random/slices.ts'

const first = 2 ** 24
const predictions = {
  ...{ key: '', path: '', output: 'output', kind: 'number', width: 1 },
  row: Int32Array.of(first + 1, first, first + 3, first + 2),
  truth: Float64Array.of(0, 0, 0, 0),
  predicted: Float64Array.of(1, 1 + 1e-9, -1 - 3e-9, 1 + 2e-9),
  confidence: null,
  loss: Float32Array.of(1, 1, 1, 1),
} as const
const order = (sort: 'row' | 'error', descending: boolean) => [
  ...atOnce(
    ordering(predictions as unknown as Parameters<typeof ordering>[0], { filter: {}, sort, descending }),
  ),
]

test('rows beyond 2^24 and errors that float32 cannot tell apart are sorted', () => {
  expect(order('row', false)).toEqual([1, 0, 3, 2])
  expect(order('row', true)).toEqual([2, 3, 0, 1])
  expect(order('error', true)).toEqual([2, 3, 1, 0])
})
