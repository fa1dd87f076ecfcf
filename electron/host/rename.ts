/** Renames and opens files that another program may briefly have open. On Windows a virus scanner or indexer that has just opened a new
 *  file makes a rename fail with EPERM, EACCES or EBUSY, and shortly after it succeeds. A read-only folder has the same codes, so it is
 *  retried for a limited time and the last error is thrown. On other systems a reader does not block a rename.
 *  All code in electron/ renames through this module. */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Replaced in tests by another platform and clock. */
export interface Patience {
  readonly platform: NodeJS.Platform
  readonly now: () => number
  /** Milliseconds. */
  readonly limit: number
}

/** Milliseconds. Scanners take longer for large files; a call that blocks its process waits less. */
const LIMIT = 10_000
const LIMIT_BLOCKING = 2000
const LONGEST_PAUSE = 100

const patience = (limit: number): Patience => ({
  platform: process.platform,
  now: () => performance.now(),
  limit,
})

const isBusy = (error: unknown): boolean =>
  ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Returns the pause before each retry, or null when there is none left. */
function pauses({ platform, now, limit }: Patience): (error: unknown) => number | null {
  const end = now() + limit
  let next = 5
  return (error) => {
    if (platform !== 'win32' || !isBusy(error) || now() >= end) return null
    next = Math.min(next * 2, LONGEST_PAUSE)
    return next
  }
}

/** @throws the last error of `work` */
export async function whileBusy<T>(
  work: () => Promise<T>,
  among: Patience = patience(LIMIT),
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<T> {
  const pauseAfter = pauses(among)
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const pause = pauseAfter(error)
      if (pause === null) throw error
      await wait(pause)
    }
  }
}

/** The same synchronously, which blocks the process. */
export function whileBusySync<T>(
  work: () => T,
  among: Patience = patience(LIMIT_BLOCKING),
  wait: (milliseconds: number) => void = block,
): T {
  const pauseAfter = pauses(among)
  for (;;) {
    try {
      return work()
    } catch (error) {
      const pause = pauseAfter(error)
      if (pause === null) throw error
      wait(pause)
    }
  }
}

function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

export const rename = (from: string, to: string): Promise<void> =>
  whileBusy(() => fs.promises.rename(from, to))

export const renameSync = (from: string, to: string): void => whileBusySync(() => fs.renameSync(from, to))
