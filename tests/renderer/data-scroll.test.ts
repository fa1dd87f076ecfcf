/** The rows that are shown where a table has more rows than a browser has room for. */
import { describe, expect, it } from 'vitest'
import {
  type Anchor,
  anchorAt,
  itemOf,
  itemsOf,
  START,
  scrollAt,
} from '../../renderer/data/rows/scaled-scroll.ts'

const ROWS = 10_000_000
const VISIBLE = 8
const scrolledTo = (items: readonly number[], rows = ROWS, max?: number): Anchor =>
  items.reduce((anchor, item) => anchorAt(anchor, item, rows, VISIBLE, max), START.anchor)

it('a short table has one item for each row', () => {
  expect(itemsOf(300)).toBe(300)
  expect(scrolledTo([17], 300)).toEqual({ item: 17, row: 17 })
  expect(itemOf(42, 300, VISIBLE)).toBe(42)
})

describe('a long table', () => {
  it('has no more items than there is room for', () => {
    expect(itemsOf(ROWS)).toBe(1_000_000)
  })
  it('moves row by row with the wheel, wherever it is', () => {
    expect(scrolledTo([3, 6, 5]).row).toBe(5)
    const middle = scrolledTo([500_000])
    expect(anchorAt(middle, 500_003, ROWS, VISIBLE).row).toBe(middle.row + 3)
  })
  it('moves in proportion when the scroll bar is dragged', () => {
    expect(scrolledTo([500_000]).row / ROWS).toBeCloseTo(0.5, 4)
  })
  it('shows the last row when the program scrolls to it, although the element moves only later', () => {
    const start = ROWS - VISIBLE
    const item = itemOf(start, ROWS, VISIBLE)
    const before = { anchor: { item: 169, row: 169 }, target: { anchor: { item, row: start }, from: 169 } }
    // Rendered once more before the element has moved.
    const waiting = scrollAt(before, 169, ROWS, VISIBLE)
    expect(waiting).toEqual(before)
    // The end of the element is a little before the item.
    expect(scrollAt(waiting, item - 1, ROWS, VISIBLE)).toEqual({
      anchor: { item: item - 1, row: start - 1 },
      target: null,
    })
  })
  it('begins at its first row and ends at its last', () => {
    expect(scrolledTo([500_000, 0]).row).toBe(0)
    expect(scrolledTo([999_999]).row).toBe(ROWS - VISIBLE)
    expect(scrolledTo([999_992]).row).toBe(ROWS - VISIBLE)
  })
  it('never leaves the table', () => {
    const nearEnd = scrolledTo([999_900])
    expect(anchorAt(nearEnd, 999_990, ROWS, VISIBLE).row).toBeLessThanOrEqual(ROWS - VISIBLE)
  })
  it('has a place for every row, in order', () => {
    const places = [0, 1, 4_999_999, 5_000_000, ROWS - VISIBLE].map((row) => itemOf(row, ROWS, VISIBLE))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places.at(-1)).toBe(1_000_000 - VISIBLE)
  })
})
