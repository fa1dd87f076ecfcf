/** Unsaved work, stored separately from the user's files: one draft per window, in the app's folder. The draft of a window that has exited
 *  (crashed, killed, closed) is offered at the next start; only an explicit request removes it. Stored drafts are validated like any
 *  untrusted file. A draft is one line of JSON metadata, followed by the document's text. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { Draft, DraftInfo, SavedDraft } from '../../shared/ipc/contract/index.ts'
import { brokenDraft, fileProblem, foreignDraft, noDraft, tooManyDrafts } from './file-problems.ts'
import type { Grants } from './grants.ts'
import { serialQueue } from './serial-queue.ts'
import { writeAtomically } from './write-file.ts'

/** The owner of a draft: one connection of one window. */
export type Owner = object

export interface Drafts {
  /** Saves the owner's draft, under `id` if it is free or the owner's; returns its id. @throws ProblemError */
  save(owner: Owner, draft: Draft, id: string | null): Promise<string>
  /** Removes the owner's draft, because nothing is unsaved. */
  drop(owner: Owner): Promise<void>
  /** The owner has exited; its draft stays and is offered. */
  release(owner: Owner): void
  /** The user discarded the owner's unsaved work, and its window is about to close. */
  giveUp(owner: Owner): Promise<void>
  /** Drafts of windows that have exited, newest first. */
  orphaned(): Promise<readonly DraftInfo[]>
  read(id: string): Promise<SavedDraft>
  discard(id: string): Promise<void>
  /** Resolves when all requested changes are on the disk. */
  close(): Promise<void>
}

export const MAX_DRAFTS = 30
const MAX_BYTES = 128 * 2 ** 20
/** Maximum bytes of the first line. */
const MAX_HEADER = 16 * 1024
/** A host touches its file every BEAT_MS; after STALE_MS it counts as exited, even if its process id is in use. */
const BEAT_MS = 10_000
const STALE_MS = 60_000
const EXTENSION = '.draft'

const DRAFT_ID = /^[a-z0-9]{16}$/
const HOST_ID = /^(\d{1,10})-[a-z0-9]{8}$/
const header = z.strictObject({
  format: z.literal('layerloom-draft'),
  host: z.string().regex(HOST_ID),
  at: z.number().min(0).max(8.64e15),
  name: z.string().min(1).max(255),
  path: z.string().min(1).max(4096).nullable(),
  folder: z.string().min(1).max(4096).nullable(),
  version: z.string().max(64).nullable(),
})
type Header = z.infer<typeof header>

/** A draft records that the user chose its file. One whose file was never chosen, as only a compromised page creates, belongs to no file.
 *  @param onRemoved called with the id of a draft that was saved or discarded */
export function draftsIn(
  folder: string,
  grants: Pick<Grants, 'wasChosen' | 'grant'>,
  onRemoved: (id: string) => Promise<void> = async () => {},
): Drafts {
  const self = `${process.pid}-${randomBytes(4).toString('hex')}`
  const beatFile = join(folder, `${self}.host`)
  const draftOfOwner = new Map<Owner, string>()
  const leaving = new WeakSet<Owner>()
  const queue = serialQueue()
  let beat: NodeJS.Timeout | null = null
  const pathOf = (id: string) => {
    if (!DRAFT_ID.test(id)) throw noDraft()
    return join(folder, id + EXTENSION)
  }
  const isOwned = (id: string) => [...draftOfOwner.values()].includes(id)

  const startHeartbeat = async () => {
    if (beat) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(beatFile, '')
    beat = setInterval(() => {
      const now = new Date()
      // After a missed beat this window's draft is merely offered to another program as well.
      utimes(beatFile, now, now).catch(() => {})
    }, BEAT_MS)
    beat.unref()
  }

  /** Whether the host with this id is alive; removes the files of exited hosts. */
  const isHostAlive = async (host: string): Promise<boolean> => {
    if (host === self) return true
    const hostFile = join(folder, `${host}.host`)
    const isFresh = await stat(hostFile).then(
      ({ mtimeMs }) => Date.now() - mtimeMs < STALE_MS,
      () => false,
    )
    if (isFresh && isRunning(Number(HOST_ID.exec(host)![1]))) return true
    await rm(hostFile, { force: true })
    return false
  }

  /** Ids and sizes of all drafts in the folder. */
  const listDrafts = async () => {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw fileProblem('read', folder, error)
    })
    const ids = names.filter((n) => n.endsWith(EXTENSION)).map((n) => n.slice(0, -EXTENSION.length))
    return Promise.all(
      ids
        .filter((id) => DRAFT_ID.test(id))
        .map(async (id) => ({ id, bytes: (await lstat(pathOf(id)).catch(() => null))?.size ?? 0 })),
    )
  }

  const inUse = async (id: string, { host }: Header) =>
    host === self ? isOwned(id) : await isHostAlive(host)

  /** The first line of a draft; `null` if it is missing or damaged. */
  const headerOf = (id: string) => readHeader(pathOf(id)).catch(() => null)

  const drop = async (owner: Owner) => {
    const id = draftOfOwner.get(owner)
    if (id === undefined) return
    draftOfOwner.delete(owner)
    await rm(pathOf(id), { force: true })
    await onRemoved(id)
  }

  return {
    save: (owner, draft, requestedId) =>
      queue(async () => {
        if (leaving.has(owner)) throw noDraft()
        await startHeartbeat()
        const validId = requestedId !== null && DRAFT_ID.test(requestedId) ? requestedId : null
        const found = validId === null ? null : await headerOf(validId)
        const isTaken =
          validId !== draftOfOwner.get(owner) && validId && found && (await inUse(validId, found))
        const id = (isTaken ? null : validId) ?? draftOfOwner.get(owner) ?? randomBytes(8).toString('hex')
        const others = (await listDrafts()).filter((other) => other.id !== id)
        const bytes = others.reduce((sum, other) => sum + other.bytes, Buffer.byteLength(draft.text))
        if (others.length >= MAX_DRAFTS || bytes > MAX_BYTES) throw tooManyDrafts(MAX_DRAFTS)
        const { text, ...about } = draft
        // Does not access the file's disk, which may not answer: the drafts of all windows share this queue.
        const isChosen = about.path !== null && grants.wasChosen(about.path)
        const newHeader: Header = {
          ...{ format: 'layerloom-draft', host: self, at: Date.now(), ...about },
          ...(!isChosen && { path: null, version: null }),
        }
        await writeAtomically(pathOf(id), `${JSON.stringify(newHeader)}\n${text}`)
        draftOfOwner.set(owner, id)
        return id
      }),
    drop: (owner) => queue(() => drop(owner)),
    release: (owner) => void draftOfOwner.delete(owner),
    giveUp: (owner) => {
      leaving.add(owner)
      return queue(() => drop(owner))
    },
    orphaned: () =>
      queue(async () => {
        const found: DraftInfo[] = []
        for (const { id } of await listDrafts()) {
          const about = await headerOf(id)
          // A damaged draft is listed, so that the user can discard it.
          if (!about) found.push({ id, at: 0, name: id, path: null })
          else if (!(await inUse(id, about)))
            found.push({ id, at: about.at, name: about.name, path: about.path })
        }
        return found.sort((a, b) => b.at - a.at)
      }),
    read: (id) =>
      queue(async () => {
        const about = await readHeader(pathOf(id))
        if (await inUse(id, about)) throw foreignDraft()
        const bytes = await readFile(pathOf(id))
        if (bytes.length > MAX_TEXT_BYTES + MAX_HEADER) throw brokenDraft()
        const text = bytes.subarray(bytes.indexOf(10) + 1).toString('utf8')
        const { at, name, path, folder: start, version } = about
        if (path !== null) grants.grant(path)
        return { id, at, name, path, folder: start, version, text }
      }),
    discard: (id) =>
      queue(async () => {
        const about = await headerOf(id)
        if (about && (await inUse(id, about))) throw foreignDraft()
        await rm(pathOf(id), { force: true })
        await onRemoved(id)
      }),
    async close() {
      if (beat) clearInterval(beat)
      await queue.settled()
      if (beat) await rm(beatFile, { force: true })
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // another user's process
  }
}

/** @throws ProblemError for a draft that is missing, of another format or not a regular file */
async function readHeader(path: string): Promise<Header> {
  try {
    if (!(await lstat(path)).isFile()) throw brokenDraft() // opening a pipe would block
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER), 0, MAX_HEADER, 0)
      const end = buffer.subarray(0, bytesRead).indexOf(10)
      const checked = header.safeParse(parseOrNull(buffer.toString('utf8', 0, Math.max(0, end))))
      if (!checked.success) throw brokenDraft()
      return checked.data
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw noDraft()
    throw fileProblem('read', path, error)
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
