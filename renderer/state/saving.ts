/** Saving, and detecting that another program has changed or removed the file. Nobody's work is overwritten without a question. */
import { moveDataPaths } from '../../shared/document/data-paths.ts'
import type { Document } from '../../shared/document/document.ts'
import { labels, renameDocument, setFingerprint } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import type { OpenedFile, SavedVersion } from '../../shared/ipc/contract/index.ts'
import { hasCode } from '../../shared/problem.ts'
import { type Text, untranslated } from '../../shared/text.ts'
import { ask } from './ask.ts'
import { chooseFile } from './choose-file.ts'
import { describeNow, lastInfo } from './data.ts'
import { notifyEdit } from './edit-messages.ts'
import { locationOf, nameOf, UNTITLED } from './names.ts'
import { type Action, dismissMessage, notify } from './notify.ts'
import { sentencesOf } from './problems.ts'
import {
  BLANK,
  type ChangedChoice,
  createOpenCheck,
  documentOf,
  type FileState,
  isDirty,
  useApp,
} from './store.ts'

const app = () => useApp.getState()

const NOTHING_LOST: Text = {
  en: 'Nothing is lost: the document is still open here.',
  ko: '잃은 것은 없습니다. 문서는 여기에 그대로 열려 있습니다.',
}
const RELOAD: Text = { en: 'Reload from disk', ko: '디스크에서 다시 읽기' }

const SAVE: Action = { label: { en: 'Save', ko: '저장' }, run: () => save() }
const SAVE_AS: Action = { label: { en: 'Save as…', ko: '다른 이름으로 저장…' }, run: () => saveAs() }

/** Ids of the messages about a file that could not be saved or is missing. They are dismissed when it is saved or back. */
const messageIds = new Set<string>()

const notifyUntilSaved = (title: Text, sentences: readonly Text[], actions: readonly Action[]): void =>
  void messageIds.add(notify(title, sentences, { actions }))

function dismissMessages(): void {
  for (const id of messageIds) dismissMessage(id)
  messageIds.clear()
  missingPath = null
}

// A message about one document is not true of another, and its Save action would save the other document.
useApp.subscribe((state, previous) => {
  if (state.opened !== previous.opened) dismissMessages()
})

/** The document adapted to the path of its file: an unnamed document takes the file's name, and its data paths become relative to the
 *  file's folder. */
function relocate(document: Document, file: FileState, path: string): Document {
  if (path === file.path) return document
  const place = locationOf(path)
  const named = document.name === UNTITLED ? renameDocument(document, place.name) : document
  return moveDataPaths(named, file.folder, place.folder)
}

/** Milliseconds that a save waits for the description of data that were edited just before. */
const DESCRIBED_MS = 2000

/** Whether an edit has cleared the fingerprint of the rows, which is found when the data are described again. */
function lacksFingerprint(): boolean {
  const { data } = documentOf(app())
  return data !== null && data.fingerprint === null && lastInfo(data) === null
}

/** The file also says which rows the data had, so that another file in its place is noticed. While the data is read again, for example after
 *  the file got another folder, those of the last reading count. */
function withFingerprint(document: Document): Document {
  const { data } = documentOf(app())
  const info = data && lastInfo(data)
  return info ? setFingerprint(document, info.fingerprint) : document
}

/** Writes the open document. A document that is opened during the write is not affected. */
async function writeTo(path: string, version: string | null): Promise<void> {
  const { host, file } = app()
  const isOpen = createOpenCheck()
  const presentAtStart = app().history.present
  const text = serializeDocument(withFingerprint(relocate(documentOf(app()), file, path)))
  const written = await host!.host.writeText(path, text, 'document', version)
  if (!isOpen()) return
  const isUnchanged = app().history.present === presentAtStart
  app().editWhole(labels.saveAs(nameOf(written.path)), (document) => relocate(document, file, written.path))
  const saved = isUnchanged ? app().history.present : relocate(presentAtStart, file, written.path)
  // The runs of the draft are reassigned to the file in document-runs.ts.
  const { draft } = app().file
  useApp.setState({
    // With the previous `realPath`, the runs of the previous file would be attributed to this one; the same holds for the additional runs.
    ...(written.path !== file.path && { realPath: null }),
    ...(written.path !== file.path && file.path !== null && { otherRunsOwner: null }),
    file: {
      ...locationOf(written.path),
      version: written.version,
      ...(draft !== undefined && { draft }),
      saved,
    },
  })
}

async function saveNow(asksForPath: boolean): Promise<boolean> {
  const { host, file } = app()
  if (!host) return false
  const isOpen = createOpenCheck()
  const knownPath = asksForPath ? null : file.path
  let document = documentOf(app())
  try {
    const path = knownPath ?? (await chooseFile('document', 'save', `${file.name}.loom`))
    if (path === null) return false
    if (isOpen() && lacksFingerprint()) await describeNow(DESCRIBED_MS)
    if (!isOpen()) {
      notifyUnsaved(document, file, [])
      return false
    }
    document = documentOf(app())
    await writeTo(path, knownPath === null ? null : (file.version ?? null))
    if (!isOpen()) return false
    dismissMessages()
    return true
  } catch (error) {
    if (!isOpen()) notifyUnsaved(document, file, sentencesOf(error))
    else if (knownPath !== null && hasCode(error, 'file-changed')) return resolveConflictThenSave()
    else
      notifyUntilSaved(
        { en: 'The file was not saved', ko: '파일을 저장하지 못했습니다' },
        [...sentencesOf(error), NOTHING_LOST],
        [SAVE_AS],
      )
    return false
  }
}

/** Notifies that a document which is no longer open was not saved. The message still holds the document and can save it. */
function notifyUnsaved(document: Document, file: FileState, sentences: readonly Text[]): void {
  notify(
    { en: `${file.name} was not saved`, ko: `${file.name} 문서를 저장하지 못했습니다` },
    [
      ...sentences,
      {
        en: 'Another document was opened in the meantime; this one is kept until it is saved or this message is closed.',
        ko: '그동안 다른 문서를 열었습니다. 이 문서는 저장하거나 이 알림을 닫을 때까지 남아 있습니다.',
      },
    ],
    { actions: [{ ...SAVE_AS, run: () => saveClosed(document, file) }] },
  )
}

/** Saves a document that is no longer open. */
async function saveClosed(document: Document, file: FileState): Promise<boolean> {
  const path = await chooseFile('document', 'save', `${file.name}.loom`)
  if (path === null) return false
  const text = serializeDocument(relocate(document, file, path))
  const written = await app().host!.host.writeText(path, text, 'document', null)
  notify(
    { en: `${file.name} was saved`, ko: `${file.name} 문서를 저장했습니다` },
    [untranslated(written.path)],
    {
      kind: 'info',
    },
  )
  return true
}

/** The save in progress, and whether its document is still open. */
let pendingSave: {
  readonly asksForPath: boolean
  readonly isOpen: () => boolean
  readonly result: Promise<boolean>
} | null = null

/** Runs saves one after another, since each replaces the version that the previous one has written. A failed save reports its error for
 *  all waiting saves; a waiting save is skipped if nothing has changed since. */
async function queueSave(asksForPath: boolean): Promise<boolean> {
  const isOpen = createOpenCheck()
  while (pendingSave) {
    const { asksForPath: pendingAsksForPath, isOpen: isPendingOpen, result } = pendingSave
    const isSaved = await result
    if (!isOpen()) return false
    if (!isPendingOpen()) continue
    if (!isSaved || (asksForPath ? pendingAsksForPath : !isDirty(app()))) return isSaved
  }
  const result = saveNow(asksForPath).finally(() => {
    pendingSave = null
  })
  pendingSave = { asksForPath, isOpen, result }
  return result
}

/** Both resolve to true if the document is saved and still open. */
export const save = (): Promise<boolean> => queueSave(false)
export const saveAs = (): Promise<boolean> => queueSave(true)

/** Saving found another version of the file: the user decides which one remains. */
async function resolveConflictThenSave(): Promise<boolean> {
  const choice = await resolveConflict(true)
  return choice === 'keep' ? saveNow(false) : choice === 'reload' || (choice === 'save-as' && saveNow(true))
}

/** The current file and its document; `null` if the content is not a valid document. */
async function readFromDisk(path: string): Promise<{ file: OpenedFile; document: Document | null }> {
  const file = await app().host!.host.readDocument(path)
  try {
    return { file, document: parseDocument(file.text) }
  } catch {
    return { file, document: null } // the dialog says so and offers the other choices
  }
}

/** Replaces the document as one edit, so that undo restores the previous one. The same variant stays visible if the new document has it. */
function replaceWith(document: Document, label: Text): boolean {
  const { variant } = app()
  const replaced = app().editWhole(label, () => document)
  app().showVariant(variant)
  return replaced
}

/** Applies the file's current version. */
function applyDiskVersion(version: string, document: Document): boolean {
  const replaced = replaceWith(document, RELOAD)
  useApp.setState(({ file }) => ({ file: { ...file, version, saved: document } }))
  return replaced
}

/** Asks what to do about a file that another program has changed, and carries out the choice except for saving. */
async function resolveConflict(saving: boolean): Promise<ChangedChoice> {
  const { path } = app().file
  if (path === null) return 'cancel'
  const isOpen = createOpenCheck()
  try {
    const { file, document } = await readFromDisk(path)
    if (!isOpen()) return 'cancel'
    const choice = await ask({ kind: 'changed', theirs: document })
    if (!isOpen()) return 'cancel'
    if (choice === 'reload' && document) applyDiskVersion(file.version, document)
    // From now on a save replaces their version. A question that was asked on focus has the same effect when it is cancelled.
    if (choice === 'keep' || (choice === 'cancel' && !saving))
      useApp.setState((s) => ({ file: { ...s.file, version: file.version, saved: document ?? BLANK } }))
    return choice
  } catch (error) {
    if (!isOpen()) return 'cancel'
    notifyUntilSaved(
      { en: 'The file can no longer be read', ko: '파일을 더 이상 읽을 수 없습니다' },
      [...sentencesOf(error), NOTHING_LOST],
      [SAVE_AS],
    )
    return 'cancel'
  }
}

/** The path that was reported as missing. */
let missingPath: string | null = null

function notifyMissing(path: string): void {
  if (missingPath === path) return
  dismissMessages()
  notifyUntilSaved(
    { en: `${nameOf(path)} was deleted or moved`, ko: `${nameOf(path)} 파일이 삭제되었거나 이동되었습니다` },
    [
      { en: `“${path}” no longer exists.`, ko: `“${path}”이(가) 더 이상 없습니다.` },
      {
        en: 'The document is still open here. Save writes the file again; Save as saves it elsewhere.',
        ko: '문서는 여기에 그대로 열려 있습니다. ‘저장’은 파일을 다시 쓰고, ‘다른 이름으로 저장’은 다른 곳에 저장합니다.',
      },
    ],
    [SAVE, SAVE_AS],
  )
  missingPath = path
  // A document without a file would be lost with the window.
  useApp.setState(({ file }) => ({ file: { ...file, saved: BLANK } }))
}

/** Checks on focus whether the document's file still has the version that was read. */
export async function checkFile(): Promise<void> {
  const { host, file, dialog, lostConnection } = app()
  const { path, version } = file
  // A save in progress checks the version itself, and the version it has written is not another program's.
  if (!host || path === null || version === undefined || dialog || lostConnection || pendingSave) return
  const isOpen = createOpenCheck()
  const isUnchanged = () => isOpen() && app().file.version === version && !pendingSave
  const currentVersion = await ignoreFailure(host.host.versionAt(path))
  if (currentVersion === undefined || !isUnchanged() || app().dialog) return
  if (currentVersion === null) return notifyMissing(path)
  if (missingPath === path) dismissMessages()
  if (currentVersion === version) return
  const found = isDirty(app()) ? null : await ignoreFailure(readFromDisk(path))
  if (found === undefined || !isUnchanged()) return
  // The document may have been edited while the file was read.
  if (found === null || found.document === null || isDirty(app())) {
    if ((await resolveConflict(false)) === 'save-as') await saveAs()
    return
  }
  const { file: theirs, document } = found
  if (!applyDiskVersion(theirs.version, document)) return
  notifyEdit({ en: `${theirs.name} was reloaded`, ko: `${theirs.name} 파일을 다시 읽었습니다` }, [
    { en: 'Another program had changed it.', ko: '다른 프로그램이 바꾸었습니다.' },
  ])
}

/** Ignores a failure to read the file, since the user did not request it. The next check reads it again, and a save reports the error. */
const ignoreFailure = <T>(promise: Promise<T>): Promise<T | undefined> =>
  promise.catch((error: unknown) => {
    console.info('The file could not be looked at:', error)
    return undefined
  })

const VERSION_TEXTS: {
  readonly [K in SavedVersion]: {
    readonly label: Text
    readonly none: Text
    readonly why: Text
    readonly failed: Text
  }
} = {
  replaced: {
    label: { en: 'Restore the earlier version', ko: '이전 버전 복원' },
    none: { en: 'There is no earlier version', ko: '이전 버전이 없습니다' },
    why: {
      en: 'A save that overwrites a file keeps the earlier version.',
      ko: '파일을 덮어쓸 때 이전 버전을 보관합니다.',
    },
    failed: { en: 'The earlier version cannot be read', ko: '이전 버전을 읽을 수 없습니다' },
  },
  refused: {
    label: { en: 'Restore the changes that were not saved', ko: '저장되지 못한 변경 복원' },
    none: { en: 'All changes to this file were saved', ko: '이 파일의 변경은 모두 저장되었습니다' },
    why: {
      en: 'Changes that cannot be saved because another program changed the file are kept.',
      ko: '다른 프로그램이 파일을 바꾸어 저장하지 못한 변경은 보관됩니다.',
    },
    failed: {
      en: 'The changes that were not saved cannot be read',
      ko: '저장되지 못한 변경을 읽을 수 없습니다',
    },
  },
}

/** Restores, as an edit, the version before the last save or the last version that could not be saved. */
export async function restoreVersion(which: SavedVersion): Promise<void> {
  const { label, none, why, failed } = VERSION_TEXTS[which]
  const { host, file } = app()
  if (!host || file.path === null) return
  const isOpen = createOpenCheck()
  try {
    const stored = await host.host.previousVersion(file.path, which)
    if (!isOpen()) return
    if (stored) replaceWith(parseDocument(stored.text), label)
    else notify(none, [why], { kind: 'info' })
  } catch (error) {
    if (!isOpen()) return
    notify(failed, sentencesOf(error), { kind: 'refusal' })
  }
}

/** Writes a Python program to a file that the user chooses. @returns whether it was written */
export async function savePython(code: string): Promise<boolean> {
  const { host, file } = app()
  if (!host) return false
  try {
    const path = await chooseFile('python', 'save', `${file.name}.py`)
    if (path === null) return false
    const written = await host.host.writeText(path, code, 'python', null)
    notify({ en: 'The program was saved', ko: '프로그램을 저장했습니다' }, [untranslated(written.path)], {
      kind: 'info',
    })
    return true
  } catch (error) {
    notify({ en: 'The program was not saved', ko: '프로그램을 저장하지 못했습니다' }, sentencesOf(error), {
      actions: [{ ...SAVE_AS, run: () => savePython(code) }],
    })
    return false
  }
}
