/** Opening: new, a file, an example, unsaved work. A question is asked only when something would be lost; a file that cannot be
 *  read leaves the open document alone. */
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

/** Says why, until there is something else to look at. */
export const tellUnopened = (error: unknown, title = CANNOT_OPEN, action = OPEN_ANOTHER): void =>
  untilEdited(notify(title, sentencesOf(error), { actions: [action] }))

/** The document that a text is; says why where it is none. */
function read(name: string, text: string): Document | null {
  try {
    return parseDocument(text)
  } catch (error) {
    tellUnopened(error, cannotOpen(name))
    return null
  }
}

type Found = { readonly document: Document; readonly file: Omit<FileState, 'saved'> }

/** Where the document of an opened file is known to lie. */
const atItsPlace = ({ path, version }: OpenedFile) => ({ ...placeOf(path), version })
/** An example belongs to the app: saving it asks for a place of one's own. */
const atNoPlace = ({ path, name }: OpenedFile) => ({ path: null, name: stem(name), folder: folderOf(path) })

/** What was read as a document; `null` where it is none, and says so. */
function foundIn(opened: OpenedFile, place: typeof atItsPlace | typeof atNoPlace): Found | null {
  const document = read(opened.name, opened.text)
  return document && { document, file: place(opened) }
}

const show = ({ document, file }: Found): void => useApp.getState().open(document, file)

/** True when the open document may be replaced: nothing to lose, saved now, or given up. What is drawn while it is saved is asked about
 *  as well. */
export async function mayReplace(): Promise<boolean> {
  if (!isDirty(useApp.getState())) return true
  const choice = await ask({ kind: 'discard' })
  return choice === 'discard' || (choice === 'save' && (await save()) && mayReplace())
}

/** Counts what was asked to be opened: what was asked for last is shown, however long the one before takes. */
let openings = 0

/** Reads a document and shows it in the place of the open one. Read first: one may draw while that goes on, and where nothing can be read
 *  nothing would be lost. @returns whether it is shown */
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
    // Saved in answer to the question, the open document may be in the file that was read.
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

/** As openPath, of a file that is asked for. */
export async function openFile(): Promise<boolean> {
  try {
    const path = await chooseFile('document', 'open', '')
    return path !== null && (await openPath(path))
  } catch (error) {
    tellUnopened(error)
    return false
  }
}

/** A file that was named: recent, dropped, a second start, a double click. @returns whether it is open now */
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

/** A document without a place that is known here: dropped on a browser's page. */
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

/** The document that the window was opened with. */
export const openGiven = (given: OpenedFile): Promise<boolean> =>
  replaceBy(() => foundIn(given, atItsPlace), show)

/** An example that nobody has asked for: it takes the place of nothing that was drawn or opened while it was read. */
export function showExample(example: OpenedFile): void {
  const { opened } = useApp.getState()
  const found = opened === 0 && !isDirty(useApp.getState()) && foundIn(example, atNoPlace)
  if (found) show(found)
}
