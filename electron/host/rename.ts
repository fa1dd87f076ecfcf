/** Renaming and opening files that another program may hold for a moment. On Windows a virus scanner or an indexer that has just opened
 *  what we wrote makes a rename fail with EPERM, EACCES or EBUSY, and a moment later it works. The same codes tell of a folder that may not
 *  be written, so it is tried for a bounded time, and what failed at last is told. Elsewhere nobody's reading hinders a rename.
 *  Everything in electron/ renames through here. */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Tests give another system and a clock of their own. */
export interface Patience {
  readonly platform: NodeJS.Platform
  readonly now: () => number
  /** Milliseconds. */
  readonly limit: number
}

/** Scanners take longer over large files; what blocks its process waits less. */
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

/** The pause before each further try, until there is none. */
function pauses({ platform, now, limit }: Patience): (error: unknown) => number | null {
  const end = now() + limit
  let next = 5
  return (error) => {
    if (platform !== 'win32' || !isBusy(error) || now() >= end) return null
    next = Math.min(next * 2, LONGEST_PAUSE)
    return next
  }
}

/** @throws what `work` throws at last */
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

/** The same for what cannot wait without holding up its process. */
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
