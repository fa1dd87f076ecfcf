/** Keys on the canvas: Enter opens the focused node or note, Escape clears the selection. React Flow handles a key first. */
import { useRef } from 'react'
import { goToProperties } from '../commands/areas.ts'
import { type Selection, useApp } from '../state/store.ts'
import { editNote, noteOf } from './notes.ts'

/** Keys by which React Flow changes the selection. A deselected element loses the focus in the next frame. */
const SELECTING = ['Enter', ' ', 'Escape']

export function useCanvasKeys() {
  const before = useRef<Selection | null>(null)
  return {
    onKeyDownCapture: () => {
      before.current = useApp.getState().selection
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const { key } = event
      const at = event.target as HTMLElement
      const app = useApp.getState()
      if (key === 'Escape') app.select({})
      // Ctrl+Enter trains and Alt+Enter opens a group; React Flow treats both as a click that deselects.
      const isCommand = key === 'Enter' && (event.ctrlKey || event.metaKey || event.altKey)
      if (isCommand && before.current) app.select(before.current)
      // Restores the focus, so that the next key starts from the same element.
      if (SELECTING.includes(key))
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) at.focus({ preventScroll: true })
        })
      const id = at.matches('.react-flow__node') ? at.dataset.id : undefined
      if (key !== 'Enter' || isCommand || id === undefined) return
      event.preventDefault()
      const note = noteOf(id)
      if (note !== null) {
        editNote(note)
        return
      }
      app.select({ nodes: [id] })
      goToProperties()
    },
  }
}
