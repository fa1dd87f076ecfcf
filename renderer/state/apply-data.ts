/** Applies files, or the sample, as the data of the open document. The same rules and messages hold for chosen and for dropped files. */
import { namesWithRole } from '../../shared/data/roles.ts'
import { csv } from '../../shared/data/sources/csv.ts'
import { fashionMnist } from '../../shared/data/sources/fashion-mnist.ts'
import { idx } from '../../shared/data/sources/idx.ts'
import { isTableSource, tableSourceOf } from '../../shared/data/sources/index.ts'
import { relativePath } from '../../shared/document/data-paths.ts'
import type { Document } from '../../shared/document/document.ts'
import { labels, setData, setDataSource } from '../../shared/document/edits.ts'
import type { Json } from '../../shared/json.ts'
import type { Text } from '../../shared/text.ts'
import { notifyEdit } from './edit-messages.ts'
import { notify } from './notify.ts'
import { documentOf, useApp } from './store.ts'

type DataKind = 'table' | 'images' | 'labels'

export interface DataFile {
  readonly kind: DataKind
  readonly name: string
  /** Path on the host. */
  readonly path: string
  /** Whether the path is a copy that the host made. */
  readonly isCopy: boolean
}

/** The content of a file, by its name. MNIST names its files `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`. */
export function dataKindOf(name: string): DataKind | null {
  const lowerCase = name.toLowerCase()
  if (tableSourceOf(lowerCase)) return 'table'
  if (!/(\.idx[13]?|[.-]ubyte)(\.gz)?$|\.gz$/.test(lowerCase)) return null
  return /label|idx1/.test(lowerCase) ? 'labels' : 'images'
}

/** The name that MNIST gives to the labels of pictures with this name, or with `other` the other way round; empty if the name is another one. */
export function counterpartName(name: string, other: 'labels' | 'images'): string {
  const found =
    other === 'labels'
      ? name.replace('images', 'labels').replace('idx3', 'idx1')
      : name.replace('labels', 'images').replace('idx1', 'idx3')
  return found === name ? '' : found
}

/** The source of the first table, with the others if all are of text, else of the IDX files. If only images or only labels are given, the other one stays unchanged. */
function sourceOf(files: readonly DataFile[], { data }: Document, folder: string | null): Json {
  const tables = files.filter(({ kind }) => kind === 'table')
  const [table, ...others] = tables.map(({ path }) => ({
    path: relativePath(folder, path),
    // A chosen table may have any name.
    type: (tableSourceOf(path) ?? csv).type,
  }))
  if (table) {
    const areTexts = [table, ...others].every(({ type }) => type === csv.type)
    return { ...table, ...(areTexts && others.length > 0 && { more_paths: others.map(({ path }) => path) }) }
  }
  return {
    ...(data?.source.type === idx.type && data.source),
    type: idx.type,
    ...Object.fromEntries(files.map(({ kind, path }) => [kind, relativePath(folder, path)])),
  }
}

const namesOf = (files: readonly DataFile[]): string => files.map(({ name }) => name).join(', ')

const copies = (files: readonly DataFile[]): readonly Text[] =>
  files
    .filter(({ isCopy }) => isCopy)
    .map(({ path }) => ({ en: `It was copied to ${path}.`, ko: `${path}에 복사했습니다.` }))

/** Whether a document says something about the columns of its table. */
const setsColumns = ({ data }: Document): boolean =>
  data !== null &&
  isTableSource(data.source) &&
  (namesWithRole(data.source).length > 0 || (data.columns ?? []).length > 0)

const LOST_COLUMNS: Text = {
  en: 'What was set about the columns of the previous table is gone; Undo brings it back.',
  ko: '이전 표의 열에 정한 내용은 없어졌습니다. 실행 취소하면 돌아옵니다.',
}

/** Applies the source as one step and clears the selection, so that the panel shows the network's data settings. */
function applySource(
  names: string,
  sentences: readonly Text[],
  source: (document: Document, folder: string | null) => Json,
): boolean {
  const app = useApp.getState()
  const previous = documentOf(app)
  const applied = app.edit(labels.setDataSource, (document) =>
    setDataSource(document, source(document, app.file.folder)),
  )
  app.select({})
  const isLost = setsColumns(previous) && !setsColumns(documentOf(useApp.getState()))
  if (applied)
    notifyEdit({ en: `${names} is now the data`, ko: `이제 ${names}을(를) 데이터로 씁니다` }, [
      ...sentences,
      ...(isLost ? [LOST_COLUMNS] : []),
    ])
  return applied
}

/** @returns whether the document has new data */
export const applyData = (files: readonly DataFile[]): boolean =>
  applySource(namesOf(files), copies(files), (document, folder) => sourceOf(files, document, folder))

/** Adds a file to those of a table of text, whose columns keep their settings. */
export function addData({ name, path }: DataFile): boolean {
  const app = useApp.getState()
  const added = app.editWhole(labels.setDataSource, (document) => {
    const files = document.data?.source.more_paths as readonly string[] | null | undefined
    return setData(document, 'source.more_paths', [...(files ?? []), relativePath(app.file.folder, path)])
  })
  if (added) notifyEdit({ en: `The rows of ${name} follow`, ko: `${name}의 행이 이어집니다` }, [])
  return added
}

export const applySample = (): boolean => applySource('Fashion-MNIST', [], () => fashionMnist.type)

/** Notifies that the document for which the files were meant is no longer open. */
export function notifyNotApplied(files: readonly DataFile[]): void {
  const names = namesOf(files)
  notify(
    { en: `${names}: not used as data`, ko: `${names}: 데이터로 쓰지 않았습니다` },
    [
      { en: 'Another document was opened in the meantime.', ko: '그동안 다른 문서를 열었습니다.' },
      ...copies(files),
    ],
    { kind: 'refusal' },
  )
}
