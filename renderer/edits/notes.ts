/** Adding and editing notes, each as one undo step. */
import type { Note } from '../../shared/document/document.ts'
import { addNote, labels, setNote } from '../../shared/document/edits.ts'
import type { Point } from '../geometry/box.ts'
import { currentNetwork, useApp } from '../state/store.ts'

/** Adds a note at a point of the screen, else in the middle of the view, and starts editing its text. */
export function addNoteAt(point?: Point): void {
  const app = useApp.getState()
  const position = (point && app.canvas?.positionAt(point.x, point.y)) ?? app.canvas?.center()
  if (!position) return
  const previous = currentNetwork().notes
  app.edit(labels.addNote, (document) => addNote(document, position))
  const added = Object.keys(currentNetwork().notes).find((id) => !Object.hasOwn(previous, id))
  if (added !== undefined) editNote(added)
}

/** Selects a note and starts editing its text. */
export function editNote(id: string): void {
  useApp.getState().select({ notes: [id] })
  useApp.setState({ editedNote: id })
}

/** Stops editing a note's text. */
export function stopEditingNote(id: string): void {
  if (useApp.getState().editedNote === id) useApp.setState({ editedNote: null })
}

/** Changes a note: as a preview while typing, or as one undo step when the field loses the focus. */
export function changeNote(id: string, next: Partial<Note>, mode: 'preview' | 'commit'): void {
  const app = useApp.getState()
  const recipe = (document: Parameters<typeof setNote>[0]) => setNote(document, id, next)
  if (mode === 'preview') app.preview(recipe)
  else app.edit(labels.setNote, recipe)
}
