/** Figures of signals, with values computed by hand. */
import { expect, it } from 'vitest'
import { gradientFigures } from '../../../shared/signals/gradient-signals.ts'
import { gradientAxis, histogram, outputAxis, roundUp } from '../../../shared/signals/histogram.ts'
import { outputFigures } from '../../../shared/signals/output-signals.ts'
import { quantiles } from '../../../shared/signals/quantile.ts'
import { isSymmetric, movingAgainstBatch, norm } from '../../../shared/signals/weight-signals.ts'
import { streamOf } from '../../support/random-arrays.ts'

const f32 = (...values: number[]) => Float32Array.from(values)

it('outputs: mean, deviations, zeros, dead units and what is not finite', () => {
  // Three rows of three units: the second is always 0, the third has a value that is not finite.
  const figures = outputFigures(f32(1, 0, 2, 3, 0, Number.NaN, 5, 0, 4), 3, null)
  const mean = (1 + 2 + 3 + 5 + 4) / 8
  expect(figures.mean).toBeCloseTo(mean, 12)
  expect(figures.deviation).toBeCloseTo(Math.sqrt((1 + 4 + 9 + 25 + 16) / 8 - mean ** 2), 12)
  // Variances of the units: 8/3, 0 and 1.
  expect(figures.unitDeviation).toBeCloseTo(Math.sqrt((8 / 3 + 0 + 1) / 3), 12)
  expect(figures).toMatchObject({ min: 0, max: 5, zeros: 3 / 8, saturated: null, nonFinite: 1 })
  expect(figures.dead).toEqual({ units: 1, of: 3 })
})

it('outputs: the same without a finite value, of a single row, and of one value per row', () => {
  const none = outputFigures(f32(Number.NaN, Number.POSITIVE_INFINITY), 2, null)
  expect(none).toMatchObject({ mean: Number.NaN, min: Number.NaN, zeros: Number.NaN, nonFinite: 2 })
  expect(none.dead).toEqual({ units: 0, of: 2 })
  // One value says nothing about a unit.
  expect(outputFigures(f32(1, 2), 2, null).dead).toEqual({ units: 0, of: 2 })
  expect(outputFigures(f32(1, 1), 1, null).dead).toEqual({ units: 1, of: 1 })
})

it('outputs: values within 1 % of a bound are saturated', () => {
  expect(outputFigures(f32(0.005, 0.5, 0.02, 0.995), 1, [0, 1]).saturated).toBe(0.5)
  // The bounds of tanh are 2 apart.
  expect(outputFigures(f32(-0.985, 0, 0.97, 0.99), 1, [-1, 1]).saturated).toBe(0.5)
})

it('gradients: mean and quantiles of absolute values, and their magnitudes', () => {
  const figures = gradientFigures(f32(-4, 0, 1, 2, Number.NaN, -3, 5, 6, 7, 8, 9, 10))
  expect(figures).toMatchObject({ mean: 5, low: 1, high: 9, zeros: 1 / 11, nonFinite: 1 })
  expect(figures.range).toEqual([0, 1])
  expect(gradientFigures(f32(0, 0))).toMatchObject({ mean: 0, low: 0, high: 0, zeros: 1, range: null })
})

it('quantiles equal those of the sorted values', () => {
  const stream = streamOf(3)
  for (const length of [1, 2, 7, 100, 1001]) {
    const values = Float32Array.from({ length }, () => Math.round(stream.normal() * 10))
    const sorted = values.slice().sort()
    const shares = [0, 0.1, 0.5, 0.9, 1]
    const found = quantiles(values, shares)
    for (const [i, q] of shares.entries()) {
      const place = (length - 1) * q
      const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
      expect(found[i]).toBeCloseTo(low + (high - low) * (place - Math.floor(place)), 10)
    }
  }
  expect(quantiles(new Float32Array(0), [0.5])).toEqual([Number.NaN])
})

it('histograms count the upper edge in the last bin, and nothing outside', () => {
  const { counts } = histogram(f32(-1, 0, 0.49, 0.5, 1, 1.5, 2, 2.1, Number.NaN), [0, 2], 4)
  expect(counts).toEqual([2, 1, 1, 2])
})

it('axes are round, and stay where they are after a small change', () => {
  expect([0, 0.3, 1, 1.01, 3, 5, 7, 20, 2100].map(roundUp)).toEqual([0, 0.5, 1, 2, 5, 5, 10, 20, 5000])
  expect(outputAxis([[0.1, 0.9]])).toEqual([0, 1])
  expect(outputAxis([[-0.6, 2.2]])).toEqual(outputAxis([[-0.7, 2.9]]))
  expect(outputAxis([[-0.9, -0.2]])).toEqual([-1, 0])
  expect(outputAxis([])).toEqual([0, 1])
  expect(
    gradientAxis([
      [-7.2, -6.1],
      [-1.2, -0.4],
    ]),
  ).toEqual([-8, 0])
  expect(gradientAxis([[-3, -3]])).toEqual([-3, -2])
  expect(gradientAxis([])).toBeNull()
})

it('weights: norms, and kernels whose units are all alike', () => {
  expect(norm(f32(3, 4, Number.NaN))).toBe(5)
  expect(isSymmetric(f32(1, 1, 2, 2), [2, 2])).toBe(true)
  expect(isSymmetric(f32(1, 2, 1, 2), [2, 2])).toBe(false)
  expect(isSymmetric(f32(0, 0), [2])).toBe(false)
  expect(isSymmetric(f32(0, 0), [2, 1])).toBe(false)
})

it('moving statistics against the batch, over the axis of the normalization', () => {
  // Two units with means 2 and 10, and variances 1 and 4.
  const rows = f32(1, 8, 3, 12)
  const moving = { mean: [0, 10], variance: [1, 1] }
  const { meanShift, varianceRatio } = movingAgainstBatch(rows, [2, 2], 1, moving)
  expect(meanShift).toBeCloseTo(Math.sqrt((2 ** 2 + 0) / 2), 12)
  expect(varianceRatio).toBeCloseTo(Math.sqrt(1 * (1 / 4)), 12)
  // The same units on the axis before the last one.
  const turned = movingAgainstBatch(f32(1, 3, 8, 12), [1, 2, 2], 1, moving)
  expect(turned).toEqual({ meanShift, varianceRatio })
  expect(movingAgainstBatch(f32(5, 5), [2, 1], 1, { mean: [0], variance: [1] }).meanShift).toBeNaN()
})
