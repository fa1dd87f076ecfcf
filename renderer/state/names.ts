/** Names of files as the window shows them. */
import { folderOf } from '../../shared/document/data-paths.ts'

export const UNTITLED = 'untitled'

/** `/a/b/net.loom` → `net.loom`, also with backslashes. */
export const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** Names a document that is in no file yet: its draft and its runs are known by it. */
export const newDraftId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** `net.loom` → `net`. */
export const stem = (name: string): string => name.replace(/\.loom$/i, '')

/** What the state says of a document that lies there. */
export const placeOf = (path: string) => ({ path, name: stem(nameOf(path)), folder: folderOf(path) })
