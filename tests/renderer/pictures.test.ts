/** Pictures of the data: their size, how their pixels are drawn, and the keys that move among them. */
import { describe, expect, it } from 'vitest'
import { pictureAfter } from '../../renderer/rows/picture-keys.ts'
import { areStrokes, rgba } from '../../renderer/rows/pixels.ts'
import { pictureSize, picturesPerCall } from '../../shared/data/pictures.ts'

it.each([
  [[28, 28], { height: 28, width: 28, channels: 1 }],
  [[32, 24, 3], { height: 32, width: 24, channels: 3 }],
  [[784], null],
  [[28, 28, 4], null],
  [[1, 784], null],
  [[2000, 4], null],
  [[8, 8, 8, 1], null],
] as const)('rows of the shape %j are pictures of %j', (shape, size) => {
  expect(pictureSize(shape)).toEqual(size)
})

it('as many pictures are asked for as one answer can have', () => {
  expect(picturesPerCall({ height: 28, width: 28, channels: 1 })).toBe(200)
  expect(picturesPerCall({ height: 1024, width: 1024, channels: 3 })).toBe(1)
})

describe('the pixels', () => {
  const size = { height: 2, width: 2, channels: 1 } as const
  const picture = (...pixels: number[]) => ({ pixels: Uint8Array.from(pixels), label: 0, part: null })

  it('of strokes are black and as opaque as they are bright', () => {
    expect([...rgba(Uint8Array.of(0, 200, 255, 3), size, true)]).toEqual([
      0, 0, 0, 0, 0, 0, 0, 200, 0, 0, 0, 255, 0, 0, 0, 3,
    ])
  })
  it('of photographs are as they are, gray or in colours', () => {
    expect([...rgba(Uint8Array.of(9), { height: 1, width: 1, channels: 1 }, false)]).toEqual([9, 9, 9, 255])
    const red = rgba(Uint8Array.of(200, 10, 20), { height: 1, width: 1, channels: 3 }, false)
    expect([...red]).toEqual([200, 10, 20, 255])
  })
  it('are strokes if the corners of most pictures are dark', () => {
    expect(areStrokes([picture(0, 3, 0, 16), picture(0, 0, 0, 0), picture(90, 0, 0, 0)], size)).toBe(true)
    expect(areStrokes([picture(90, 80, 100, 120), picture(0, 0, 0, 0)], size)).toBe(false)
    expect(areStrokes([], size)).toBe(false)
    expect(areStrokes([picture(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)], { ...size, channels: 3 })).toBe(false)
  })
})

it.each([
  ['ArrowRight', 4, 5],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 7, 11],
  ['ArrowDown', 97, 99],
  ['ArrowUp', 7, 3],
  ['PageDown', 5, 17],
  ['PageUp', 5, 0],
  ['Home', 6, 4],
  ['End', 6, 7],
  ['x', 6, null],
] as const)('%s leads from picture %i to %j', (key, from, to) => {
  const keys = { key, ctrlKey: false, metaKey: false }
  expect(pictureAfter(keys, from, { count: 100, perLine: 4, lines: 3 })).toBe(to)
})

it('Home and End with Ctrl lead to the ends of the data', () => {
  const place = { count: 100, perLine: 4, lines: 3 }
  expect(pictureAfter({ key: 'End', ctrlKey: true, metaKey: false }, 6, place)).toBe(99)
  expect(pictureAfter({ key: 'Home', ctrlKey: false, metaKey: true }, 6, place)).toBe(0)
})
