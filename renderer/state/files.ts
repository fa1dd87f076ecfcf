/** Opening documents: a new one, a file, an example, unsaved work. The user is asked only if something would be lost; a file that cannot
 *  be read leaves the open document unchanged. */
import { folderOf } from '../../shared/document/data-paths.ts'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import type { OpenedFile } from '../../shared/ipc/contract.ts'
import type { Text } from '../../shared/text.ts'
import { type Action, notify, TRY_AGAIN } from '../ui/notify.ts'
import { ask } from './ask.ts'
import { chooseFile } from './choose-file.ts'
import { placeOf, stem, UNTITLED } from './names.ts'
import { sentencesOf } from './problems.ts'
import { save } from './saving.ts'
import { type FileState, isDirty, useApp } from './store.ts'
import { untilEdited } from './until-edited.ts'

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
export const tellUnopened = (error: unknown, title = CANNOT_OPEN, action = OPEN_ANOTHER): void =>
  untilEdited(notify(title, sentencesOf(error), { actions: [action] }))

/** Parses a document; notifies and returns `null` if the text is not a document. */
function read(name: string, text: string): Document | null {
  try {
    return parseDocument(text)
  } catch (error) {
    tellUnopened(error, cannotOpen(name))
    return null
  }
}

type Found = { readonly document: Document; readonly file: Omit<FileState, 'saved'> }

/** The file state of a document whose path is known. */
const atItsPlace = ({ path, version }: OpenedFile) => ({ ...placeOf(path), version })
/** The file state of an example. Examples belong to the app, so saving one asks for a path. */
const atNoPlace = ({ path, name }: OpenedFile) => ({ path: null, name: stem(name), folder: folderOf(path) })

/** Parses an opened file; notifies and returns `null` if it is not a document. */
function foundIn(opened: OpenedFile, place: typeof atItsPlace | typeof atNoPlace): Found | null {
  const document = read(opened.name, opened.text)
  return document && { document, file: place(opened) }
}

const show = ({ document, file }: Found): void => useApp.getState().open(document, file)

/** Whether the open document may be replaced: nothing is unsaved, or the user saves or discards it. Edits made during the save are asked
 *  about too. */
export async function mayReplace(): Promise<boolean> {
  if (!isDirty(useApp.getState())) return true
  const choice = await ask({ kind: 'discard' })
  return choice === 'discard' || (choice === 'save' && (await save()) && mayReplace())
}

/** Number of requests to open a document. Only the latest request is shown, however long earlier ones take. */
let openings = 0

/** Reads a document and replaces the open one with it. The document is read before the question, since the user may edit in the
 *  meantime, and nothing is lost if it cannot be read. @returns whether the new document is shown */
export async function replaceBy<T>(
  read: () => Promise<T | null> | T | null,
  show: (found: T) => void,
): Promise<boolean> {
  const mine = ++openings
  for (;;) {
    const found = await read()
    if (found === null || mine !== openings) return false
    const { version } = useApp.getState().file
    if (!(await mayReplace()) || mine !== openings) return false
    // After a save in answer to the question, the file that was read may hold the open document: read it again.
    if (useApp.getState().file.version !== version) continue
    show(found)
    return true
  }
}

export async function newDocument(): Promise<boolean> {
  const mine = ++openings
  if (!(await mayReplace()) || mine !== openings) return false
  useApp.getState().open(emptyDocument(UNTITLED), { path: null, name: UNTITLED, folder: null })
  return true
}

/** Asks for a file and opens it like `openPath`. */
export async function openFile(): Promise<boolean> {
  try {
    const path = await chooseFile('document', 'open', '')
    return path !== null && (await openPath(path))
  } catch (error) {
    tellUnopened(error)
    return false
  }
}

/** Opens a file by its path: a recent or dropped file, a second launch, a double click. @returns whether it is open */
export async function openPath(path: string): Promise<boolean> {
  const { host } = useApp.getState()
  if (!host) return false
  try {
    return await replaceBy(async () => foundIn(await host.host.readDocument(path), atItsPlace), show)
  } catch (error) {
    tellUnopened(error)
    return false
  }
}

/** Opens a document whose path is unknown: a file dropped on the page in a browser. */
export function openText(name: string, text: string | Promise<string>): Promise<boolean> {
  return replaceBy(async () => {
    const document = read(name, await text)
    return document && { document, file: { path: null, name: stem(name), folder: null } }
  }, show)
}

export async function openExample(id: string): Promise<boolean> {
  const { host } = useApp.getState()
  if (!host) return false
  try {
    return await replaceBy(async () => foundIn(await host.host.readExample(id), atNoPlace), show)
  } catch (error) {
    tellUnopened(
      error,
      { en: 'The example could not be opened', ko: '예제를 열 수 없습니다' },
      { label: TRY_AGAIN, run: () => openExample(id) },
    )
    return false
  }
}

/** Opens the document that the window was launched with. */
export const openGiven = (given: OpenedFile): Promise<boolean> =>
  replaceBy(() => foundIn(given, atItsPlace), show)

/** Shows an example that the user did not request. It replaces nothing that was drawn or opened while it was read. */
export function showExample(example: OpenedFile): void {
  const { opened } = useApp.getState()
  const found = opened === 0 && !isDirty(useApp.getState()) && foundIn(example, atNoPlace)
  if (found) show(found)
}
