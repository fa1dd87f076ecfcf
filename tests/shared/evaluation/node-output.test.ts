/** Figures and pictures of what a node has put out. */
import { expect, test } from 'vitest'
import { heatPicture, outputFigures } from '../../../shared/evaluation/node-output.ts'

test('figures are those of all finite values', () => {
  const figures = outputFigures(Float32Array.of(0, 2, 4, 0, Number.NaN))
  expect(figures).toMatchObject({ mean: 1.5, min: 0, max: 4, zeros: 0.5, nonFinite: 1 })
  expect(figures.deviation).toBeCloseTo(Math.sqrt(2.75), 12)
  expect(outputFigures(Float32Array.of(Number.NaN))).toMatchObject({ mean: Number.NaN, nonFinite: 1 })
})

test('a vector is one line, as it is or as means', () => {
  const short = Float32Array.of(1, 2, 3)
  expect(heatPicture(short, [3])).toEqual({ tiles: 1, rows: 1, columns: 3, values: short, isReduced: false })
  const long = heatPicture(
    Float32Array.from({ length: 2048 }, (_, i) => i),
    [2048],
  )
  expect(long).toMatchObject({ tiles: 1, rows: 1, columns: 1024, isReduced: true })
  expect([...long.values.subarray(0, 3)]).toEqual([0.5, 2.5, 4.5])
})

test('channels are grids side by side, the first ones of many', () => {
  // 2 × 2 pixels with 10 channels: the value is 10 × pixel + channel.
  const picture = heatPicture(
    Float32Array.from({ length: 40 }, (_, i) => i),
    [2, 2, 10],
  )
  expect(picture).toMatchObject({ tiles: 8, rows: 2, columns: 2, isReduced: true })
  expect([...picture.values.subarray(4, 8)]).toEqual([1, 11, 21, 31])
  const gray = heatPicture(
    Float32Array.from({ length: 784 }, (_, i) => i),
    [28, 28, 1],
  )
  expect(gray).toMatchObject({ tiles: 1, rows: 28, columns: 28, isReduced: false })
  const large = heatPicture(new Float32Array(128 * 96 * 3).fill(2), [128, 96, 3])
  expect(large).toMatchObject({ tiles: 3, rows: 24, columns: 24, isReduced: true })
  expect(large.values.every((value) => value === 2)).toBe(true)
})

test('steps by features are one grid, and so is a row of numbers', () => {
  expect(heatPicture(new Float32Array(60), [6, 10])).toMatchObject({ tiles: 1, rows: 6, columns: 10 })
  expect(heatPicture(new Float32Array(1), [])).toMatchObject({ tiles: 1, rows: 1, columns: 1 })
})
