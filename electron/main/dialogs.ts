/** Native file dialogs, with filters for the kinds of files; remembers the last folder, which Electron 43 and later do not. */
import { basename, dirname, join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { TABLE_EXTENSIONS } from '../../shared/data/sources/index.ts'
import type { FileKind, Permission } from '../../shared/ipc/contract/index.ts'
import type { Language, Text } from '../../shared/text.ts'
import { dataTexts, documentTexts } from './texts.ts'

/** `.csv.gz` → `gz`: a filter takes no points. */
const lastParts = (extensions: readonly string[]): readonly string[] => [
  ...new Set(extensions.map((extension) => extension.slice(extension.lastIndexOf('.') + 1))),
]

const FILTERS: Readonly<Record<FileKind, { readonly name: Text; readonly extensions: readonly string[] }>> = {
  document: { name: { en: 'Layerloom networks', ko: 'Layerloom 신경망' }, extensions: ['loom'] },
  python: { name: { en: 'Python programs', ko: 'Python 프로그램' }, extensions: ['py'] },
  table: { name: { en: 'Tables', ko: '표' }, extensions: lastParts(TABLE_EXTENSIONS) },
  idx: { name: { en: 'IDX files', ko: 'IDX 파일' }, extensions: ['*'] },
  predictions: { name: { en: 'CSV files', ko: 'CSV 파일' }, extensions: ['csv'] },
  run: { name: { en: 'Folders of runs', ko: '학습 기록 폴더' }, extensions: ['*'] },
  folder: { name: { en: 'Folders', ko: '폴더' }, extensions: ['*'] },
  report: { name: { en: 'ZIP files', ko: 'ZIP 파일' }, extensions: ['zip'] },
}

let lastFolder: string | null = null

/** `suggested` is a file name for saving; `null` is returned for a cancelled dialog. */
export async function chooseFile(
  window: BrowserWindow,
  language: Language,
  kind: FileKind,
  purpose: 'open' | 'save',
  suggested: string,
): Promise<string | null> {
  const { name: title, extensions } = FILTERS[kind]
  const filters = [{ name: title[language], extensions: [...extensions] }]
  // A page may suggest any path: a dialog that opens on a server's folder contacts the server.
  const name = basename(suggested)
  const defaultPath = lastFolder ? join(lastFolder, name) : name || undefined
  let chosen: string | undefined
  if (purpose === 'save') {
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath, filters })
    if (!canceled) chosen = filePath
  } else {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      defaultPath,
      filters,
      properties:
        kind === 'folder'
          ? ['openDirectory', 'createDirectory']
          : [kind === 'run' ? 'openDirectory' : 'openFile'],
    })
    if (!canceled) chosen = filePaths[0]
  }
  if (!chosen) return null
  lastFolder = dirname(chosen)
  return chosen
}

interface Question extends Readonly<Record<Permission, Text>> {
  readonly question: Text
  readonly detail: Text
}

/** Whether a document may read data outside its folder. */
export const askData = (
  window: BrowserWindow,
  language: Language,
  path: string,
  document: string | null,
): Promise<Permission> =>
  askPermission(window, language, path, {
    ...dataTexts,
    question: dataTexts.question(document === null ? null : basename(document)),
  })

/** Whether the document that a run names may be opened. */
export const askDocument = (window: BrowserWindow, language: Language, path: string): Promise<Permission> =>
  askPermission(window, language, path, documentTexts)

/** Asked natively, because a compromised page could answer its own question. */
async function askPermission(
  window: BrowserWindow,
  language: Language,
  path: string,
  texts: Question,
): Promise<Permission> {
  const answers = ['allow', 'other', 'cancel'] as const
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: texts.question[language],
    detail: `${path}\n\n${texts.detail[language]}`,
    buttons: answers.map((answer) => texts[answer][language]),
    defaultId: 2,
    cancelId: 2,
    noLink: true,
  })
  return answers[response] ?? 'cancel'
}
