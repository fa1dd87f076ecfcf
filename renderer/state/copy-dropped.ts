/** A file that was dropped on a page, which does not know its path: the host looks for it by its name, size and content, or receives a copy
 *  in pieces. A message says how far it is. */
import { contentDigest, DIGEST_PIECE } from '../../shared/ipc/content-digest.ts'
import type { Text } from '../../shared/text.ts'
import { dismissMessage, notify } from './notify.ts'
import { useApp } from './store.ts'

/** Bytes per call, far below the limit of a call. */
const PIECE = 4 * 2 ** 20
/** A smaller file is copied at once. */
const MIN_SHOWN = 16 * 2 ** 20

const cancelled = (name: string): Text => ({
  en: `${name} is not used: it was cancelled.`,
  ko: `취소해서 ${name}을(를) 쓰지 않습니다.`,
})

export interface DroppedCopy {
  /** On the host. */
  readonly path: string
  readonly isCopy: boolean
}

/** @returns null if the person cancelled it
 *  @throws ProblemError if the copy could not be written; no part of it is left */
export async function copyDropped(file: File): Promise<DroppedCopy | null> {
  const progress = progressOf(file)
  try {
    const found = await findOnHost(file, progress)
    const path = found ?? (progress.isCancelled() ? null : await copyToHost(file, progress))
    if (path !== null) return { path, isCopy: found === null }
    notify(cancelled(file.name), [], { kind: 'refusal' })
    return null
  } finally {
    progress.end()
  }
}

/** The folder of the open document, if it has one. */
const documentFolder = (): string | null => {
  const { file } = useApp.getState()
  return file.path === null ? null : file.folder
}

/** The path of the same file where the host can read it; null if it is not there, or the person cancelled the search. */
export async function findDropped(file: File): Promise<string | null> {
  const progress = progressOf(file)
  try {
    return await findOnHost(file, progress)
  } finally {
    progress.end()
  }
}

/** The path of the same file where the host can read it; null if it is not there, or if this page has no digests. */
async function findOnHost(file: File, progress: Progress): Promise<string | null> {
  const calls = useApp.getState().host!.host
  // Only pages of this machine and encrypted ones have `subtle`.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle
  const folder = documentFolder()
  if (!subtle || !(await calls.isDataThere(file.name, file.size, folder))) return null
  const digest = await contentDigest(
    piecesOf(file, DIGEST_PIECE, (done) => progress.show(comparing(file.name), done), progress.isCancelled),
    async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes)),
  )
  return progress.isCancelled() ? null : calls.findData(file.name, file.size, folder, digest)
}

async function copyToHost(file: File, progress: Progress): Promise<string | null> {
  const calls = useApp.getState().host!.host
  const id = await calls.beginData(file.name, file.size, documentFolder())
  try {
    const onPiece = (done: number) => progress.show(copying(file.name), done)
    for await (const piece of piecesOf(file, PIECE, onPiece, progress.isCancelled))
      await calls.appendData(id, piece)
    if (!progress.isCancelled()) return await calls.endData(id)
    await calls.cancelData(id)
    return null
  } catch (error) {
    // The host removes what it could not write; a file that cannot be read any more is removed here.
    await calls.cancelData(id)
    throw error
  }
}

/** The bytes of a file until it is cancelled. @param onDone is called with the number of bytes that were used */
async function* piecesOf(
  file: File,
  size: number,
  onDone: (bytes: number) => void,
  isCancelled: () => boolean,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size && !isCancelled(); at += size) {
    yield new Uint8Array(await file.slice(at, at + size).arrayBuffer())
    onDone(Math.min(at + size, file.size))
  }
}

// ── progress ─────────────────────────────────────────────────────────────────────────────────────────────────────

const copying = (name: string): Text => ({ en: `Copying ${name}`, ko: `${name} 복사하는 중` })
const comparing = (name: string): Text => ({
  en: `Comparing ${name} with the file of that name`,
  ko: `${name}을(를) 같은 이름의 파일과 비교하는 중`,
})

interface Progress {
  /** Each message replaces the previous one of the same title. */
  show(title: Text, done: number): void
  isCancelled(): boolean
  end(): void
}

function progressOf({ size }: File): Progress {
  let isCancelled = false
  const messages = new Set<string>()
  const end = () => {
    for (const message of messages) dismissMessage(message)
    messages.clear()
  }
  return {
    show(title, done) {
      if (size < MIN_SHOWN) return
      const percent = Math.floor((100 * done) / size)
      const total = Math.round(size / 2 ** 20)
      const sentence = { en: `${percent} % of ${total} MiB.`, ko: `${total} MiB 중 ${percent} %.` }
      const cancel = () => {
        isCancelled = true
      }
      const actions = [{ label: { en: 'Cancel', ko: '취소' }, run: cancel }]
      const message = notify(title, [sentence], { kind: 'info', actions })
      if (!messages.has(message)) end()
      messages.add(message)
    },
    isCancelled: () => isCancelled,
    end,
  }
}
