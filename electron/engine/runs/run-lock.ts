/** Lets one engine at a time work on a run's folder: a numbered lock file in it names the processes.
 *  A lock whose processes have exited is skipped, and the next number taken: creating a name exclusively is the one step that only one
 *  process can do. A lock that may be held is never removed, so that two processes never hold it at once. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { ProblemError } from '../../../shared/problem.ts'
import {
  anyAlive,
  currentPidScope,
  pidScopeSchema,
  processIdentity,
  processIdentitySchema,
} from '../../system/processes.ts'
import { removeFile } from '../../system/remove-files.ts'
import { renameSync } from '../../system/rename.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import { isActive } from './texts.ts'

export interface RunLock {
  /** Adds another process that writes into the folder: the lock is held until it exits too, even if the engine exits first. */
  add(pid: number | undefined): void
  /** Releases the lock; a second call does nothing. */
  release(): void
}

const NAME = /^run\.lock\.(\d{1,9})$/
const nameOf = (n: number) => `run.lock.${n}`

const lockSchema = z.strictObject({
  place: pidScopeSchema,
  processes: z.array(processIdentitySchema).min(1).max(100),
})
type Lock = z.infer<typeof lockSchema>

/** Processes of another machine or container cannot be checked, and on Windows a process id may have been reused. A holder touches its lock
 *  every HEARTBEAT_INTERVAL; a lock older than STALE_AFTER, or an empty one older than EMPTY_STALE_AFTER, is not held. Milliseconds. */
const HEARTBEAT_INTERVAL = 10_000
const STALE_AFTER = 60_000
const EMPTY_STALE_AFTER = 5000
const MAX_BYTES = 64 * 1024

/** @throws ProblemError if another engine holds it, or the folder is not writable */
export function lockRun(folder: string): RunLock {
  const result = reportRunFolderErrors(folder, () => acquire(folder))
  if (typeof result === 'object') throw new ProblemError([isActive(folder, result.holder)])
  return createLock(join(folder, nameOf(result)))
}

/** Milliseconds. */
const WAIT = { interval: 10, limit: 10_000 } as const

/** The same for a folder that others lock for a moment only: waits for them.
 *  @throws as lockRun, if another engine holds it for too long */
export async function lockSoon(folder: string): Promise<RunLock> {
  const start = performance.now()
  reportRunFolderErrors(folder, () => mkdirSync(folder, { recursive: true }))
  for (;;) {
    const result = reportRunFolderErrors(folder, () => acquire(folder))
    if (typeof result === 'number') return createLock(join(folder, nameOf(result)))
    if (performance.now() - start > WAIT.limit) throw new ProblemError([isActive(folder, result.holder)])
    await setTimeout(WAIT.interval)
  }
}

/** Whether a process works on the run in this folder now. */
export function isLocked(folder: string): boolean {
  return locksIn(folder).some((n) => isHeld(join(folder, nameOf(n)), Date.now()))
}

function createLock(path: string): RunLock {
  let lock: Lock = ownLock()
  let released = false
  const heartbeat = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(path, now, now)
    } catch {
      // The disk is not available for a moment, or the folder was removed: only another machine reads the time.
    }
  }, HEARTBEAT_INTERVAL)
  heartbeat.unref()
  return {
    add(pid) {
      if (pid === undefined || released) return
      lock = { ...lock, processes: [...lock.processes, processIdentity(pid)] }
      const next = `${path}.${randomBytes(4).toString('hex')}.part`
      reportRunFolderErrors(path, () => {
        writeFileSync(next, JSON.stringify(lock), { flag: 'wx' })
        renameSync(next, path)
      })
    },
    release() {
      if (released) return
      released = true
      clearInterval(heartbeat)
      // A lock file that stays, in a folder that is missing or read-only, is not held once this process has exited.
      removeFile(path)
    },
  }
}

const ownLock = (): Lock => ({ place: currentPidScope(), processes: [processIdentity(process.pid)] })

/** @returns the number of the acquired lock, or the path of the lock that another process holds */
function acquire(folder: string): number | { readonly holder: string } {
  const temporary = join(folder, `.lock.${randomBytes(8).toString('hex')}.part`)
  writeFileSync(temporary, JSON.stringify(ownLock()), { flag: 'wx' })
  try {
    // The time of the disk, which may be another machine's.
    const now = lstatSync(temporary).mtimeMs
    for (;;) {
      const existing = locksIn(folder)
      const other = existing.find((n) => isHeld(join(folder, nameOf(n)), now))
      if (other !== undefined) return { holder: join(folder, nameOf(other)) }
      const usedNumbers = new Set(existing)
      let number = 1
      while (usedNumbers.has(number)) number++
      const path = join(folder, nameOf(number))
      if (!createExclusively(temporary, path)) continue
      // A process that listed the locks earlier may have taken a number that has become free since.
      const later = locksIn(folder).find((n) => n !== number && isHeld(join(folder, nameOf(n)), now))
      if (later !== undefined) {
        removeFile(path)
        return { holder: join(folder, nameOf(later)) }
      }
      for (const n of existing) removeFile(join(folder, nameOf(n)))
      return number
    }
  } finally {
    removeFile(temporary)
  }
}

/** Creates a hard link exclusively; false if the name exists. */
function createExclusively(from: string, path: string): boolean {
  try {
    // A link appears with its content.
    linkSync(from, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error
  }
  // File systems without hard links, such as a USB stick's.
  try {
    const file = openSync(path, 'wx')
    writeFileSync(file, readFileSync(from))
    closeSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function locksIn(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const [, number] = NAME.exec(name) ?? []
    return number === undefined ? [] : [Number(number)]
  })
}

function isHeld(path: string, now: number): boolean {
  const file = lstatSync(path, { throwIfNoEntry: false })
  // Released meanwhile; or a pipe, reading which would block.
  if (!file?.isFile() || file.size > MAX_BYTES) return false
  const age = Math.abs(now - file.mtimeMs)
  if (file.size === 0) return age < EMPTY_STALE_AFTER
  const lock = read(path)
  if (!lock) return false
  return anyAlive(lock.place, lock.processes, null) ?? age < STALE_AFTER
}

function read(path: string): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Of another format, or incomplete after a crash.
    return null
  }
}
