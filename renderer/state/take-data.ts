/** Takes files, or the sample, as the data of the open document: the same rules and words however they came, chosen or dropped. */
import { pathFrom } from '../../shared/document/data-paths.ts'
import type { Document } from '../../shared/document/document.ts'
import { labels, setDataSource } from '../../shared/document/edits.ts'
import type { Json } from '../../shared/json.ts'
import type { Text } from '../../shared/text.ts'
import { notify } from '../ui/notify.ts'
import { useApp } from './store.ts'
import { notifyDone } from './until-edited.ts'

type DataKind = 'csv' | 'images' | 'labels'

export interface DataFile {
  readonly kind: DataKind
  readonly name: string
  /** Where the host has it. */
  readonly path: string
  /** The host has a copy there of what was given to it. */
  readonly isCopy: boolean
}

/** What a file holds, by its name: MNIST calls its files `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`. */
export function dataKindOf(name: string): DataKind | null {
  const low = name.toLowerCase()
  if (/\.(csv|tsv|txt)$/.test(low)) return 'csv'
  if (!/(\.idx[13]?|[.-]ubyte)(\.gz)?$|\.gz$/.test(low)) return null
  return /label|idx1/.test(low) ? 'labels' : 'images'
}

/** The first table, else IDX files. Of those one may come without the other, which then stays what it is. */
function sourceOf(files: readonly DataFile[], { data }: Document, folder: string | null): Json {
  const table = files.find(({ kind }) => kind === 'csv')
  if (table) return { type: 'csv', path: pathFrom(folder, table.path) }
  return {
    ...(data?.source.type === 'idx' && data.source),
    type: 'idx',
    ...Object.fromEntries(files.map(({ kind, path }) => [kind, pathFrom(folder, path)])),
  }
}

const namesOf = (files: readonly DataFile[]): string => files.map(({ name }) => name).join(', ')

const copies = (files: readonly DataFile[]): readonly Text[] =>
  files
    .filter(({ isCopy }) => isCopy)
    .map(({ path }) => ({ en: `It was copied to ${path}.`, ko: `${path}에 복사했습니다.` }))

/** One step, which leads to where the data can be looked at: the panel shows the network's own settings then. */
function take(
  names: string,
  sentences: readonly Text[],
  source: (document: Document, folder: string | null) => Json,
): boolean {
  const app = useApp.getState()
  const taken = app.edit(labels.setDataSource, (document) =>
    setDataSource(document, source(document, app.file.folder)),
  )
  app.select({})
  if (taken)
    notifyDone({ en: `${names} is the data now`, ko: `이제 ${names}을(를) 데이터로 씁니다` }, sentences)
  return taken
}

/** @returns whether the document has other data now */
export const takeData = (files: readonly DataFile[]): boolean =>
  take(namesOf(files), copies(files), (document, folder) => sourceOf(files, document, folder))

export const takeSample = (): boolean => take('Fashion-MNIST', [], () => 'fashion_mnist')

/** The document that the files were meant for is not open any more. */
export function tellTooLate(files: readonly DataFile[]): void {
  const names = namesOf(files)
  notify(
    { en: `${names}: not taken as data`, ko: `${names}: 데이터로 쓰지 않았습니다` },
    [
      { en: 'Another document was opened meanwhile.', ko: '그동안 다른 문서를 열었습니다.' },
      ...copies(files),
    ],
    { kind: 'refusal' },
  )
}
