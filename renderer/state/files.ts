/** Files: new, open, examples, save. A question is asked only when something would be lost; a file that cannot be read
 *  leaves the open document alone. */
import type { Document } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import type { FileKind, OpenedFile } from '../../shared/ipc/contract.ts'
import { same, type Text } from '../../shared/text.ts'
import { notify } from '../ui/notify.ts'
import { sentencesOf } from './problems.ts'
import { documentOf, isDirty, useApp } from './store.ts'

export const UNTITLED = 'untitled'

/** `/a/b/net.loom` → `/a/b`, also with backslashes; `null` for a bare name. */
const folderOf = (path: string): string | null => {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return at < 0 ? null : path.slice(0, at) || '/'
}
const stem = (name: string): string => name.replace(/\.loom$/i, '')

const cannotOpen = (name: string): Text => ({
  en: `${name} could not be opened`,
  ko: `${name} 파일을 열 수 없습니다`,
})

/** Takes a file's text as the document; says why when it cannot. */
export function show(file: OpenedFile, from: 'file' | 'example'): boolean {
  let document: Document
  try {
    document = parseDocument(file.text)
  } catch (error) {
    notify(cannotOpen(file.name), sentencesOf(error))
    return false
  }
  useApp.getState().open(document, {
    // An example belongs to the app: saving it asks for a place of one's own.
    path: from === 'file' ? file.path : null,
    name: stem(file.name),
    folder: folderOf(file.path),
  })
  return true
}

/** True when the open document may be replaced: nothing to lose, saved now, or given up. */
async function mayReplace(): Promise<boolean> {
  if (!isDirty(useApp.getState())) return true
  const choice = await new Promise<'save' | 'discard' | 'cancel'>((answer) =>
    useApp.setState({ dialog: { kind: 'discard', answer } }),
  )
  useApp.setState({ dialog: null })
  return choice === 'discard' || (choice === 'save' && (await save()))
}

async function askPath(
  fileKind: FileKind,
  purpose: 'open' | 'save',
  suggested: string,
): Promise<string | null> {
  const { host, hostInfo } = useApp.getState()
  if (!host) return null
  if (hostInfo?.dialogs === 'native') return host.host.chooseFile(fileKind, purpose, suggested)
  const path = await new Promise<string | null>((answer) =>
    useApp.setState({ dialog: { kind: 'file', purpose, fileKind, suggested, answer } }),
  )
  useApp.setState({ dialog: null })
  return path
}

/** Lets the person choose a data file; `null` when cancelled. */
export const chooseDataFile = (kind: 'csv' | 'idx'): Promise<string | null> => askPath(kind, 'open', '')

export async function newDocument(): Promise<void> {
  if (!(await mayReplace())) return
  useApp.getState().open(emptyDocument(UNTITLED), { path: null, name: UNTITLED, folder: null })
}

export async function openFile(): Promise<void> {
  if (!(await mayReplace())) return
  try {
    const path = await askPath('document', 'open', '')
    const { host } = useApp.getState()
    if (path !== null && host) show(await host.host.readDocument(path), 'file')
  } catch (error) {
    notify({ en: 'The file could not be opened', ko: '파일을 열 수 없습니다' }, sentencesOf(error))
  }
}

/** A file that arrives from outside: a second start, a double click. */
export async function openGiven(file: OpenedFile): Promise<void> {
  if (await mayReplace()) show(file, 'file')
}

export async function openExample(id: string): Promise<void> {
  if (!(await mayReplace())) return
  try {
    const { host } = useApp.getState()
    if (host) show(await host.host.readExample(id), 'example')
  } catch (error) {
    notify({ en: 'The example could not be opened', ko: '예제를 열 수 없습니다' }, sentencesOf(error))
  }
}

async function writeTo(path: string): Promise<boolean> {
  const state = useApp.getState()
  if (!state.host) return false
  const saved = documentOf(state)
  const written = await state.host.host.writeText(path, serializeDocument(saved), 'document')
  useApp.setState({
    file: { path: written.path, name: stem(written.name), folder: folderOf(written.path), saved },
  })
  return true
}

async function saveTo(ask: boolean): Promise<boolean> {
  const { file } = useApp.getState()
  try {
    const path =
      ask || file.path === null ? await askPath('document', 'save', `${file.name}.loom`) : file.path
    return path !== null && (await writeTo(path))
  } catch (error) {
    notify({ en: 'The file was not saved', ko: '파일을 저장하지 못했습니다' }, [
      ...sentencesOf(error),
      {
        en: 'Nothing is lost: the document is still open here.',
        ko: '잃은 것은 없습니다. 문서는 여기에 그대로 열려 있습니다.',
      },
    ])
    return false
  }
}

/** Both are true when the document is in a file now. */
export const save = (): Promise<boolean> => saveTo(false)
export const saveAs = (): Promise<boolean> => saveTo(true)

/** Writes a Python program where the person wants it. */
export async function savePython(code: string): Promise<void> {
  const { host, file } = useApp.getState()
  if (!host) return
  try {
    const path = await askPath('python', 'save', `${file.name}.py`)
    if (path === null) return
    const written = await host.host.writeText(path, code, 'python')
    notify({ en: 'Saved', ko: '저장했습니다' }, [same(written.path)], 'info')
  } catch (error) {
    notify({ en: 'The program was not saved', ko: '프로그램을 저장하지 못했습니다' }, sentencesOf(error))
  }
}
