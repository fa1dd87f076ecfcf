/** Notes: adding one, writing into it, moving and sizing it, each one undo step. */
import { mainNetwork, type Note } from '../../shared/document/document.ts'
import { addNote, labels, setNote } from '../../shared/document/edits.ts'
import type { Point } from '../commands/command.ts'
import { drawingOf, useApp } from '../state/store.ts'

/** A note among React Flow's nodes; no node's id begins with this sign. */
const SIGN = '#'
export const viewIdOf = (note: string): string => SIGN + note
/** The note that a view node stands for; null for a layer. */
export const noteOf = (viewId: string): string | null =>
  viewId.startsWith(SIGN) ? viewId.slice(SIGN.length) : null

const notesNow = () => mainNetwork(drawingOf(useApp.getState())).notes

/** A new note where it was asked for, else in the middle of the view; its text can be written at once. */
export function addNoteAt(at?: Point): void {
  const app = useApp.getState()
  const place = (at && app.canvas?.place(at.x, at.y)) ?? app.canvas?.center()
  if (!place) return
  const before = notesNow()
  app.edit(labels.addNote, (document) => addNote(document, place))
  const added = Object.keys(notesNow()).find((id) => !Object.hasOwn(before, id))
  if (added !== undefined) editNote(added)
}

/** Selects a note and puts the cursor into it. */
export function editNote(id: string): void {
  useApp.getState().select({ notes: [id] })
  useApp.setState({ writing: id })
}

/** The canvas has the focus again, on the note. */
export function endNote(id: string): void {
  if (useApp.getState().writing === id) useApp.setState({ writing: null })
}

/** Typing and sizing preview; leaving commits one step. */
export function changeNote(id: string, next: Partial<Note>, how: 'preview' | 'commit'): void {
  const app = useApp.getState()
  const recipe = (document: Parameters<typeof setNote>[0]) => setNote(document, id, next)
  if (how === 'preview') app.preview(recipe)
  else app.edit(labels.setNote, recipe)
}
