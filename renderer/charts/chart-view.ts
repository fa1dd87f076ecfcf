/** What charts that belong together show: the part of the horizontal axis and the position of the cursor. Charts read it when they draw;
 *  React renders only what depends on a value that has changed. */
import { useState } from 'react'
import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { Text } from '../../shared/text.ts'
import { type Extent, nextPosition, pan, reveal, shownOf, type ZoomAxis, zoomAt } from './zoom.ts'

export interface ChartView {
  /** null: all, also what is added later. */
  readonly zoom: Extent | null
  readonly cursor: number | null
}

export type ChartViewStore = UseBoundStore<StoreApi<ChartView>>

const createView = (): ChartViewStore => create<ChartView>()(() => ({ zoom: null, cursor: null }))

export const useChartView = (): ChartViewStore => useState(createView)[0]

/** How much one key press zooms and moves. */
const KEY_ZOOM = 1.5
const KEY_PAN = 1 / 8
const LITTLE = 1e-6

/** What the keys do, for the name of the element that has them. */
export const ZOOM_KEYS: Text = {
  en: 'Left and Right move the cursor, with Shift the view; + and − zoom, 0 shows all.',
  ko: '왼쪽과 오른쪽 화살표로 커서를, Shift와 함께 화면을 옮기고, +와 −로 확대·축소하며, 0으로 전체를 봅니다.',
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** @param positions that the cursor goes to, ascending, of each curve
 *  @returns whether the key is one of a chart */
export function pressKey(
  view: ChartViewStore,
  axis: ZoomAxis,
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress,
  positions: () => readonly Float64Array[],
): boolean {
  if (ctrlKey || metaKey || altKey) return false
  const { zoom, cursor } = view.getState()
  const shown = shownOf(zoom, axis)
  const { from, to } = shown
  const seen = cursor !== null && cursor >= from && cursor <= to ? cursor : null
  const at = seen ?? (from + to) / 2
  const move = (direction: 1 | -1): void => {
    // A cursor that is not seen begins at the end of what is shown, with the position there.
    const start = seen ?? (direction > 0 ? from - LITTLE * (to - from) : to + LITTLE * (to - from))
    const position = shiftKey ? null : nextPosition(positions(), start, direction)
    if (shiftKey) view.setState({ zoom: pan(shown, axis, direction * KEY_PAN) })
    else if (position !== null)
      view.setState({ cursor: position, ...(zoom && { zoom: reveal(shown, axis, position) }) })
  }
  switch (key) {
    case 'ArrowLeft':
      move(-1)
      return true
    case 'ArrowRight':
      move(1)
      return true
    // The key of + is that of = on many keyboards.
    case '+':
    case '=':
      view.setState({ zoom: zoomAt(shown, axis, at, 1 / KEY_ZOOM) })
      return true
    case '-':
      view.setState({ zoom: zoomAt(shown, axis, at, KEY_ZOOM) })
      return true
    case '0':
      view.setState({ zoom: null })
      return true
    default:
      return false
  }
}
