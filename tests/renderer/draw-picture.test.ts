/** Pictures for a network: painted, and fitted into its shape. */
import { expect, test } from 'vitest'
import { paintStroke } from '../../renderer/runs/predict/brush.ts'
import { findFitting, fitPicture, type Rgba } from '../../renderer/runs/predict/fit-picture.ts'

const size = { width: 4, height: 4, channels: 1 as const }
const picture = (width: number, height: number, valueAt: (x: number, y: number) => number): Rgba => {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.fill(valueAt(x, y), 4 * (y * width + x), 4 * (y * width + x) + 3)
  return { width, height, data }
}
const plain = { isInverted: false, isTrimmed: false }

test('a picture of the size of the network stays as it is', () => {
  const same = picture(4, 4, (x, y) => 16 * y + x)
  expect([...fitPicture(same, size, plain)]).toEqual(
    Array.from({ length: 16 }, (_, i) => 16 * (i >> 2) + (i & 3)),
  )
  expect(fitPicture(same, size, { ...plain, isInverted: true })[5]).toBe(255 - 17)
})

test('a larger one is averaged as a whole and centered, its ground around it', () => {
  const wide = picture(8, 4, (x) => (x < 4 ? 100 : 200))
  const rows = [...fitPicture(wide, size, plain)]
  expect(rows.slice(4, 12)).toEqual([100, 100, 200, 200, 100, 100, 200, 200])
  expect(new Set([...rows.slice(0, 4), ...rows.slice(12)])).toEqual(new Set([150]))
})

test('a dark stroke on white paper is inverted and trimmed for pictures with a dark ground', () => {
  const paper = picture(60, 60, (x, y) => (x >= 28 && x < 32 && y >= 20 && y < 40 ? 0 : 255))
  const fitting = findFitting(paper, null, { width: 28, height: 28, channels: 1 })
  expect(fitting).toEqual({ isInverted: true, isTrimmed: true })
  const fitted = fitPicture(paper, { width: 28, height: 28, channels: 1 }, fitting)
  expect([fitted[0], fitted[14 * 28 + 14], fitted[5 * 28 + 14], fitted[2 * 28 + 14]]).toEqual([
    0, 255, 255, 0,
  ])
  const bright = new Uint8Array(28 * 28).fill(250)
  expect(findFitting(paper, bright, { width: 28, height: 28, channels: 1 }).isInverted).toBe(false)
})

test('colours of three channels stay apart, and what is transparent is white', () => {
  const data = new Uint8ClampedArray([10, 20, 30, 255, 0, 0, 0, 0])
  const fitted = fitPicture({ width: 2, height: 1, data }, { width: 2, height: 1, channels: 3 }, plain)
  expect([...fitted]).toEqual([10, 20, 30, 255, 255, 255])
})

test('a stroke covers its line, has a soft edge, and erasing removes it', () => {
  const room = { width: 9, height: 9, channels: 1 as const }
  const empty = new Uint8Array(81)
  const [from, to] = [
    { x: 1.5, y: 4.5 },
    { x: 7.5, y: 4.5 },
  ]
  const painted = paintStroke(empty, room, from, to, { radius: 0.8, isErasing: false })
  expect(empty.every((value) => value === 0)).toBe(true)
  for (let x = 1; x < 8; x++) expect(painted[4 * 9 + x]).toBe(255)
  expect(painted[3 * 9 + 4]).toBeGreaterThan(0)
  expect(painted[3 * 9 + 4]).toBeLessThan(255)
  expect(painted[2 * 9 + 4]).toBe(0)
  const erased = paintStroke(painted, room, from, to, { radius: 2, isErasing: true })
  expect(erased.every((value) => value === 0)).toBe(true)
})
