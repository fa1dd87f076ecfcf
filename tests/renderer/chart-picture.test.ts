/** The numbers of a chart as CSV. Its pictures need a window: tests/e2e/runs-workspace.spec.ts. */
import { expect, it } from 'vitest'
import { csvOf } from '../../renderer/charts/chart-picture.ts'

const line = (name: string, x: readonly number[], y: readonly number[]) => ({
  ...{ name, color: '--k1', dash: [], opacity: 1 },
  curve: { x: Float64Array.from(x), y: Float64Array.from(y) },
})

it('a chart as CSV has one row for each position and an empty cell where a line has no value', () => {
  const lines = [line('a, 1', [1, 2, 3], [0.5, Number.NaN, 0.25]), line('=b', [2, 4], [1, 2])]
  const csv = csvOf({ title: 'loss', axis: 'epoch', whole: true, logarithmic: false, lines })
  expect(csv.split('\r\n')).toEqual(['epoch,"a, 1",\'=b', '1,0.5,', '2,,1', '3,0.25,', '4,,2'])
})
