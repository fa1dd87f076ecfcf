/** Files dropped on the window: a document is opened; a table or IDX files become the document's data; a folder is opened as a run. */
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { Text } from '../../shared/text.ts'
import { type DroppedFile, droppedFiles } from '../host/connect.ts'
import { applyData, type DataFile, dataKindOf, notifyNotApplied } from './apply-data.ts'
import { CHOOSE_DATA } from './choose-data.ts'
import { copyDropped } from './copy-dropped.ts'
import { dismissOnEdit } from './edit-messages.ts'
import { OPEN_ANOTHER, openPath, openText } from './files.ts'
import { type Action, notify } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { openDroppedRun } from './run-folder.ts'
import { createOpenCheck, useApp } from './store.ts'
import { showWorkspace } from './workspace.ts'

/** The use of a file, by its name. */
export const kindOf = (name: string): 'document' | DataFile['kind'] | null =>
  name.toLowerCase().endsWith('.loom') ? 'document' : dataKindOf(name)

const cannotUse = (name: string): Text => ({
  en: `${name} cannot be used`,
  ko: `${name} 파일을 쓸 수 없습니다`,
})

const notifyUnusable = (name: string, sentences: readonly Text[], action: Action): void =>
  dismissOnEdit(notify(cannotUse(name), sentences, { actions: [action] }))

const tooLarge = (limit: number): Text => ({
  en: `It is larger than ${Math.floor(limit / 2 ** 20)} MiB, the limit for dropping in a browser. Choose the file instead.`,
  ko: `브라우저에 놓을 수 있는 크기 ${Math.floor(limit / 2 ** 20)} MiB를 넘습니다. 대신 파일을 고르세요.`,
})

/** The file's path on the host: its own path, or the path of a copy next to the document; null if it was cancelled. */
async function toDataFile({
  file,
  path,
  kind,
}: DroppedFile & Pick<DataFile, 'kind'>): Promise<DataFile | null> {
  const { name } = file
  if (path !== null) return { kind, name, path, isCopy: false }
  const copy = await copyDropped(file)
  return copy && { kind, name, ...copy }
}

async function applyDropped(files: readonly (DroppedFile & Pick<DataFile, 'kind'>)[]): Promise<void> {
  if (!useApp.getState().host) return
  const tables = files.filter(({ kind }) => kind === 'table')
  const isOpen = createOpenCheck()
  const copied = await Promise.all((tables.length > 0 ? tables : files).map(toDataFile))
  const dataFiles = copied.filter((each) => each !== null)
  if (dataFiles.length === 0) return
  if (!isOpen()) return notifyNotApplied(dataFiles)
  applyData(dataFiles)
  if (tables.length > 0) showWorkspace('data')
}

/** Handles dropped files: opens the first document, or applies the data files if there is none. */
export async function handleDrop(dropped: readonly DroppedFile[]): Promise<void> {
  const supported = dropped.flatMap((item) => {
    const kind = item.folder ? null : kindOf(item.file.name)
    return kind === null ? [] : [{ ...item, kind }]
  })
  const first = dropped[0]?.file
  if (!first) return
  try {
    const found = supported.find(({ kind }) => kind === 'document')
    if (found) {
      const { file: document, path } = found
      if (path !== null) await openPath(path)
      else if (document.size > MAX_TEXT_BYTES)
        notifyUnusable(document.name, [tooLarge(MAX_TEXT_BYTES)], OPEN_ANOTHER)
      else await openText(document.name, document.text())
      return
    }
    const data = supported.flatMap(({ kind, ...item }) => (kind === 'document' ? [] : [{ ...item, kind }]))
    const folder = dropped.find((item) => item.folder)
    if (data.length > 0) await applyDropped(data)
    else if (folder) await openDroppedRun(folder)
    else
      notifyUnusable(
        first.name,
        [
          {
            en: 'A .loom document is opened; a table (CSV, Excel, Parquet, JSON, SQLite) or IDX files become the data; a folder is opened as a run.',
            ko: '.loom 문서는 열리고, 표(CSV, Excel, Parquet, JSON, SQLite)나 IDX 파일은 데이터가 되며, 폴더는 학습 기록으로 열립니다.',
          },
        ],
        CHOOSE_DATA,
      )
  } catch (error) {
    notifyUnusable(first.name, sentencesOf(error), CHOOSE_DATA)
  }
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Handles files dropped anywhere on the window. While files hover over it, the window shows what a drop will do. */
export function followDrops(): void {
  /** Number of elements entered and not yet left. */
  let depth = 0
  const setDropping = (dropping: boolean) => {
    if (useApp.getState().dropping !== dropping) useApp.setState({ dropping })
  }
  window.addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth += 1
    setDropping(true)
  })
  window.addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) setDropping(false)
  })
  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return
    event.preventDefault()
    event.dataTransfer.dropEffect = useApp.getState().dialog ? 'none' : 'copy'
  })
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return
    // A place that takes files itself has done so.
    const isTaken = event.defaultPrevented
    event.preventDefault()
    depth = 0
    setDropping(false)
    if (!isTaken && !useApp.getState().dialog && event.dataTransfer)
      void handleDrop(droppedFiles(event.dataTransfer))
  })
}
