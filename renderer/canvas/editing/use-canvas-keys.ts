/** Keys on the canvas: Enter opens the focused node or note, Escape clears the selection. React Flow handles a key first. */
import { useRef } from 'react'
import { goToProperties } from '../../commands/areas.ts'
import { editNote } from '../../edits/notes.ts'
import { noteIdOf } from '../../geometry/view-id.ts'
import { type Selection, useApp } from '../../state/store.ts'

/** Keys by which React Flow changes the selection. A deselected element loses the focus in the next frame. */
const SELECTION_KEYS = ['Enter', ' ', 'Escape']

export function useCanvasKeys() {
  const previousSelection = useRef<Selection | null>(null)
  return {
    onKeyDownCapture: () => {
      previousSelection.current = useApp.getState().selection
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const { key } = event
      const target = event.target as HTMLElement
      const app = useApp.getState()
      if (key === 'Escape') app.select({})
      // Ctrl+Enter trains and Alt+Enter opens a group; React Flow treats both as a click that deselects.
      const isCommand = key === 'Enter' && (event.ctrlKey || event.metaKey || event.altKey)
      if (isCommand && previousSelection.current) app.select(previousSelection.current)
      // Restores the focus, so that the next key starts from the same element.
      if (SELECTION_KEYS.includes(key))
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) target.focus({ preventScroll: true })
        })
      const id = target.matches('.react-flow__node') ? target.dataset.id : undefined
      if (key !== 'Enter' || isCommand || id === undefined) return
      event.preventDefault()
      const note = noteIdOf(id)
      if (note !== null) {
        editNote(note)
        return
      }
      app.select({ nodes: [id] })
      goToProperties()
    },
  }
}
