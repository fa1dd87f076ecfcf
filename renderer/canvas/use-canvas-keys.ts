/** Keys on the canvas: Enter opens what has the focus, Escape selects nothing. React Flow's own answers come first. */
import { useRef } from 'react'
import { goToProperties } from '../commands/areas.ts'
import { type Selection, useApp } from '../state/store.ts'
import { editNote, noteOf } from './notes.ts'

/** React Flow selects by these; what it unselects loses the focus in the next frame. */
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
      // Ctrl+Enter trains, Alt+Enter opens a group: to React Flow they are a click that takes out of the selection.
      const isCommand = key === 'Enter' && (event.ctrlKey || event.metaKey || event.altKey)
      if (isCommand && before.current) app.select(before.current)
      // The next key still begins there.
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
