/** Renames and opens files that another program may briefly have open. On Windows a virus scanner or indexer that has just opened a new
 *  file makes a rename fail with EPERM, EACCES or EBUSY, and shortly after it succeeds. A read-only folder has the same codes, so it is
 *  retried for a limited time and the last error is thrown. On other systems a reader does not block a rename.
 *  All code in electron/ renames through this module. */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Replaced in tests by another platform and clock. */
export interface RetryOptions {
  readonly platform: NodeJS.Platform
  readonly now: () => number
  /** Milliseconds. */
  readonly limit: number
}

/** Milliseconds. Scanners take longer for large files; a call that blocks its process waits less. */
const LIMIT = 10_000
const SYNC_LIMIT = 2000
const MAX_PAUSE = 100

const retryOptions = (limit: number): RetryOptions => ({
  platform: process.platform,
  now: () => performance.now(),
  limit,
})

const isBusy = (error: unknown): boolean =>
  ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Returns the pause before each retry, or null when there is none left. */
function backOff({ platform, now, limit }: RetryOptions): (error: unknown) => number | null {
  const end = now() + limit
  let delay = 5
  return (error) => {
    if (platform !== 'win32' || !isBusy(error) || now() >= end) return null
    delay = Math.min(delay * 2, MAX_PAUSE)
    return delay
  }
}

/** @throws the last error of `work` */
export async function retryWhileBusy<T>(
  work: () => Promise<T>,
  options: RetryOptions = retryOptions(LIMIT),
  sleepFor: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<T> {
  const pauseAfter = backOff(options)
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const pause = pauseAfter(error)
      if (pause === null) throw error
      await sleepFor(pause)
    }
  }
}

/** The same synchronously, which blocks the process. */
export function retryWhileBusySync<T>(
  work: () => T,
  options: RetryOptions = retryOptions(SYNC_LIMIT),
  sleepFor: (milliseconds: number) => void = block,
): T {
  const pauseAfter = backOff(options)
  for (;;) {
    try {
      return work()
    } catch (error) {
      const pause = pauseAfter(error)
      if (pause === null) throw error
      sleepFor(pause)
    }
  }
}

function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

export const rename = (from: string, to: string): Promise<void> =>
  retryWhileBusy(() => fs.promises.rename(from, to))

export const renameSync = (from: string, to: string): void =>
  retryWhileBusySync(() => fs.renameSync(from, to))
