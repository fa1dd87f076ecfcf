/** One program at a time saves a file. A lock file beside it is touched for as long as somebody has it; one that nobody touches any more
 *  was left by a crash, and the next one takes it away. No clock is compared with another, so it holds between machines on a shared disk. */
import { type FileHandle, link, lstat, mkdir, open, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileProblem } from './file-problems.ts'
import { hashOf } from './files.ts'
import { rename, whileBusy } from './rename.ts'

/** Milliseconds. A holder whose computer slept longer than `stale` loses the lock; it looks at the file again before it replaces it. Who
 *  waits longer than `limit`, as for a holder whose disk does not answer, gives up. */
export interface Pace {
  readonly beat: number
  readonly stale: number
  readonly every: number
  readonly limit: number
  readonly now: () => number
}
const PACE: Pace = { beat: 500, stale: 5000, every: 10, limit: 30_000, now: () => performance.now() }

/** Does `work` while nobody else has the lock of `path`. @throws ProblemError where no lock can be had, and what `work` throws */
export async function withFileLock<T>(path: string, work: () => Promise<T>, pace: Pace = PACE): Promise<T> {
  // As long as any name allows.
  const lock = join(dirname(path), `.layerloom-${hashOf(basename(path)).slice(0, 16)}.lock`)
  return whileLocked(lock, path, work, pace)
}

/** A file with several names (hard links) is one file, and each name has a lock of its own: whoever writes it takes that of the file
 *  besides, in a folder that the hosts of one person share. Called with the lock of the name.
 *  @throws as withFileLock */
export async function withLinksLock<T>(
  path: string,
  folder: string,
  work: () => Promise<T>,
  pace: Pace = PACE,
): Promise<T> {
  const info = await stat(path, { bigint: true }).catch(() => null) // writing says what is wrong
  if (info === null || info.nlink < 2n) return work()
  const lock = join(folder, `${hashOf(`${info.dev} ${info.ino}`).slice(0, 16)}.lock`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch {
    // An app's folder that cannot be written keeps nobody from saving a file elsewhere.
    return work()
  }
  return whileLocked(lock, path, work, pace)
}

async function whileLocked<T>(lock: string, path: string, work: () => Promise<T>, pace: Pace): Promise<T> {
  const file = await take(lock, pace).catch((error: unknown) => {
    throw fileProblem('write', path, error)
  })
  const beat = setInterval(() => {
    const now = new Date()
    file.utimes(now, now).catch(() => {}) // a missed beat; many in a row lose the lock
  }, pace.beat)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await release(lock, file)
  }
}

async function take(lock: string, { stale, every, limit, now }: Pace): Promise<FileHandle> {
  const began = now()
  let seen = ''
  let since = began
  for (;;) {
    try {
      // Windows refuses the name of a lock that is given back while somebody still looks at it.
      return await whileBusy(() => open(lock, 'wx', 0o600))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const mark = await markOf(lock)
    const at = now()
    if (at - began >= limit) throw Object.assign(new Error(`${lock} is held`), { code: 'EBUSY' })
    if (mark !== seen) since = at
    seen = mark
    if (mark !== '' && at - since >= stale) await remove(lock, mark)
    else await sleep(every)
  }
}

/** Changes with each beat and each holder; empty where there is no lock. */
async function markOf(path: string): Promise<string> {
  const file = await lstat(path, { bigint: true }).catch(() => null)
  return file ? `${file.ino} ${file.mtimeNs}` : ''
}

/** Two may remove at once, so what was moved aside is compared with what was judged. */
async function remove(lock: string, dead: string): Promise<void> {
  const aside = `${lock}.${process.pid}`
  try {
    await rename(lock, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return // the other one was faster
    throw error
  }
  if ((await markOf(aside)) !== dead) await link(aside, lock).catch(() => {}) // somebody has it by now
  await rm(aside, { force: true })
}

/** Whatever the work came to stands: a lock that stays behind delays the next save and no more. */
async function release(lock: string, file: FileHandle): Promise<void> {
  const inode = (info: Promise<{ ino: bigint }>) =>
    info.then(
      ({ ino }) => ino,
      () => null,
    )
  // Looked at while ours is open: its number is given to no other file until it is closed.
  const mine = await inode(file.stat({ bigint: true }))
  const there = await inode(lstat(lock, { bigint: true }))
  await file.close().catch(() => {})
  // Another number is another program's lock, which took ours for a dead one.
  if (mine !== null && mine === there) await rm(lock, { force: true }).catch(() => {})
}
