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

function take(name: string, text: string, file: Omit<FileState, 'saved'>): boolean {
  const document = read(name, text)
  if (document) useApp.getState().open(document, file)
  return document !== null
}

export const show = ({ path, name, text, version }: OpenedFile): boolean =>
  take(name, text, { ...placeOf(path), version })

/** An example belongs to the app: saving it asks for a place of one's own. */
export const showExample = ({ path, name, text }: OpenedFile): boolean =>
  take(name, text, { path: null, name: stem(name), folder: folderOf(path) })

/** True when the open document may be replaced: nothing to lose, saved now, or given up. */
export async function mayReplace(): Promise<boolean> {
  if (!isDirty(useApp.getState())) return true
  const choice = await ask({ kind: 'discard' })
  return choice === 'discard' || (choice === 'save' && (await save()))
}

export async function newDocument(): Promise<void> {
  if (!(await mayReplace())) return
  useApp.getState().open(emptyDocument(UNTITLED), { path: null, name: UNTITLED, folder: null })
}

export async function openFile(): Promise<void> {
  if (!(await mayReplace())) return
  try {
    const path = await chooseFile('document', 'open', '')
    const { host } = useApp.getState()
    if (path !== null && host) show(await host.host.readDocument(path))
  } catch (error) {
    tellUnopened(error)
  }
}

/** A file that was named: recent, dropped, a second start, a double click. */
export async function openPath(path: string): Promise<void> {
  if (!(await mayReplace())) return
  try {
    const { host } = useApp.getState()
    if (host) show(await host.host.readDocument(path))
  } catch (error) {
    tellUnopened(error)
  }
}

/** A document without a place that is known here: dropped on a browser's page. Read first: for what is none nothing would be lost. */
export async function openText(name: string, text: string): Promise<void> {
  const document = read(name, text)
  if (document && (await mayReplace()))
    useApp.getState().open(document, { path: null, name: stem(name), folder: null })
}

export async function openExample(id: string): Promise<void> {
  if (!(await mayReplace())) return
  try {
    const { host } = useApp.getState()
    if (host) showExample(await host.host.readExample(id))
  } catch (error) {
    tellUnopened(
      error,
      { en: 'The example could not be opened', ko: '예제를 열 수 없습니다' },
      { label: TRY_AGAIN, run: () => openExample(id) },
    )
  }
}
