/** A click on one of several selected nodes selects only that one. It happens on release, so that a drag still moves all of them. React
 *  Flow does not change the selection here, and after a box selection it lays a frame over the selected nodes. */
import { useStoreApi } from '@xyflow/react'
import { type PointerEvent, useRef } from 'react'
import { elementOf, nodeAt } from '../../edits/elements.ts'
import { noteIdOf } from '../../geometry/view-id.ts'
import { type Selection, useApp } from '../../state/store.ts'

/** The greatest pointer movement of a click, in pixels. */
const MAX_MOVEMENT = 4
const SELECTION_FRAME = '.react-flow__nodesselection'
/** Elements that handle their own clicks. */
const INTERACTIVE = 'button, input, textarea, .react-flow__handle, .react-flow__resize-control'

const without = (ids: readonly string[], id: string): readonly string[] => ids.filter((other) => other !== id)
const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? without(ids, id) : [...ids, id]

/** The selection after a click on a node or note, or on nothing.
 *  @param extend whether a modifier key that extends the selection was held */
export function selectionAfterPress(
  selection: Selection,
  viewId: string | undefined,
  extend: boolean,
): Partial<Selection> {
  if (viewId === undefined) return extend ? selection : {}
  const note = noteIdOf(viewId)
  if (!extend) return note === null ? { nodes: [viewId] } : { notes: [note] }
  return note === null
    ? { ...selection, nodes: toggled(selection.nodes, viewId) }
    : { ...selection, notes: toggled(selection.notes, note) }
}

export function usePress() {
  const store = useStoreApi()
  const start = useRef<{ readonly x: number; readonly y: number; readonly onFrame: boolean } | null>(null)
  return {
    onPointerDown: ({ target, button, clientX: x, clientY: y }: PointerEvent) => {
      const element = target as Element
      const onFrame = element.closest(SELECTION_FRAME) !== null
      const isCandidate =
        button === 0 && (onFrame || element.closest('.react-flow__node')) && !element.closest(INTERACTIVE)
      start.current = isCandidate ? { x, y, onFrame } : null
    },
    onPointerUp: (event: PointerEvent) => {
      const pressStart = start.current
      start.current = null
      const point = { x: event.clientX, y: event.clientY }
      if (!pressStart || Math.hypot(point.x - pressStart.x, point.y - pressStart.y) > MAX_MOVEMENT) return
      const { selection, history, menu, editedNote, select } = useApp.getState()
      // A node was dragged and brought back, or a long press has opened the menu.
      if (history.base || menu || editedNote !== null) return
      const extend = event.shiftKey || event.ctrlKey || event.metaKey
      // Without the frame, React Flow toggles the clicked node itself.
      if (extend && !pressStart.onFrame) return
      const viewId = nodeAt(point)
      if (!pressStart.onFrame && viewId === undefined) return
      select(selectionAfterPress(selection, viewId, extend))
      if (!extend) store.setState({ nodesSelectionActive: false })
      if (viewId !== undefined) elementOf(viewId)?.focus({ preventScroll: true })
    },
  }
}
