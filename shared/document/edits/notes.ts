/** Notes on the canvas. */
import type { Document, Network, Note, Position } from '../document.ts'
import { uniqueId } from '../ids.ts'
import { MAX_NOTES, MAX_STRING } from '../limits.ts'
import { change, refuseEdit } from './change.ts'
import { roundPosition } from './nodes.ts'

/** @throws ProblemError if the network would exceed the number of notes that a file may hold */
export function requireNoteCapacity({ notes }: Pick<Network, 'notes'>, count: number): void {
  if (Object.keys(notes).length + count > MAX_NOTES)
    refuseEdit({
      en: `A network can have at most ${MAX_NOTES} notes.`,
      ko: `메모는 ${MAX_NOTES}개까지 붙일 수 있습니다.`,
    })
}

export const addNote = (document: Document, position: Position, text = ''): Document =>
  change(document, (network) => {
    requireNoteCapacity(network, 1)
    const id = uniqueId('note', network.notes)
    network.notes[id] = {
      text: text.slice(0, MAX_STRING),
      position: { ...roundPosition(position) },
      width: 216,
      height: 96,
    }
  })

/** Changes some properties of a note; text is cut at 4,096 characters. */
export const setNote = (document: Document, id: string, changes: Partial<Note>): Document =>
  change(document, (network) => {
    const note = Object.hasOwn(network.notes, id) ? network.notes[id] : undefined
    if (!note) return
    if (changes.text !== undefined) note.text = changes.text.slice(0, MAX_STRING)
    if (changes.position) {
      const { x, y } = roundPosition(changes.position)
      if (note.position.x !== x || note.position.y !== y) note.position = { x, y }
    }
    if (changes.width !== undefined) note.width = Math.max(0, roundPosition({ x: changes.width, y: 0 }).x)
    if (changes.height !== undefined) note.height = Math.max(0, roundPosition({ x: changes.height, y: 0 }).x)
  })

export const removeNotes = (document: Document, ids: readonly string[]): Document =>
  change(document, (network) => {
    for (const id of ids) delete network.notes[id]
  })
