/** Copies a file that was dropped on a page to the host, in pieces, and says how far it is. */
import type { Text } from '../../shared/text.ts'
import { dismissMessage, notify } from './notify.ts'
import { useApp } from './store.ts'

/** Bytes per call, far below the limit of a call. */
const PIECE = 4 * 2 ** 20
/** A smaller file is copied at once. */
const MIN_SHOWN = 16 * 2 ** 20

const cancelled = (name: string): Text => ({
  en: `The copy of ${name} was cancelled.`,
  ko: `${name} 복사를 취소했습니다.`,
})

/** @returns the path of the copy on the host, or null if the person cancelled it
 *  @throws ProblemError if it could not be written; no part of it is left */
export async function copyDropped(file: File): Promise<string | null> {
  const { host, file: openFile } = useApp.getState()
  const calls = host!.host
  const id = await calls.beginData(file.name, file.size, openFile.path === null ? null : openFile.folder)
  let isCancelled = false
  let message: string | null = null
  try {
    for (let at = 0; at < file.size && !isCancelled; at += PIECE) {
      const piece = await file.slice(at, at + PIECE).arrayBuffer()
      await calls.appendData(id, new Uint8Array(piece))
      if (file.size >= MIN_SHOWN)
        message = showProgress(file, Math.min(at + PIECE, file.size), () => {
          isCancelled = true
        })
    }
    if (!isCancelled) return await calls.endData(id)
    await calls.cancelData(id)
    notify(cancelled(file.name), [], { kind: 'refusal' })
    return null
  } catch (error) {
    // The host removes what it could not write; a file that cannot be read any more is removed here.
    await calls.cancelData(id)
    throw error
  } finally {
    if (message !== null) dismissMessage(message)
  }
}

/** Each message replaces the previous one, as its title is the same. */
const showProgress = ({ name, size }: File, done: number, cancel: () => void): string =>
  notify(
    { en: `Copying ${name}`, ko: `${name} 복사하는 중` },
    [
      {
        en: `${Math.floor((100 * done) / size)} % of ${Math.round(size / 2 ** 20)} MiB.`,
        ko: `${Math.round(size / 2 ** 20)} MiB 중 ${Math.floor((100 * done) / size)} %.`,
      },
    ],
    { kind: 'info', actions: [{ label: { en: 'Cancel', ko: '취소' }, run: cancel }] },
  )
