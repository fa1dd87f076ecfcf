/** Work on a million rows is done in slices: no step of it is the whole work. Steps are counted and what each of them reads; how long they
 *  take says more about the machine. */
import { expect, test } from 'vitest'
import { orderingDescending } from '../../../shared/evaluation/ranking.ts'
import { groupingByNumber, groupingByText } from '../../../shared/evaluation/row-groups.ts'
import type { Slices } from '../../../shared/random/slices.ts'
import { streamOf } from '../../support/random-arrays.ts'

const ROWS = 1_000_000
/** Rows of a slice, which a step may look at twice. */
const SLICE = 131_072
const MOST_READ = 2 * SLICE
const stream = streamOf(3)
const numbers = Float64Array.from({ length: ROWS }, () => stream.uniform())
const texts = Array.from(numbers, (x) => `class ${Math.floor(x * 40)}`)

/** The number of values that each step of the work reads. */
function readsOf<T extends object>(values: T, work: (values: T) => Slices<unknown>): number[] {
  let read = 0
  const counted = new Proxy(values, {
    get(target, name) {
      if (typeof name === 'string' && name !== 'length') read++
      return Reflect.get(target, name, target)
    },
  })
  const slices = work(counted)
  const reads: number[] = []
  for (let isDone = false; !isDone; read = 0) {
    isDone = slices.next().done === true
    reads.push(read)
  }
  return reads
}

test('a million numbers are sorted in short steps', () => {
  const slices = orderingDescending(Float32Array.from(numbers))
  let steps = 0
  while (slices.next().done !== true) steps++
  // One pass to turn their bits, and two for each half of their bits, of eight slices each.
  expect(steps).toBe(5 * Math.ceil(ROWS / SLICE))
})

test.each<[string, () => number[], number]>([
  ['numbers', () => readsOf(numbers, (values) => groupingByNumber(values)), 40],
  [
    'texts',
    () => readsOf(texts, (cells) => groupingByText(cells)),
    // A step for each of the 40 groups as well.
    48,
  ],
])('a million rows are grouped by %s in short steps', (_, readsOfSteps, leastSteps) => {
  const reads = readsOfSteps()
  expect(reads.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(ROWS)
  expect(Math.max(...reads)).toBeLessThanOrEqual(MOST_READ)
  expect(reads.length).toBeGreaterThanOrEqual(leastSteps)
})
