/** One program at a time saves a file. A lock file beside it is touched for as long as somebody has it; one that nobody touches any more
 *  was left by a crash, and the next one takes it away. No clock is compared with another, so it holds between machines on a shared disk. */
import { type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileProblem } from './file-problems.ts'
import { hashOf } from './files.ts'

/** Milliseconds. A holder whose computer slept longer than STALE loses the lock; it looks at the file again before it replaces it. */
export interface Pace {
  readonly beat: number
  readonly stale: number
  readonly every: number
  readonly now: () => number
}
const PACE: Pace = { beat: 500, stale: 5000, every: 10, now: () => performance.now() }

/** Does `work` while nobody else has the lock of `path`. @throws ProblemError where no lock can be made, and what `work` throws */
export async function withFileLock<T>(path: string, work: () => Promise<T>, pace: Pace = PACE): Promise<T> {
  // As long as any name allows.
  const lock = join(dirname(path), `.layerloom-${hashOf(basename(path)).slice(0, 16)}.lock`)
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

async function take(lock: string, { stale, every, now }: Pace): Promise<FileHandle> {
  let seen = ''
  let since = now()
  for (;;) {
    try {
      return await open(lock, 'wx', 0o600)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const mark = await markOf(lock)
    if (mark !== seen) since = now()
    seen = mark
    if (mark !== '' && now() - since >= stale) await remove(lock, mark)
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

async function release(lock: string, file: FileHandle): Promise<void> {
  const mine = await file.stat({ bigint: true }).finally(() => file.close())
  const now = await lstat(lock, { bigint: true }).catch(() => null)
  // Another's, who took it from us.
  if (now?.ino !== mine.ino) return
  await rm(lock, { force: true }).catch(() => {}) // left behind, it delays the next save and no more
}
