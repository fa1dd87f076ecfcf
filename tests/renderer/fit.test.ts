/** What part of the drawing is looked at, what lies beyond it, and room for what is added. */
import { describe, expect, it } from 'vitest'
import { beyond, movedOn, readable, whole } from '../../renderer/canvas/fit.ts'
import { freeShift } from '../../renderer/canvas/free-place.ts'
import { APART } from '../../renderer/canvas/size.ts'

const box = (x: number, y: number, width = 212, height = 52) => ({ x, y, width, height })
const column = Array.from({ length: 20 }, (_, i) => box(100, 84 * i))
const row = Array.from({ length: 20 }, (_, i) => box(308 * i, 50))
const room = { width: 860, height: 560 }

describe('fitting into view', () => {
  it('takes all that can be read, in the middle', () => {
    const few = column.slice(0, 3)
    expect(readable(few, few[0]!, room, 1)).toEqual({ x: 224, y: 170, zoom: 1 })
    expect(readable(few, few[0]!, room, 1.25).zoom).toBe(1.25)
  })
  it('stops where the print has eleven pixels, and begins at the first layer', () => {
    expect(readable(column, column[0]!, room, 1.25)).toEqual({ x: 224, y: 12, zoom: 1 })
    expect(readable(row, row[0]!, room, 1.25)).toMatchObject({ x: 12, zoom: 1 })
  })
  it('of a broad drawing shows the first layer in the middle', () => {
    const broad = [box(2000, 0), ...Array.from({ length: 12 }, (_, i) => box(300 * i, 84))]
    const { x, zoom } = readable(broad, broad[0]!, room, 1)
    expect(x + (2000 + 106) * zoom).toBe(430)
  })
  it('of all takes whatever scale that needs', () => {
    const view = whole(column, room, 1.25)
    expect(view.zoom).toBeLessThan(0.4)
    const found = beyond(column, view, room)
    expect([found.up, found.down, found.left, found.right]).toEqual([[], [], [], []])
  })
})

describe('what is out of view', () => {
  it('is told by its side, and gone to from screen to screen, up to the end', () => {
    let view = readable(column, column[0]!, room, 1)
    const seen = [0]
    for (let n = 0; n < 5; n++) {
      const { down, up } = beyond(column, view, room)
      expect(up.length + down.length).toBeLessThan(20)
      if (down.length === 0) break
      view = movedOn(down, 'down', view, room)
      seen.push(beyond(column, view, room).up.length)
    }
    expect(seen).toEqual([0, 7, 14])
    const end = 84 * 19 + 52 + view.y
    expect(end).toBeLessThan(room.height)
    const above = beyond(column, view, room).up
    expect(movedOn(above, 'up', view, room).y).toBeGreaterThan(view.y)
  })
})

describe('room for what is added', () => {
  it('is where it is asked for, if nothing lies there', () => {
    expect(freeShift(box(0, 0), [box(0, 100)], ['right'])).toEqual({ x: 0, y: 0 })
  })
  it('is beside what lies there, past all that stands in the way', () => {
    expect(freeShift(box(0, 0), [box(0, 0), box(256, 10), box(600, 84)], ['right'])).toEqual({ x: 512, y: 0 })
    expect(freeShift(box(0, 0), [box(0, 0)], ['right', 'down'])).toEqual({ x: 0, y: 52 + APART })
    expect(freeShift(box(0, 0), [box(150, 0)], ['right', 'left'])).toEqual({ x: -106, y: 0 })
  })
})
