/** What is open survives a reload of the page, saved or not, with what can be undone: kept in the tab's own storage when the page
 *  goes. */
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { isObject } from '../../shared/json.ts'
import { keptHistory, readHistory } from './kept-history.ts'
import { UNTITLED } from './names.ts'
import { BLANK, isDirty, useApp } from './store.ts'

const KEY = 'layerloom.session'
/** Apart, so that a history that does not fit costs no document. */
const HISTORY = 'layerloom.history'
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A storage that is full or switched off only means that a reload offers the draft. */
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

/** Takes a value out of the storage; `null` for what is none. */
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

/** Opens what the last page of this tab had open; false when there is nothing. */
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
