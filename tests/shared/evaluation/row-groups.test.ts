/** Rows in groups by the values of a column. */
import { expect, test } from 'vitest'
import { groupingByNumber, groupingByText, type RowGroup } from '../../../shared/evaluation/row-groups.ts'
import { scoringSlice, sliceScores } from '../../../shared/evaluation/slice-scores.ts'
import { atOnce } from '../../../shared/random/slices.ts'

const shown = (groups: readonly RowGroup[]) => groups.map(({ key, places }) => [key, [...places]] as const)

test('the most frequent texts have groups of their own, the others one together, missing ones one', () => {
  const cells = ['a', 'b', 'a', null, 'c', 'd', 'a', 'b']
  expect(shown(atOnce(groupingByText(cells, 2)))).toEqual([
    [{ values: ['a'] }, [0, 2, 6]],
    [{ values: ['b'] }, [1, 7]],
    [{ values: [null] }, [3]],
    [{ values: ['a', 'b', null], isOther: true }, [4, 5]],
  ])
})

test('numbers are in ranges of about as many rows, equal ones in one', () => {
  const numbers = Float64Array.of(5, 1, 2, 2, 2, 3, Number.NaN, 4)
  expect(shown(atOnce(groupingByNumber(numbers, 3)))).toEqual([
    [{ range: [1, 2] }, [1, 2, 3, 4]],
    [{ range: [3, 3] }, [5]],
    [{ range: [4, 5] }, [0, 7]],
    [{ values: [null] }, [6]],
  ])
  // Few different numbers have a group each.
  expect(atOnce(groupingByNumber(numbers, 5)).map(({ key }) => key)).toEqual([
    ...[1, 2, 3, 4, 5].map((value) => ({ range: [value, value] })),
    { values: [null] },
  ])
})

test('a slice has percentile bootstrap intervals that are the same for the same seed', () => {
  const truth = Int32Array.from({ length: 60 }, (_, i) => i % 2)
  const predictions = {
    ...{ kind: 'classes' as const, width: 1, classes: 2, truth },
    predicted: truth.map((own, i) => (i % 5 === 0 ? 1 - own : own)),
    loss: Float32Array.from(truth, (_, i) => (i % 5 === 0 ? 2 : 0.1)),
  }
  const places = Int32Array.from({ length: 30 }, (_, i) => i)
  const settings = { draws: 500, seed: 3 }
  let pauses = 0
  function scored() {
    const work = scoringSlice(predictions, places, settings)
    for (pauses = 0; ; pauses++) {
      const step = work.next()
      if (step.done) return step.value
    }
  }
  const [accuracy, , loss] = scored()
  // Other work may be done between two draws.
  expect(pauses).toBeGreaterThanOrEqual(settings.draws)
  expect(accuracy!.value).toBeCloseTo(0.8, 12)
  expect(accuracy!.interval![0]).toBeLessThan(0.75)
  expect(accuracy!.interval![0]).toBeGreaterThan(0.5)
  expect(accuracy!.interval![1]).toBeGreaterThan(0.85)
  expect(loss!.value).toBeCloseTo(0.48, 6)
  expect(scored()[0]).toEqual(accuracy)
  expect(sliceScores(predictions, places)[0]).toEqual({ value: accuracy!.value, interval: null })
})
