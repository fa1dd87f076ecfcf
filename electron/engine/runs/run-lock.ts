/** One engine at a time works on a run's folder: a numbered lock file in it names the processes that do.
 *
 *  A lock whose processes are gone is passed over, and the next number taken: making a name that must not exist yet is the one step that
 *  only one of several can do. Nobody ever removes a lock that could be somebody's, so there is no moment in which two have it. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError } from '../../../shared/problem.ts'
import { renameSync } from '../../host/rename.ts'
import { removeFile } from '../clear.ts'
import { markOf, placeMark, processMark, someAlive, thisPlace } from '../processes.ts'
import { withRoom } from '../run/run-files.ts'
import { isActive } from './texts.ts'

export interface RunLock {
  /** Another process that writes into the folder: the lock holds until it is gone too, even if the engine is gone before. */
  add(pid: number | undefined): void
  /** Gives it back; again does nothing. */
  release(): void
}

const NAME = /^run\.lock\.(\d{1,9})$/
const nameOf = (n: number) => `run.lock.${n}`

const lockSchema = z.strictObject({ place: placeMark, processes: z.array(processMark).min(1).max(100) })
type Lock = z.infer<typeof lockSchema>

/** Processes of another machine or container cannot be asked, and on Windows a number may be that of another process by now. A holder touches its lock every BEAT; one that is older than STALE, or than
 *  FRESH where nothing is in it yet, is nobody's. Milliseconds. */
const BEAT = 10_000
const STALE = 60_000
const FRESH = 5000
const MAX_BYTES = 64 * 1024

/** @throws ProblemError when another engine has it, or the folder cannot be written */
export function lockRun(folder: string): RunLock {
  const holder = withRoom(folder, () => take(folder))
  if (typeof holder === 'object') throw new ProblemError([isActive(folder, holder.holder)])
  return held(join(folder, nameOf(holder)))
}

/** Whether somebody works on the run in this folder now. */
export function isLocked(folder: string): boolean {
  return locksIn(folder).some((n) => isHeld(join(folder, nameOf(n)), Date.now()))
}

function held(path: string): RunLock {
  let lock: Lock = mine()
  let free = false
  const beat = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(path, now, now)
    } catch {
      // The disk is away for a moment, or the folder was removed: only another machine would ask.
    }
  }, BEAT)
  beat.unref()
  return {
    add(pid) {
      if (pid === undefined || free) return
      lock = { ...lock, processes: [...lock.processes, markOf(pid)] }
      const next = `${path}.${randomBytes(4).toString('hex')}.part`
      withRoom(path, () => {
        writeFileSync(next, JSON.stringify(lock), { flag: 'wx' })
        renameSync(next, path)
      })
    },
    release() {
      if (free) return
      free = true
      clearInterval(beat)
      // One that stays behind, in a folder that is gone or can no longer be written, is nobody's once we have ended.
      removeFile(path)
    },
  }
}

const mine = (): Lock => ({ place: thisPlace(), processes: [markOf(process.pid)] })

/** @returns the number of the lock that is ours now, or the file of whoever has it */
function take(folder: string): number | { readonly holder: string } {
  const temporary = join(folder, `.lock.${randomBytes(8).toString('hex')}.part`)
  writeFileSync(temporary, JSON.stringify(mine()), { flag: 'wx' })
  try {
    // As the disk tells the time: it may be another machine's.
    const now = lstatSync(temporary).mtimeMs
    for (;;) {
      const before = locksIn(folder)
      const other = before.find((n) => isHeld(join(folder, nameOf(n)), now))
      if (other !== undefined) return { holder: join(folder, nameOf(other)) }
      const taken = new Set(before)
      let number = 1
      while (taken.has(number)) number++
      const path = join(folder, nameOf(number))
      if (!appear(temporary, path)) continue
      // Somebody who looked before may have taken a number that was free again by now.
      const since = locksIn(folder).find((n) => n !== number && isHeld(join(folder, nameOf(n)), now))
      if (since !== undefined) {
        removeFile(path)
        return { holder: join(folder, nameOf(since)) }
      }
      for (const n of before) removeFile(join(folder, nameOf(n)))
      return number
    }
  } finally {
    removeFile(temporary)
  }
}

/** Gives a file a second name that nobody has; false where somebody has. */
function appear(from: string, path: string): boolean {
  try {
    // With its content from the first moment.
    linkSync(from, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error
  }
  // A disk without second names, such as a USB stick's.
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
  // Given back meanwhile; or a pipe, which would be waited for.
  if (!file?.isFile() || file.size > MAX_BYTES) return false
  const age = Math.abs(now - file.mtimeMs)
  if (file.size === 0) return age < FRESH
  const lock = read(path)
  if (!lock) return false
  return someAlive(lock.place, lock.processes, null) ?? age < STALE
}

function read(path: string): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Not ours, or cut off by a crash.
    return null
  }
}
