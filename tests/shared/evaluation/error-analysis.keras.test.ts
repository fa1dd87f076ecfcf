/** Scores of slices and the importance of columns equal those of the real scikit-learn for new random rows. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { importanceOf, permutations } from '../../../shared/evaluation/permutation-importance.ts'
import { type StoredPredictions, sliceScores } from '../../../shared/evaluation/slice-scores.ts'
import { describeKeras } from '../../support/keras.ts'
import { kerasPython } from '../../support/keras-python.ts'

const SCRIPT = fileURLToPath(new URL('../../support/error_analysis_cases.py', import.meta.url))

interface Cases {
  readonly slices: readonly {
    readonly kind: StoredPredictions['kind']
    readonly width: number
    readonly classes: number
    readonly places: readonly number[]
    readonly truth: readonly number[]
    readonly predicted: readonly number[]
    readonly loss: readonly number[]
    readonly scores: readonly number[]
  }[]
  readonly importances: readonly {
    readonly x: readonly (readonly number[])[]
    readonly y: readonly number[]
    readonly weights: readonly number[]
    readonly seed: number
    readonly repeats: number
    /** By column, then by repeat. */
    readonly importances: readonly (readonly number[])[]
    readonly mean: readonly number[]
    readonly std: readonly number[]
  }[]
}

describeKeras('Error analysis', () => {
  const output = execFileSync(
    kerasPython()!,
    [SCRIPT, String(inject('goldenSeed')), process.env.LAYERLOOM_LONG ? '500' : '40'],
    { encoding: 'utf8', maxBuffer: 1e9 },
  )
  const { slices, importances } = JSON.parse(output) as Cases

  test('scikit-learn gives the same scores of slices', () => {
    for (const { places, scores, ...one } of slices) {
      const numbers = one.kind === 'number' ? Float64Array : Int32Array
      const predictions = {
        ...one,
        truth: numbers.from(one.truth),
        predicted: numbers.from(one.predicted),
        loss: Float32Array.from(one.loss),
      }
      const own = sliceScores(predictions, Int32Array.from(places))
      for (const [i, { value }] of own.entries()) expect(value).toBeCloseTo(scores[i]!, 10)
    }
  })

  test('permutation_importance shuffles the same rows and finds the same falls', () => {
    for (const { x, y, weights, seed, repeats, ...found } of importances) {
      const accuracy = (rows: readonly (readonly number[])[]) =>
        rows.filter((row, i) => {
          const sum = row.reduce((all, value, column) => all + value * weights[column]!, 0)
          return (sum > 0 ? 1 : 0) === y[i]
        }).length / rows.length
      const baseline = accuracy(x)
      const sources = permutations(x.length, repeats, seed)
      for (const [column, expected] of found.importances.entries()) {
        const scores = sources.map((from) =>
          accuracy(x.map((row, i) => row.with(column, x[from[i]!]![column]!))),
        )
        for (const [repeat, score] of scores.entries())
          expect(baseline - score).toBeCloseTo(expected[repeat]!, 10)
        const { mean, std, low, high } = importanceOf(baseline, scores, false)
        expect(mean).toBeCloseTo(found.mean[column]!, 10)
        expect(std).toBeCloseTo(found.std[column]!, 10)
        expect([low, high]).toEqual([
          Math.min(...scores.map((s) => baseline - s)),
          Math.max(...scores.map((s) => baseline - s)),
        ])
      }
    }
  })
})
