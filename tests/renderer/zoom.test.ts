/** The shown part of the horizontal axis of charts, by mouse, wheel, fingers and keys. */
import { describe, expect, it } from 'vitest'
import { create } from 'zustand'
import type { ChartView } from '../../renderer/charts/chart-view.ts'
import { pressKey } from '../../renderer/charts/chart-view.ts'
import {
  clamp,
  nextPosition,
  pan,
  partUnder,
  reveal,
  shownOf,
  wheelFactor,
  zoomAt,
} from '../../renderer/charts/zoom.ts'

const axis = { from: 0, to: 100, least: 2 }

describe('the shown part', () => {
  it('is all that there is, also what is added, until it is zoomed', () => {
    expect(shownOf(null, { from: 0, to: 200 })).toEqual({ from: 0, to: 200 })
    expect(shownOf({ from: 10, to: 20 }, { from: 0, to: 200 })).toEqual({ from: 10, to: 20 })
  })

  it('is all where the axis has become another one', () => {
    expect(shownOf({ from: 500, to: 600 }, axis)).toBe(axis)
  })

  it('lies on the axis, and is not shorter than what can be shown', () => {
    expect(clamp({ from: -5, to: 15 }, axis)).toEqual({ from: 0, to: 20 })
    expect(clamp({ from: 95, to: 105 }, axis)).toEqual({ from: 90, to: 100 })
    expect(clamp({ from: 50, to: 50.5 }, axis)).toEqual({ from: 49.25, to: 51.25 })
    expect(clamp({ from: -1, to: 120 }, axis)).toBe(null)
    expect(clamp({ from: 3, to: 3 }, { from: 0, to: 1e4, least: 0 })).toEqual({ from: 2.5, to: 3.5 })
  })

  it('is zoomed at a position that stays where it is', () => {
    expect(zoomAt({ from: 0, to: 100 }, axis, 25, 0.5)).toEqual({ from: 12.5, to: 62.5 })
    expect(zoomAt({ from: 40, to: 60 }, axis, 50, 100)).toBe(null)
    expect(zoomAt({ from: 49, to: 51 }, axis, 49, 0.5)).toEqual({ from: 49, to: 51 })
  })

  it('is moved up to the ends of the axis', () => {
    expect(pan({ from: 10, to: 30 }, axis, 0.5)).toEqual({ from: 20, to: 40 })
    expect(pan({ from: 10, to: 30 }, axis, -9)).toEqual({ from: 0, to: 20 })
    expect(pan({ from: 0, to: 100 }, axis, 0.5)).toBe(null)
  })

  it('moves to a position beyond its ends', () => {
    expect(reveal({ from: 10, to: 30 }, axis, 20)).toEqual({ from: 10, to: 30 })
    expect(reveal({ from: 10, to: 30 }, axis, 31)).toEqual({ from: 13, to: 33 })
    expect(reveal({ from: 10, to: 30 }, axis, 9)).toEqual({ from: 7, to: 27 })
  })

  it('has positions that follow each other, of all curves', () => {
    const columns = [Float64Array.of(1, 3), Float64Array.of(2, 3 + 1e-12, 9)]
    expect([0, 1, 2, 3, 9].map((from) => nextPosition(columns, from, 1))).toEqual([1, 2, 3, 9, 9])
    expect([99, 9, 3, 2, 1].map((from) => nextPosition(columns, from, -1))).toEqual([9, 3 + 1e-12, 2, 1, 1])
    expect(nextPosition([new Float64Array(0)], 0, 1)).toBe(null)
  })

  it('keeps what one or two fingers hold under them', () => {
    expect(partUnder([{ value: 20, place: 0.75 }], 40)).toEqual({ from: -10, to: 30 })
    const two = [
      { value: 20, place: 0.25 },
      { value: 40, place: 0.75 },
    ]
    expect(partUnder(two, 100)).toEqual({ from: 10, to: 50 })
    // Fingers that have crossed do not turn the axis around.
    expect(partUnder([two[1]!, { value: 20, place: 0.9 }], 100)).toEqual({ from: -35, to: 65 })
  })

  it('grows and shrinks with the wheel, faster by a pinch on a trackpad', () => {
    const turn = { deltaY: 100, deltaMode: 0, ctrlKey: false }
    expect(wheelFactor(turn)).toBeCloseTo(2 ** 0.2)
    expect(wheelFactor({ ...turn, deltaY: -100 })).toBeCloseTo(2 ** -0.2)
    expect(wheelFactor({ ...turn, deltaY: 2, deltaMode: 1 })).toBeCloseTo(2 ** 0.1)
    expect(wheelFactor({ ...turn, deltaY: 10, ctrlKey: true })).toBeCloseTo(2 ** 0.2)
  })
})

describe('the keys of charts', () => {
  const press = (start: Partial<ChartView>, key: string, more = {}) => {
    const view = create<ChartView>()(() => ({ zoom: null, cursor: null, ...start }))
    const event = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }
    const isOwn = pressKey(view, axis, event, () => [Float64Array.of(0, 10, 90, 100)])
    return { isOwn, ...view.getState() }
  }
  const zoom = { from: 20, to: 40 }

  it('zoom at the cursor, or in the middle where it is not seen', () => {
    expect(press({ cursor: 0 }, '+').zoom).toEqual({ from: 0, to: expect.closeTo(200 / 3) })
    expect(press({ cursor: 99, zoom }, '-').zoom).toEqual({ from: 15, to: 45 })
    expect(press({ zoom }, '0').zoom).toBe(null)
  })

  it('move the cursor, which stays in view, or the view with Shift', () => {
    expect(press({}, 'ArrowRight')).toEqual({ isOwn: true, cursor: 0, zoom: null })
    expect(press({ cursor: 5 }, 'ArrowRight')).toEqual({ isOwn: true, cursor: 10, zoom: null })
    const shown = { zoom: { from: 5, to: 25 } }
    expect(press({ ...shown, cursor: 99 }, 'ArrowRight')).toEqual({ isOwn: true, cursor: 10, ...shown })
    expect(press({ ...shown, cursor: 10 }, 'ArrowRight')).toEqual({
      ...{ isOwn: true, cursor: 90, zoom: { from: 72, to: 92 } },
    })
    expect(press({ zoom }, 'ArrowLeft', { shiftKey: true })).toEqual({
      ...{ isOwn: true, cursor: null, zoom: { from: 17.5, to: 37.5 } },
    })
  })

  it('leave others to the window', () => {
    expect(press({ zoom }, '0', { ctrlKey: true })).toEqual({ isOwn: false, cursor: null, zoom })
    expect(press({ zoom }, 'x').isOwn).toBe(false)
  })
})
