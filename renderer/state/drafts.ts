/** Unsaved work is saved by the host while the user draws, and offered for recovery after a crash, a kill or a closed tab. Each window
 *  has one draft. */
import type { Document } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import type { DraftInfo } from '../../shared/ipc/contract/index.ts'
import type { Host } from '../host/host.ts'
import { notifyOpenFailed, replaceDocument } from './files.ts'
import { committed } from './history.ts'
import { dismissMessage, notify, TRY_AGAIN } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { save } from './saving.ts'
import { BLANK, isDirty, useApp } from './store.ts'

const app = () => useApp.getState()

/** Debounce delay after the last edit, and the maximum delay during continuous edits; milliseconds. */
const DEBOUNCE_MS = 400
const MAX_WAIT_MS = 3000

/** The window's draft keeps its id after a reload. */
const KEY = 'layerloom.draft'
let id: string | null = globalThis.sessionStorage?.getItem(KEY) ?? null
/** The document that was sent to the host; `null` if the host has no draft of this window. */
let sent: Document | null = null
/** The document that the host has confirmed as saved on the disk. */
let onDisk: Document | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let waitingSince = 0
/** Id of the message that drafts are not being saved; dismissed when one is. */
let failureMessage: string | null = null

function storeId(next: string): void {
  id = next
  try {
    globalThis.sessionStorage?.setItem(KEY, next)
  } catch (error) {
    console.info('The draft will have another id after a reload:', error)
  }
}

/** The send in progress, or the last one. */
let sending: Promise<void> = Promise.resolve()

/** The document that would be lost with the window. */
function unsaved(): Document | null {
  const { history, file } = app()
  const document = committed(history)
  return document === file.saved ? null : document
}

/** Sends the draft now, or removes it if nothing is unsaved. Resolves when the host has answered. */
export function saveDraft(): Promise<void> {
  clearTimeout(timer)
  waitingSince = 0
  const { host } = app()
  if (!host) return Promise.resolve()
  const draftDocument = unsaved()
  if (draftDocument !== sent) sending = send(host, draftDocument)
  return sending
}

async function send({ host }: Host, draftDocument: Document | null): Promise<void> {
  const previous = sent
  sent = draftDocument
  const { file } = app()
  try {
    if (draftDocument === null) await host.dropDraft()
    else {
      const { name, path, folder, version = null } = file
      const requestedId = file.draft ?? id
      const text = serializeDocument(draftDocument)
      storeId(await host.keepDraft({ text, name, path, folder, version }, requestedId))
      if (id !== null && id !== requestedId) rename(requestedId, id)
    }
    onDisk = draftDocument
    if (failureMessage !== null) dismissMessage(failureMessage)
    failureMessage = null
  } catch (error) {
    sent = previous
    // Shown once. A lost connection has its own message, and the next edit tries again.
    if (failureMessage === null && app().lostConnection === null)
      failureMessage = notify(
        { en: 'Unsaved work cannot be saved as a draft', ko: '저장하지 않은 작업을 임시 저장할 수 없습니다' },
        [...sentencesOf(error), { en: 'Save the document to be safe.', ko: '안전하게 문서를 저장하세요.' }],
        { actions: [{ label: { en: 'Save', ko: '저장' }, run: save }] },
      )
  }
}

/** Another window owns the draft of that id, and this document is a copy: it gets a new id and starts without runs. */
function rename(previousDraft: string | null, draft: string): void {
  if (app().file.draft === previousDraft) useApp.setState(({ file }) => ({ file: { ...file, draft } }))
}

/** Whether all unsaved work is on the disk, so that the page may close without a question. A preview, as during a drag, is not committed
 *  and cannot be lost. */
export function isDraftSaved(): boolean {
  const document = unsaved()
  return document === null || onDisk === document
}

/** Follows the document from now on. @returns a function that stops */
export function followDraft(): () => void {
  return useApp.subscribe((state, previous) => {
    if (state.lostConnection !== previous.lostConnection && state.lostConnection === null) sent = null // a new host has no draft of this window
    if (state.opened !== previous.opened && sent) {
      // The unsaved work was saved or discarded.
      sent = null
      state.host?.host
        .dropDraft()
        .catch((error: unknown) => console.warn('The draft was not dropped:', error))
    }
    if (
      state.history.present === previous.history.present &&
      // A committed preview is the same document; its draft was delayed until the commit.
      state.history.base === previous.history.base &&
      state.file === previous.file &&
      state.lostConnection === previous.lostConnection
    )
      return
    clearTimeout(timer)
    if (!isDirty(state)) return void saveDraft()
    const now = performance.now()
    waitingSince ||= now
    timer = setTimeout(
      () => void saveDraft(),
      Math.max(0, Math.min(DEBOUNCE_MS, waitingSince + MAX_WAIT_MS - now)),
    )
  })
}

/** Unsaved work of closed windows. */
export const recoverableDrafts = async (): Promise<readonly DraftInfo[]> =>
  (await app().host?.host.drafts()) ?? []

/** Offers the unsaved work of earlier windows, if there is any. The start screen lists it itself. */
export async function offerDrafts(): Promise<void> {
  try {
    if ((await recoverableDrafts()).length > 0 && app().dialog === null)
      useApp.setState({ dialog: { kind: 'recover' } })
  } catch (error) {
    // A lost connection has its own message.
    if (app().lostConnection !== null) return
    notify(
      {
        en: 'Unsaved work of earlier windows cannot be listed',
        ko: '이전 창의 저장하지 않은 작업을 찾지 못했습니다',
      },
      sentencesOf(error),
      { actions: [{ label: TRY_AGAIN, run: offerDrafts }] },
    )
  }
}

/** The document of a draft, and the current document of its file (`null` for none). @throws ProblemError if the draft is not a valid
 *  document. */
export async function readDraft(draft: string) {
  const { host } = app()
  const found = await host!.host.readDraft(draft)
  const document = parseDocument(found.text)
  let saved: Document | null = null
  if (found.path !== null)
    try {
      saved = parseDocument((await host!.host.readDocument(found.path)).text)
    } catch (error) {
      console.info('The file of unsaved work cannot be read:', error) // the draft is then treated as a document without a file
    }
  return { found, document, saved }
}

/** Opens unsaved work as this window's document. @returns whether it is open */
export async function openDraft(draft: string): Promise<boolean> {
  try {
    const isOpen = await replaceDocument(
      () => readDraft(draft),
      ({ found, document, saved }) => {
        const { path, name, folder, version } = found
        const file = { path, name, folder, ...(version !== null && { version }) }
        app().open(document, path === null ? { ...file, draft: found.id } : file, saved ?? BLANK)
        id = found.id
      },
    )
    if (isOpen) await saveDraft()
    return isOpen
  } catch (error) {
    notifyOpenFailed(
      error,
      { en: 'The unsaved work could not be opened', ko: '저장하지 않은 작업을 열 수 없습니다' },
      { label: TRY_AGAIN, run: () => openDraft(draft) },
    )
    return false
  }
}

/** Deletes a draft permanently. */
export async function discardDraft(draft: string): Promise<void> {
  try {
    await app().host?.host.discardDraft(draft)
  } catch (error) {
    notify(
      { en: 'The unsaved work was not discarded', ko: '저장하지 않은 작업을 버리지 못했습니다' },
      sentencesOf(error),
      { actions: [{ label: TRY_AGAIN, run: () => discardDraft(draft) }] },
    )
  }
}
