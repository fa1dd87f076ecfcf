/** Adding and editing notes, each as one undo step. */
import { mainNetwork, type Note } from '../../shared/document/document.ts'
import { addNote, labels, setNote } from '../../shared/document/edits.ts'
import type { Point } from '../commands/command.ts'
import { drawingOf, useApp } from '../state/store.ts'

/** The prefix of a note's view id among React Flow's nodes. No node id begins with it. */
const SIGN = '#'
export const viewIdOf = (note: string): string => SIGN + note
/** The note id of a view id; null for a layer. */
export const noteOf = (viewId: string): string | null =>
  viewId.startsWith(SIGN) ? viewId.slice(SIGN.length) : null

const notesNow = () => mainNetwork(drawingOf(useApp.getState())).notes

/** Adds a note at a point of the screen, else in the middle of the view, and starts editing its text. */
export function addNoteAt(at?: Point): void {
  const app = useApp.getState()
  const place = (at && app.canvas?.place(at.x, at.y)) ?? app.canvas?.center()
  if (!place) return
  const before = notesNow()
  app.edit(labels.addNote, (document) => addNote(document, place))
  const added = Object.keys(notesNow()).find((id) => !Object.hasOwn(before, id))
  if (added !== undefined) editNote(added)
}

/** Selects a note and starts editing its text. */
export function editNote(id: string): void {
  useApp.getState().select({ notes: [id] })
  useApp.setState({ writing: id })
}

/** Stops editing a note's text. */
export function endNote(id: string): void {
  if (useApp.getState().writing === id) useApp.setState({ writing: null })
}

/** Changes a note: as a preview while typing, or as one undo step when the field loses the focus. */
export function changeNote(id: string, next: Partial<Note>, how: 'preview' | 'commit'): void {
  const app = useApp.getState()
  const recipe = (document: Parameters<typeof setNote>[0]) => setNote(document, id, next)
  if (how === 'preview') app.preview(recipe)
  else app.edit(labels.setNote, recipe)
}
