/** The height of the dock: folded at first, opened by the first training, then set by the person. */
import { beforeEach, describe, expect, it } from 'vitest'
import { MIN_HEIGHT, maxHeight, parseSize, useDock } from '../../../renderer/state/dock.ts'

const FIRST = parseSize(null)
const dock = () => useDock.getState()
beforeEach(() => useDock.setState({ ...FIRST, tab: 'training' }))

describe('folded', () => {
  it('at first, with any active tab', () => {
    expect(FIRST).toEqual({ height: 220, folded: true, shown: false })
    expect(dock()).toMatchObject({ tab: 'training', folded: true })
  })

  it('opens with the first training, and not again after the person folded it', () => {
    dock().present('training')
    expect(dock()).toMatchObject({ tab: 'training', folded: false, height: 220 })
    dock().show('log')
    dock().fold(true)
    dock().present('training')
    expect(dock()).toMatchObject({ tab: 'training', folded: true })
  })

  it('opens when a tab is requested', () => {
    dock().show('summary')
    expect(dock()).toMatchObject({ tab: 'summary', folded: false })
  })

  it('keeps the last height', () => {
    dock().resize(180)
    dock().resize(40)
    expect(dock()).toMatchObject({ folded: true, height: 180 })
    dock().fold(false)
    expect(dock()).toMatchObject({ folded: false, height: 180 })
  })
})

describe('the height', () => {
  it('is at most 40 % of the window, and at least the minimum of the charts', () => {
    expect(maxHeight(900)).toBe(360)
    expect(maxHeight(601)).toBe(240)
    expect(maxHeight(200)).toBe(MIN_HEIGHT)
    dock().resize(10_000)
    expect(dock().height).toBe(maxHeight())
    dock().resize(MIN_HEIGHT - 1)
    expect(dock()).toMatchObject({ folded: false, height: MIN_HEIGHT })
    dock().resize(150.4)
    expect(dock().height).toBe(150)
  })
})

describe('the stored size', () => {
  it('is validated field by field', () => {
    expect(parseSize({ height: 300, folded: false, shown: true })).toEqual({
      height: 300,
      folded: false,
      shown: true,
    })
    expect(parseSize({ height: 5, folded: 'no', shown: 1 })).toEqual({ ...FIRST, height: MIN_HEIGHT })
    for (const foreign of [undefined, 7, 'x', [], { height: 'tall' }, { height: Number.NaN }])
      expect(parseSize(foreign)).toEqual(FIRST)
  })
})
