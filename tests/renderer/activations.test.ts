/** The pictures of activations: where each value is, and how much ink it gets. */
import { expect, test } from 'vitest'
import { heatPixels, layoutOf } from '../../renderer/canvas/drawing/heat-pixels.ts'

test('a vector goes on in the next line; channels have an empty column between them', () => {
  expect(layoutOf({ tiles: 1, rows: 1, columns: 150 })).toMatchObject({ width: 64, height: 3 })
  const channels = layoutOf({ tiles: 5, rows: 2, columns: 3 })
  expect(channels).toMatchObject({ width: 15, height: 5 })
  expect(channels.placeOf(1, 0, 2)).toBe(6)
  expect(channels.placeOf(4, 1, 0)).toBe(4 * 15)
})

test('the greatest value has all ink, the smallest the least', () => {
  const picture = { tiles: 1, rows: 1, columns: 3, values: Float32Array.of(-1, 0, 1), isReduced: false }
  const pixels = heatPixels(picture, -1, 1, [1, 2, 3])
  expect([...pixels]).toEqual([1, 2, 3, 20, 1, 2, 3, 138, 1, 2, 3, 255])
  expect(heatPixels({ ...picture, values: Float32Array.of(5, 5, 5) }, 5, 5, [])[3]).toBe(20)
})
