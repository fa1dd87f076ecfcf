/** Unsaved work, kept apart from the person's files: one draft a window, in the app's own folder. A draft whose window is gone
 *  (crashed, killed, closed) is offered at the next start; only an explicit word removes it. What is read back is checked like any
 *  foreign file. A draft is one line of JSON about it, then the document's text as it is. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { Draft, DraftInfo, KeptDraft } from '../../shared/ipc/contract.ts'
import { brokenDraft, fileProblem, foreignDraft, noDraft, tooManyDrafts } from './file-problems.ts'
import type { Grants } from './grants.ts'
import { inOrder } from './in-order.ts'
import { writeWhole } from './write-file.ts'

/** Whoever keeps a draft: one connection of one window. */
export type Owner = object

export interface Drafts {
  /** Keeps the owner's draft, under `id` if that is free or the owner's; gives its id. @throws ProblemError */
  keep(owner: Owner, draft: Draft, id: string | null): Promise<string>
  /** The owner has nothing unsaved. */
  drop(owner: Owner): Promise<void>
  /** The owner is gone; its draft stays and is offered. */
  release(owner: Owner): void
  /** The owner gave its unsaved work up and is about to go. */
  giveUp(owner: Owner): Promise<void>
  /** What windows that are gone left, newest first. */
  left(): Promise<readonly DraftInfo[]>
  read(id: string): Promise<KeptDraft>
  discard(id: string): Promise<void>
  /** Everything asked so far is on the disk. */
  close(): Promise<void>
}

export const MAX_DRAFTS = 30
const MAX_BYTES = 128 * 2 ** 20
/** First lines are read up to here. */
const MAX_HEADER = 16 * 1024
/** A host says so often that it is there; after STALE without that it is not, even if a process has its number. */
const BEAT_MS = 10_000
const STALE_MS = 60_000
const ENDING = '.draft'

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

/** A draft remembers that the person chose its file. One whose file was never chosen (only a page that was taken over has such a
 *  one) belongs to no file.
 *  @param gone learns of a draft that was saved or discarded */
export function draftsIn(
  folder: string,
  grants: Pick<Grants, 'wasChosen' | 'grant'>,
  gone: (id: string) => Promise<void> = async () => {},
): Drafts {
  const self = `${process.pid}-${randomBytes(4).toString('hex')}`
  const beatFile = join(folder, `${self}.host`)
  const owned = new Map<Owner, string>()
  const leaving = new WeakSet<Owner>()
  const queue = inOrder()
  let beat: NodeJS.Timeout | null = null
  const place = (id: string) => {
    if (!DRAFT_ID.test(id)) throw noDraft()
    return join(folder, id + ENDING)
  }
  const isOwned = (id: string) => [...owned.values()].includes(id)

  const begin = async () => {
    if (beat) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(beatFile, '')
    beat = setInterval(() => {
      const now = new Date()
      // A missed beat only means that this window's draft is offered to another program as well.
      utimes(beatFile, now, now).catch(() => {})
    }, BEAT_MS)
    beat.unref()
  }

  /** Whether a host of that id is still there; what hosts that are gone left of themselves is removed. */
  const isThere = async (host: string): Promise<boolean> => {
    if (host === self) return true
    const mark = join(folder, `${host}.host`)
    const fresh = await stat(mark).then(
      ({ mtimeMs }) => Date.now() - mtimeMs < STALE_MS,
      () => false,
    )
    if (fresh && isRunning(Number(HOST_ID.exec(host)![1]))) return true
    await rm(mark, { force: true })
    return false
  }

  /** Ids and sizes of all drafts in the folder. */
  const all = async () => {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw fileProblem('read', folder, error)
    })
    const ids = names.filter((n) => n.endsWith(ENDING)).map((n) => n.slice(0, -ENDING.length))
    return Promise.all(
      ids
        .filter((id) => DRAFT_ID.test(id))
        .map(async (id) => ({ id, bytes: (await lstat(place(id)).catch(() => null))?.size ?? 0 })),
    )
  }

  const inUse = async (id: string, { host }: Header) => (host === self ? isOwned(id) : await isThere(host))

  /** The first line of a draft; `null` when it is gone or damaged. */
  const headerOf = (id: string) => readHeader(place(id)).catch(() => null)

  const drop = async (owner: Owner) => {
    const id = owned.get(owner)
    if (id === undefined) return
    owned.delete(owner)
    await rm(place(id), { force: true })
    await gone(id)
  }

  return {
    keep: (owner, draft, wish) =>
      queue(async () => {
        if (leaving.has(owner)) throw noDraft()
        await begin()
        const wished = wish !== null && DRAFT_ID.test(wish) ? wish : null
        const found = wished === null ? null : await headerOf(wished)
        const taken = wished !== owned.get(owner) && wished && found && (await inUse(wished, found))
        const id = (taken ? null : wished) ?? owned.get(owner) ?? randomBytes(8).toString('hex')
        const others = (await all()).filter((other) => other.id !== id)
        const bytes = others.reduce((sum, other) => sum + other.bytes, Buffer.byteLength(draft.text))
        if (others.length >= MAX_DRAFTS || bytes > MAX_BYTES) throw tooManyDrafts(MAX_DRAFTS)
        const { text, ...about } = draft
        // Asked without its disk, which may not answer: all windows' drafts wait in this line.
        const isChosen = about.path !== null && grants.wasChosen(about.path)
        const first: Header = {
          ...{ format: 'layerloom-draft', host: self, at: Date.now(), ...about },
          ...(!isChosen && { path: null, version: null }),
        }
        await writeWhole(place(id), `${JSON.stringify(first)}\n${text}`)
        owned.set(owner, id)
        return id
      }),
    drop: (owner) => queue(() => drop(owner)),
    release: (owner) => void owned.delete(owner),
    giveUp: (owner) => {
      leaving.add(owner)
      return queue(() => drop(owner))
    },
    left: () =>
      queue(async () => {
        const found: DraftInfo[] = []
        for (const { id } of await all()) {
          const about = await headerOf(id)
          // A damaged one is listed, so that it can be discarded knowingly.
          if (!about) found.push({ id, at: 0, name: id, path: null })
          else if (!(await inUse(id, about)))
            found.push({ id, at: about.at, name: about.name, path: about.path })
        }
        return found.sort((a, b) => b.at - a.at)
      }),
    read: (id) =>
      queue(async () => {
        const about = await readHeader(place(id))
        if (await inUse(id, about)) throw foreignDraft()
        const bytes = await readFile(place(id))
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
        await rm(place(id), { force: true })
        await gone(id)
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
    return (error as NodeJS.ErrnoException).code === 'EPERM' // somebody else's process
  }
}

/** @throws ProblemError for a draft that is gone, of another form or no plain file. */
async function readHeader(path: string): Promise<Header> {
  try {
    if (!(await lstat(path)).isFile()) throw brokenDraft() // opening a pipe would wait for its writer
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER), 0, MAX_HEADER, 0)
      const end = buffer.subarray(0, bytesRead).indexOf(10)
      const checked = header.safeParse(parsed(buffer.toString('utf8', 0, Math.max(0, end))))
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
