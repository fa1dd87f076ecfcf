/** Files dropped on the window: a document is opened, a table or IDX files become the document's data. */
import { pathFrom } from '../../shared/document/data-paths.ts'
import { labels, setDataSource } from '../../shared/document/edits.ts'
import { MAX_CALL_BYTES, MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import { same, type Text } from '../../shared/text.ts'
import { type DroppedFile, droppedFiles } from '../host/connect.ts'
import { type Action, notify } from '../ui/notify.ts'
import { chooseData } from './data.ts'
import { OPEN_ANOTHER, openPath, openText } from './files.ts'
import { sentencesOf } from './problems.ts'
import { documentOf, useApp } from './store.ts'
import { notifyDone, untilEdited } from './until-edited.ts'

type Kind = 'document' | 'csv' | 'images' | 'labels'

/** What a file is for, by its name: MNIST calls its files `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`. */
export function kindOf(name: string): Kind | null {
  const low = name.toLowerCase()
  if (low.endsWith('.loom')) return 'document'
  if (/\.(csv|tsv|txt)$/.test(low)) return 'csv'
  if (!/(\.idx[13]?|[.-]ubyte)(\.gz)?$|\.gz$/.test(low)) return null
  return /label|idx1/.test(low) ? 'labels' : 'images'
}

/** Room for the rest of the message that carries the bytes. */
const MAX_SENT = MAX_CALL_BYTES - 64 * 1024

const cannotUse = (name: string): Text => ({
  en: `${name} cannot be used`,
  ko: `${name} 파일을 쓸 수 없습니다`,
})
const CHOOSE_DATA: Action = { label: { en: 'Choose data…', ko: '데이터 고르기…' }, run: chooseData }

const refuse = (name: string, sentences: readonly Text[], action: Action): void =>
  untilEdited(notify(cannotUse(name), sentences, { actions: [action] }))

const tooLarge = (most: number): Text => ({
  en: `It is larger than ${Math.floor(most / 2 ** 20)} MiB, the most that can be dropped in a browser; choose it instead.`,
  ko: `브라우저에 놓을 수 있는 크기 ${Math.floor(most / 2 ** 20)} MiB를 넘습니다. 대신 파일을 고르세요.`,
})

/** The file's place for the host, in the words of the document: its own, or that of a copy beside the document, whose path is told. */
async function placeFor({
  file,
  path: own,
}: DroppedFile): Promise<{ readonly path: string; readonly copy: string | null }> {
  const { host, file: open } = useApp.getState()
  if (own !== null) return { path: pathFrom(open.folder, own), copy: null }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const copy = await host!.host.keepData(file.name, bytes, open.path === null ? null : open.folder)
  return { path: pathFrom(open.folder, copy), copy }
}

/** Says where the data came from, with the way back. */
function tellTaken(name: string, copy: string | null): void {
  if (copy === null) notifyDone({ en: `${name} is the data now`, ko: `이제 ${name} 파일이 데이터입니다` }, [])
  else notifyDone({ en: `${name} was copied`, ko: `${name} 파일을 복사했습니다` }, [same(copy)])
}

async function takeData(files: readonly (DroppedFile & { readonly kind: Kind })[]): Promise<void> {
  const { host, edit } = useApp.getState()
  if (!host) return
  for (const { file, path } of files)
    if (path === null && file.size > MAX_SENT) return refuse(file.name, [tooLarge(MAX_SENT)], CHOOSE_DATA)
  const { data } = documentOf(useApp.getState())
  const table = files.find(({ kind }) => kind === 'csv')
  if (table) {
    const { path, copy } = await placeFor(table)
    if (edit(labels.setDataSource, (document) => setDataSource(document, { type: 'csv', path })))
      tellTaken(table.file.name, copy)
    return
  }
  const places = await Promise.all(
    files.map(async (file) => ({ kind: file.kind, ...(await placeFor(file)) })),
  )
  const before = data?.source.type === 'idx' ? data.source : {}
  const taken = edit(labels.setDataSource, (document) =>
    setDataSource(document, {
      ...before,
      type: 'idx',
      ...Object.fromEntries(places.map(({ kind, path }) => [kind, path])),
    }),
  )
  if (!taken) return
  tellTaken(
    files.map(({ file }) => file.name).join(', '),
    places.find(({ copy }) => copy !== null)?.copy ?? null,
  )
}

/** Takes what was dropped: the first document, else the data files. */
export async function takeDropped(dropped: readonly DroppedFile[]): Promise<void> {
  const known = dropped.flatMap((item) => {
    const kind = kindOf(item.file.name)
    return kind === null ? [] : [{ ...item, kind }]
  })
  const first = dropped[0]?.file
  if (!first) return
  try {
    const found = known.find(({ kind }) => kind === 'document')
    if (found) {
      const { file: document, path } = found
      if (path !== null) await openPath(path)
      else if (document.size > MAX_TEXT_BYTES) refuse(document.name, [tooLarge(MAX_TEXT_BYTES)], OPEN_ANOTHER)
      else await openText(document.name, document.text())
    } else if (known.length > 0) await takeData(known)
    else
      refuse(
        first.name,
        [
          {
            en: 'A .loom document is opened; a CSV table or IDX files become the data.',
            ko: '.loom 문서는 열리고, CSV 표나 IDX 파일은 데이터가 됩니다.',
          },
        ],
        CHOOSE_DATA,
      )
  } catch (error) {
    refuse(first.name, sentencesOf(error), CHOOSE_DATA)
  }
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files that are dropped anywhere on the window; while they hover, the window says what will happen. */
export function followDrops(): void {
  /** Elements entered and not yet left. */
  let inside = 0
  const hover = (dropping: boolean) => {
    if (useApp.getState().dropping !== dropping) useApp.setState({ dropping })
  }
  window.addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    inside += 1
    hover(true)
  })
  window.addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return
    inside = Math.max(0, inside - 1)
    if (inside === 0) hover(false)
  })
  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return
    event.preventDefault()
    event.dataTransfer.dropEffect = useApp.getState().dialog ? 'none' : 'copy'
  })
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    inside = 0
    hover(false)
    if (!useApp.getState().dialog) void takeDropped(droppedFiles(event.dataTransfer?.files ?? []))
  })
}
