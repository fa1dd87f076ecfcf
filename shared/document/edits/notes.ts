/** Notes on the canvas. */
import type { Document, Network, Note, Position } from '../document.ts'
import { freshId } from '../ids.ts'
import { MAX_NOTES, MAX_STRING } from '../limits.ts'
import { change, refuseEdit } from './change.ts'
import { round } from './nodes.ts'

/** @throws ProblemError if the network would exceed the number of notes that a file may hold */
export function requireRoomForNotes({ notes }: Pick<Network, 'notes'>, more: number): void {
  if (Object.keys(notes).length + more > MAX_NOTES)
    refuseEdit({
      en: `A network holds at most ${MAX_NOTES} notes.`,
      ko: `메모는 ${MAX_NOTES}개까지 붙일 수 있습니다.`,
    })
}

export const addNote = (document: Document, position: Position, text = ''): Document =>
  change(document, (network) => {
    requireRoomForNotes(network, 1)
    const id = freshId('note', network.notes)
    network.notes[id] = {
      text: text.slice(0, MAX_STRING),
      position: { ...round(position) },
      width: 216,
      height: 96,
    }
  })

/** Changes some properties of a note; text is cut at 4,096 characters. */
export const setNote = (document: Document, id: string, next: Partial<Note>): Document =>
  change(document, (network) => {
    const note = Object.hasOwn(network.notes, id) ? network.notes[id] : undefined
    if (!note) return
    if (next.text !== undefined) note.text = next.text.slice(0, MAX_STRING)
    if (next.position) {
      const { x, y } = round(next.position)
      if (note.position.x !== x || note.position.y !== y) note.position = { x, y }
    }
    if (next.width !== undefined) note.width = Math.max(0, round({ x: next.width, y: 0 }).x)
    if (next.height !== undefined) note.height = Math.max(0, round({ x: next.height, y: 0 }).x)
  })

export const removeNotes = (document: Document, ids: readonly string[]): Document =>
  change(document, (network) => {
    for (const id of ids) delete network.notes[id]
  })
