/** Messages that say something of the document as it is now: they go when it becomes another one. To look at another variant of it changes
 *  nothing of what they say. */
import type { Document } from '../../shared/document/document.ts'
import { type Action, notify, unnotify } from '../ui/notify.ts'
import { useApp } from './store.ts'

const told = new Map<string, Document>()

/** @param id of a message */
export function untilEdited(id: string): void {
  told.set(id, useApp.getState().history.present)
}

useApp.subscribe((state) => {
  for (const [id, document] of told) {
    if (state.history.present === document) continue
    told.delete(id)
    unnotify(id)
  }
})

/** Takes the last edit back, as long as there is no later one. */
export const UNDO: Action = {
  label: { en: 'Undo', ko: '실행 취소' },
  run: () => useApp.getState().undo(),
}

/** Tells what an edit did, with the way back. */
export const notifyDone = (...[title, sentences]: Parameters<typeof notify>): void =>
  untilEdited(notify(title, sentences, { kind: 'info', actions: [UNDO] }))
