/** The open document, saved or not, and its undo history survive a reload: both are written to the tab's session storage when the page
 *  unloads. */
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { isObject } from '../../shared/json.ts'
import { keptHistory, readHistory } from './kept-history.ts'
import { UNTITLED } from './names.ts'
import { BLANK, isDirty, useApp } from './store.ts'

const KEY = 'layerloom.session'
/** A separate entry, so that a history that exceeds the storage does not cost the document. */
const HISTORY = 'layerloom.history'
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** If the storage is full or disabled, a reload only offers the draft. */
export function keepSession(): void {
  const state = useApp.getState()
  const { path, name, folder, version, draft, saved } = state.file
  const kept = {
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
    sessionStorage.removeItem(HISTORY)
    sessionStorage.setItem(KEY, JSON.stringify(kept))
    sessionStorage.setItem(HISTORY, JSON.stringify(keptHistory(state.history, saved, kept.text)))
  } catch (error) {
    console.warn('Not all could be kept for a reload:', error)
  }
}

/** Removes an entry from the storage and returns its value; `null` if it is invalid. */
function take(key: string): unknown {
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
    const [kept, steps] = [take(KEY), take(HISTORY)]
    if (!isObject(kept) || typeof kept.text !== 'string') return false
    const document = parseDocument(kept.text)
    const file = {
      path: text(kept.path),
      name: text(kept.name) ?? UNTITLED,
      folder: text(kept.folder),
      ...(typeof kept.version === 'string' && { version: kept.version }),
      ...(typeof kept.draft === 'string' && { draft: kept.draft }),
    }
    const { history, saved } = readHistory(steps, document, kept.text)
    useApp.getState().open(document, file, kept.dirty === true ? (saved ?? BLANK) : document)
    useApp.setState({ history })
    if (typeof kept.variant === 'string') useApp.getState().showVariant(kept.variant)
    return true
  } catch (error) {
    console.warn('What was open before the reload could not be read:', error)
    return false
  }
}
