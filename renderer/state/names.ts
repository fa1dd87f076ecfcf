/** Names of files as the window displays them. */
import { parentFolder } from '../../shared/document/data-paths.ts'

export const UNTITLED = 'untitled'

/** `/a/b/net.loom` → `net.loom`, also with backslashes. */
export const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** Creates the id of a document that has no file yet. Its draft and its runs are stored under this id. */
export const newDraftId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** `net.loom` → `net`. */
export const stem = (name: string): string => name.replace(/\.loom$/i, '')

/** The fields of the file state that follow from a document's path. */
export const locationOf = (path: string) => ({ path, name: stem(nameOf(path)), folder: parentFolder(path) })
