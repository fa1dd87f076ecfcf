/** The open document, saved or not, and its undo history survive a reload: both are written to the tab's session storage when the page
 *  unloads. */
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { isObject } from '../../shared/json.ts'
import { parseHistory, serializeHistory } from './history-json.ts'
import { UNTITLED } from './names.ts'
import { BLANK, isDirty, useApp } from './store.ts'

const SESSION_KEY = 'layerloom.session'
/** A separate entry, so that a history that exceeds the storage does not cost the document. */
const HISTORY_KEY = 'layerloom.history'
const stringOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** If the storage is full or disabled, a reload only offers the draft. */
export function storeSession(): void {
  const state = useApp.getState()
  const { path, name, folder, version, draft, saved } = state.file
  const stored = {
    text: serializeDocument(state.history.present),
    variant: state.variant,
    path,
    name,
    folder,
    version,
    draft,
    dirty: isDirty(state),
  }
  try {
    sessionStorage.removeItem(HISTORY_KEY)
    sessionStorage.setItem(SESSION_KEY, JSON.stringify(stored))
    sessionStorage.setItem(HISTORY_KEY, JSON.stringify(serializeHistory(state.history, saved, stored.text)))
  } catch (error) {
    console.warn('Not all could be kept for a reload:', error)
  }
}

/** Removes an entry from the storage and returns its value; `null` if it is invalid. */
function popItem(key: string): unknown {
  const value = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  try {
    return JSON.parse(value ?? 'null')
  } catch (error) {
    console.warn('What was kept before the reload could not be read:', error)
    return null
  }
}

/** Opens the document that the previous page of this tab had open; false if there is none. */
export function restoreSession(): boolean {
  try {
    const [stored, steps] = [popItem(SESSION_KEY), popItem(HISTORY_KEY)]
    if (!isObject(stored) || typeof stored.text !== 'string') return false
    const document = parseDocument(stored.text)
    const file = {
      path: stringOrNull(stored.path),
      name: stringOrNull(stored.name) ?? UNTITLED,
      folder: stringOrNull(stored.folder),
      ...(typeof stored.version === 'string' && { version: stored.version }),
      ...(typeof stored.draft === 'string' && { draft: stored.draft }),
    }
    const { history, saved } = parseHistory(steps, document, stored.text)
    useApp.getState().open(document, file, stored.dirty === true ? (saved ?? BLANK) : document)
    useApp.setState({ history })
    if (typeof stored.variant === 'string') useApp.getState().showVariant(stored.variant)
    return true
  } catch (error) {
    console.warn('What was open before the reload could not be read:', error)
    return false
  }
}
