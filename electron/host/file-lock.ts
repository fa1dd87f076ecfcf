/** Lets one program at a time save a file. The holder touches a lock file next to it; a lock that is no longer touched was left by a crash,
 *  and the next program removes it. Clocks are not compared, so it works between machines on a shared disk. */
import { type FileHandle, link, lstat, mkdir, open, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rename, retryWhileBusy } from '../system/rename.ts'
import { fileProblem } from './file-problems.ts'
import { hashOf } from './files.ts'

/** Milliseconds. A holder whose computer slept longer than `stale` loses the lock; it checks the file again before it replaces it. A
 *  program that waits longer than `limit`, for example for a disk that does not answer, gives up. */
export interface LockTiming {
  readonly beat: number
  readonly stale: number
  readonly every: number
  readonly limit: number
  readonly now: () => number
}
const DEFAULT_TIMING: LockTiming = {
  beat: 500,
  stale: 5000,
  every: 10,
  limit: 30_000,
  now: () => performance.now(),
}

/** Runs `work` while holding the lock of `path`. @throws ProblemError if the lock cannot be acquired, and what `work` throws */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  timing: LockTiming = DEFAULT_TIMING,
): Promise<T> {
  // The length of the lock's name does not depend on the file's name.
  const lock = join(dirname(path), `.layerloom-${hashOf(basename(path)).slice(0, 16)}.lock`)
  return whileLocked(lock, path, work, timing)
}

/** A file with several names (hard links) has one lock per name, so its writer also takes a lock of the inode, in a folder shared by the
 *  hosts of a user. Called with the lock of the name.
 *  @throws as withFileLock */
export async function withLinksLock<T>(
  path: string,
  folder: string,
  work: () => Promise<T>,
  timing: LockTiming = DEFAULT_TIMING,
): Promise<T> {
  const info = await stat(path, { bigint: true }).catch(() => null) // writing reports the error
  if (info === null || info.nlink < 2n) return work()
  const lock = join(folder, `${hashOf(`${info.dev} ${info.ino}`).slice(0, 16)}.lock`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch {
    // If the app's folder is read-only, files elsewhere can still be saved.
    return work()
  }
  return whileLocked(lock, path, work, timing)
}

async function whileLocked<T>(
  lock: string,
  path: string,
  work: () => Promise<T>,
  timing: LockTiming,
): Promise<T> {
  const file = await acquire(lock, timing).catch((error: unknown) => {
    throw fileProblem('write', path, error)
  })
  const heartbeat = setInterval(() => {
    const now = new Date()
    file.utimes(now, now).catch(() => {}) // one missed beat is harmless; many in a row lose the lock
  }, timing.beat)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    await release(lock, file)
  }
}

async function acquire(lock: string, { stale, every, limit, now }: LockTiming): Promise<FileHandle> {
  const start = now()
  let lastVersion = ''
  let unchangedSince = start
  for (;;) {
    try {
      // Windows denies creating a lock that was just deleted while another program still has it open.
      return await retryWhileBusy(() => open(lock, 'wx', 0o600))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const version = await lockVersion(lock)
    const time = now()
    if (time - start >= limit) throw Object.assign(new Error(`${lock} is held`), { code: 'EBUSY' })
    if (version !== lastVersion) unchangedSince = time
    lastVersion = version
    if (version !== '' && time - unchangedSince >= stale) await remove(lock, version)
    else await sleep(every)
  }
}

/** Changes with each beat and each holder; empty if there is no lock. */
async function lockVersion(path: string): Promise<string> {
  const file = await lstat(path, { bigint: true }).catch(() => null)
  return file ? `${file.ino} ${file.mtimeNs}` : ''
}

/** Two programs may remove the lock at once, so the moved file is compared with the one that was found stale. */
async function remove(lock: string, staleVersion: string): Promise<void> {
  const movedPath = `${lock}.${process.pid}`
  try {
    await rename(lock, movedPath)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return // the other program was faster
    throw error
  }
  if ((await lockVersion(movedPath)) !== staleVersion) await link(movedPath, lock).catch(() => {}) // another program holds it by now
  await rm(movedPath, { force: true })
}

/** Releases the lock. Errors are ignored: a lock file that stays only delays the next save. */
async function release(lock: string, file: FileHandle): Promise<void> {
  const inode = (info: Promise<{ ino: bigint }>) =>
    info.then(
      ({ ino }) => ino,
      () => null,
    )
  // Compared while our file is open, because its inode is not reused until it is closed.
  const ownInode = await inode(file.stat({ bigint: true }))
  const currentInode = await inode(lstat(lock, { bigint: true }))
  await file.close().catch(() => {})
  // Another inode is the lock of another program, which found ours stale.
  if (ownInode !== null && ownInode === currentInode) await rm(lock, { force: true }).catch(() => {})
}
