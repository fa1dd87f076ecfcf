/** Messages about the current state of the document. They are dismissed when the document changes; showing another variant does not
 *  change it. */
import type { Document } from '../../shared/document/document.ts'
import { type Action, dismissMessage, notify } from './notify.ts'
import { useApp } from './store.ts'

const messages = new Map<string, Document>()

/** @param id id of a message */
export function dismissOnEdit(id: string): void {
  messages.set(id, useApp.getState().history.present)
}

useApp.subscribe((state) => {
  for (const [id, document] of messages) {
    if (state.history.present === document) continue
    messages.delete(id)
    dismissMessage(id)
  }
})

/** Undoes the edit, as long as there is no later one. */
export const UNDO: Action = {
  label: { en: 'Undo', ko: '실행 취소' },
  run: () => useApp.getState().undo(),
}

/** Shows what an edit did, with an Undo action. */
export const notifyEdit = (...[title, sentences]: Parameters<typeof notify>): void =>
  dismissOnEdit(notify(title, sentences, { kind: 'info', actions: [UNDO] }))
