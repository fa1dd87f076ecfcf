/** Work on a million rows is done in slices: no part of it is the whole work. */
import { expect, test } from 'vitest'
import { orderingDescending } from '../../../shared/evaluation/ranking.ts'
import { groupingByNumber, groupingByText } from '../../../shared/evaluation/row-groups.ts'
import type { Slices } from '../../../shared/random/slices.ts'
import { streamOf } from '../../support/random-arrays.ts'

const ROWS = 1_000_000
const stream = streamOf(3)
const numbers = Float64Array.from({ length: ROWS }, () => stream.uniform())

/** Time of all slices and of the longest one, in milliseconds; the median of three runs each, as other work on the machine takes its time. */
function timesOf(work: () => Slices<unknown>): { readonly all: number; readonly longest: number } {
  const runs = Array.from({ length: 3 }, () => {
    const slices = work()
    const times: number[] = []
    for (let isDone = false; !isDone; ) {
      const start = performance.now()
      isDone = slices.next().done === true
      times.push(performance.now() - start)
    }
    return { all: times.reduce((a, b) => a + b), longest: Math.max(...times) }
  })
  const median = (key: 'all' | 'longest') => runs.map((run) => run[key]).sort((a, b) => a - b)[1]!
  return { all: median('all'), longest: median('longest') }
}

test.each<[string, () => Slices<unknown>]>([
  ['sorted', () => orderingDescending(Float32Array.from(numbers))],
  ['grouped by numbers', () => groupingByNumber(numbers)],
  ['grouped by texts', () => groupingByText(Array.from(numbers, (x) => `class ${Math.floor(x * 40)}`))],
])('a million rows are %s in short slices', (_, work) => {
  const { longest, all } = timesOf(work)
  expect(longest).toBeLessThan(Math.max(50, all / 3))
})
