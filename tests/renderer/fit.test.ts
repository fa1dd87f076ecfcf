/** The visible part of the drawing, the nodes outside it, and free positions for new nodes. */
import { describe, expect, it } from 'vitest'
import { boxesOutOfView, readableView, scrolledView, wholeView } from '../../renderer/geometry/fit.ts'
import { freeShift } from '../../renderer/geometry/free-place.ts'
import { BRANCH_GAP } from '../../renderer/geometry/size.ts'

const box = (x: number, y: number, width = 212, height = 52) => ({ x, y, width, height })
const column = Array.from({ length: 20 }, (_, i) => box(100, 84 * i))
const row = Array.from({ length: 20 }, (_, i) => box(308 * i, 50))
const viewport = { width: 860, height: 560 }

describe('fitting into view', () => {
  it('shows a small drawing completely, centered', () => {
    const firstNodes = column.slice(0, 3)
    expect(readableView(firstNodes, firstNodes[0]!, viewport, 1)).toEqual({ x: 224, y: 170, zoom: 1 })
    expect(readableView(firstNodes, firstNodes[0]!, viewport, 1.25).zoom).toBe(1.25)
  })
  it('keeps text at least 11 pixels high, and starts at the first layer', () => {
    expect(readableView(column, column[0]!, viewport, 1.25)).toEqual({ x: 224, y: 12, zoom: 1 })
    expect(readableView(row, row[0]!, viewport, 1.25)).toMatchObject({ x: 12, zoom: 1 })
  })
  it('centers the first layer of a broad drawing', () => {
    const broad = [box(2000, 0), ...Array.from({ length: 12 }, (_, i) => box(300 * i, 84))]
    const { x, zoom } = readableView(broad, broad[0]!, viewport, 1)
    expect(x + (2000 + 106) * zoom).toBe(430)
  })
  it('can show everything at any scale', () => {
    const view = wholeView(column, viewport, 1.25)
    expect(view.zoom).toBeLessThan(0.4)
    const found = boxesOutOfView(column, view, viewport)
    expect([found.up, found.down, found.left, found.right]).toEqual([[], [], [], []])
  })
})

describe('nodes out of view', () => {
  it('are grouped by side, and reached screen by screen, up to the end', () => {
    let view = readableView(column, column[0]!, viewport, 1)
    const countsAbove = [0]
    for (let n = 0; n < 5; n++) {
      const { down, up } = boxesOutOfView(column, view, viewport)
      expect(up.length + down.length).toBeLessThan(20)
      if (down.length === 0) break
      view = scrolledView(down, 'down', view, viewport)
      countsAbove.push(boxesOutOfView(column, view, viewport).up.length)
    }
    expect(countsAbove).toEqual([0, 7, 14])
    const end = 84 * 19 + 52 + view.y
    expect(end).toBeLessThan(viewport.height)
    const above = boxesOutOfView(column, view, viewport).up
    expect(scrolledView(above, 'up', view, viewport).y).toBeGreaterThan(view.y)
  })
})

describe('free positions for new nodes', () => {
  it('are the requested ones, if they are free', () => {
    expect(freeShift(box(0, 0), [box(0, 100)], ['right'])).toEqual({ x: 0, y: 0 })
  })
  it('are next to the nodes there, past all obstacles', () => {
    expect(freeShift(box(0, 0), [box(0, 0), box(256, 10), box(600, 84)], ['right'])).toEqual({ x: 512, y: 0 })
    expect(freeShift(box(0, 0), [box(0, 0)], ['right', 'down'])).toEqual({ x: 0, y: 52 + BRANCH_GAP })
    expect(freeShift(box(0, 0), [box(150, 0)], ['right', 'left'])).toEqual({ x: -106, y: 0 })
  })
})
