/** A click on one of several selected nodes selects only that one. It happens on release, so that a drag still moves all of them. React
 *  Flow does not change the selection here, and after a box selection it lays a frame over the selected nodes. */
import { useStoreApi } from '@xyflow/react'
import { type PointerEvent, useRef } from 'react'
import { type Selection, useApp } from '../state/store.ts'
import { elementOf, nodeAt } from './elements.ts'
import { noteOf } from './notes.ts'

/** The greatest pointer movement of a click, in pixels. */
const STILL = 4
const FRAME = '.react-flow__nodesselection'
/** Elements that handle their own clicks. */
const OWN_PRESS = 'button, input, textarea, .react-flow__handle, .react-flow__resize-control'

const without = (ids: readonly string[], id: string): readonly string[] => ids.filter((other) => other !== id)
const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? without(ids, id) : [...ids, id]

/** The selection after a click on a node or note, or on nothing.
 *  @param keeps whether a modifier key that extends the selection was held */
export function pressed(
  selection: Selection,
  viewId: string | undefined,
  keeps: boolean,
): Partial<Selection> {
  if (viewId === undefined) return keeps ? selection : {}
  const note = noteOf(viewId)
  if (!keeps) return note === null ? { nodes: [viewId] } : { notes: [note] }
  return note === null
    ? { ...selection, nodes: toggled(selection.nodes, viewId) }
    : { ...selection, notes: toggled(selection.notes, note) }
}

export function usePress() {
  const store = useStoreApi()
  const began = useRef<{ readonly x: number; readonly y: number; readonly onFrame: boolean } | null>(null)
  return {
    onPointerDown: ({ target, button, clientX: x, clientY: y }: PointerEvent) => {
      const at = target as Element
      const onFrame = at.closest(FRAME) !== null
      const counts = button === 0 && (onFrame || at.closest('.react-flow__node')) && !at.closest(OWN_PRESS)
      began.current = counts ? { x, y, onFrame } : null
    },
    onPointerUp: (event: PointerEvent) => {
      const from = began.current
      began.current = null
      const at = { x: event.clientX, y: event.clientY }
      if (!from || Math.hypot(at.x - from.x, at.y - from.y) > STILL) return
      const { selection, history, menu, writing, select } = useApp.getState()
      // A node was dragged and brought back, or a long press has opened the menu.
      if (history.base || menu || writing !== null) return
      const keeps = event.shiftKey || event.ctrlKey || event.metaKey
      // Without the frame, React Flow toggles the clicked node itself.
      if (keeps && !from.onFrame) return
      const viewId = nodeAt(at)
      if (!from.onFrame && viewId === undefined) return
      select(pressed(selection, viewId, keeps))
      if (!keeps) store.setState({ nodesSelectionActive: false })
      if (viewId !== undefined) elementOf(viewId)?.focus({ preventScroll: true })
    },
  }
}
