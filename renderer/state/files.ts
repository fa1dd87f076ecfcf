/** Opening documents: a new one, a file, an example, unsaved work. The user is asked only if something would be lost; a file that cannot
 *  be read leaves the open document unchanged. */
import { parentFolder } from '../../shared/document/data-paths.ts'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import type { OpenedFile } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { ask } from './ask.ts'
import { chooseFile } from './choose-file.ts'
import { dismissOnEdit } from './edit-messages.ts'
import { withNotesIn } from './example-notes.ts'
import { locationOf, stem, UNTITLED } from './names.ts'
import { type Action, notify, TRY_AGAIN } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { save } from './saving.ts'
import { type FileState, isDirty, useApp } from './store.ts'

export const OPEN_ANOTHER: Action = {
  label: { en: 'Open another file…', ko: '다른 파일 열기…' },
  run: () => openFile(),
}

const cannotOpen = (name: string): Text => ({
  en: `${name} could not be opened`,
  ko: `${name} 파일을 열 수 없습니다`,
})
const CANNOT_OPEN: Text = { en: 'The file could not be opened', ko: '파일을 열 수 없습니다' }

/** Shows the reason until the document changes. */
export const notifyOpenFailed = (error: unknown, title = CANNOT_OPEN, action = OPEN_ANOTHER): void =>
  dismissOnEdit(notify(title, sentencesOf(error), { actions: [action] }))

/** Parses a document; notifies and returns `null` if the text is not a document. */
function parseOrNotify(name: string, text: string): Document | null {
  try {
    return parseDocument(text)
  } catch (error) {
    notifyOpenFailed(error, cannotOpen(name))
    return null
  }
}

type LoadedDocument = { readonly document: Document; readonly file: Omit<FileState, 'saved'> }

/** The file state of a document whose path is known. */
const savedFileOf = ({ path, version }: OpenedFile) => ({ ...locationOf(path), version })
/** The file state of an example. Examples belong to the app, so saving one asks for a path. */
const exampleFileOf = ({ path, name }: OpenedFile) => ({
  path: null,
  name: stem(name),
  folder: parentFolder(path),
})

/** Parses an opened file; notifies and returns `null` if it is not a document. */
function load(opened: OpenedFile, fileOf: typeof savedFileOf | typeof exampleFileOf): LoadedDocument | null {
  const document = parseOrNotify(opened.name, opened.text)
  return document && { document, file: fileOf(opened) }
}

function loadExample(opened: OpenedFile): LoadedDocument | null {
  const loaded = load(opened, exampleFileOf)
  return loaded && { ...loaded, document: withNotesIn(loaded.document, useApp.getState().language) }
}

const show = ({ document, file }: LoadedDocument): void => useApp.getState().open(document, file)

/** Whether the open document may be replaced: nothing is unsaved, or the user saves or discards it. Edits made during the save are asked
 *  about too. */
export async function confirmReplace(): Promise<boolean> {
  if (!isDirty(useApp.getState())) return true
  const choice = await ask({ kind: 'discard' })
  return choice === 'discard' || (choice === 'save' && (await save()) && confirmReplace())
}

/** Number of requests to open a document. Only the latest request is shown, however long earlier ones take. */
let latestRequest = 0

/** Reads a document and replaces the open one with it. The document is read before the question, since the user may edit in the
 *  meantime, and nothing is lost if it cannot be read. @returns whether the new document is shown */
export async function replaceDocument<T>(
  read: () => Promise<T | null> | T | null,
  show: (found: T) => void,
): Promise<boolean> {
  const request = ++latestRequest
  for (;;) {
    const found = await read()
    if (found === null || request !== latestRequest) return false
    const { version } = useApp.getState().file
    if (!(await confirmReplace()) || request !== latestRequest) return false
    // After a save in answer to the question, the file that was read may hold the open document: read it again.
    if (useApp.getState().file.version !== version) continue
    show(found)
    return true
  }
}

export async function newDocument(): Promise<boolean> {
  const request = ++latestRequest
  if (!(await confirmReplace()) || request !== latestRequest) return false
  useApp.getState().open(emptyDocument(UNTITLED), { path: null, name: UNTITLED, folder: null })
  return true
}

/** Asks for a file and opens it like `openPath`. */
export async function openFile(): Promise<boolean> {
  try {
    const path = await chooseFile('document', 'open', '')
    return path !== null && (await openPath(path))
  } catch (error) {
    notifyOpenFailed(error)
    return false
  }
}

/** Opens a file by its path: a recent or dropped file, a second launch, a double click. @returns whether it is open */
export async function openPath(path: string): Promise<boolean> {
  const { host } = useApp.getState()
  if (!host) return false
  try {
    return await replaceDocument(async () => load(await host.host.readDocument(path), savedFileOf), show)
  } catch (error) {
    notifyOpenFailed(error)
    return false
  }
}

/** Opens a document whose path is unknown: a file dropped on the page in a browser. */
export function openText(name: string, text: string | Promise<string>): Promise<boolean> {
  return replaceDocument(async () => {
    const document = parseOrNotify(name, await text)
    return document && { document, file: { path: null, name: stem(name), folder: null } }
  }, show)
}

export async function openExample(id: string): Promise<boolean> {
  const { host } = useApp.getState()
  if (!host) return false
  try {
    return await replaceDocument(async () => loadExample(await host.host.readExample(id)), show)
  } catch (error) {
    notifyOpenFailed(
      error,
      { en: 'The example could not be opened', ko: '예제를 열 수 없습니다' },
      { label: TRY_AGAIN, run: () => openExample(id) },
    )
    return false
  }
}

/** Opens the document that the window was launched with. */
export const openInitial = (initial: OpenedFile): Promise<boolean> =>
  replaceDocument(() => load(initial, savedFileOf), show)

/** Shows an example that the user did not request. It replaces nothing that was drawn or opened while it was read. */
export function showExample(example: OpenedFile): void {
  const { opened } = useApp.getState()
  const found = opened === 0 && !isDirty(useApp.getState()) && loadExample(example)
  if (found) show(found)
}
