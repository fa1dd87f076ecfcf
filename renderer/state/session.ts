/** What is open survives a reload of the page, saved or not: kept in the tab's own storage when the page goes. */
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { isObject } from '../../shared/json.ts'
import { UNTITLED } from './names.ts'
import { BLANK, documentOf, isDirty, useApp } from './store.ts'

const KEY = 'layerloom.session'
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A storage that is full or switched off only means that a reload offers the draft. */
export function keepSession(): void {
  const state = useApp.getState()
  const { path, name, folder, version } = state.file
  const kept = {
    text: serializeDocument(documentOf(state)),
    path,
    name,
    folder,
    version,
    dirty: isDirty(state),
  }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept))
  } catch (error) {
    console.warn('The document could not be kept for a reload:', error)
  }
}

/** Opens what the last page of this tab had open; false when there is nothing. */
export function restoreSession(): boolean {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    sessionStorage.removeItem(KEY)
    if (!isObject(kept) || typeof kept.text !== 'string') return false
    const document = parseDocument(kept.text)
    const file = {
      path: text(kept.path),
      name: text(kept.name) ?? UNTITLED,
      folder: text(kept.folder),
      ...(typeof kept.version === 'string' && { version: kept.version }),
    }
    useApp.getState().open(document, file, kept.dirty === true ? BLANK : document)
    return true
  } catch (error) {
    console.warn('What was open before the reload could not be read:', error)
    return false
  }
}
