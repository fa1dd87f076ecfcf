/** Exclusive access to the folder of a run that starts or is resumed. */
import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { isInside } from '../../host/paths.ts'
import { withRoom } from '../run/run-files.ts'
import { checkPlain, hasRecord, hasRun, readRecord } from './read-run.ts'
import { lockRun, type RunLock } from './run-lock.ts'
import type { RunRecord } from './run-record.ts'
import { newRunFolder } from './runs-folder.ts'
import * as texts from './texts.ts'

export interface Claim {
  readonly folder: string
  readonly lock: RunLock
  /** Releases the lock, and removes a folder that was created for a run that never started. */
  release(): void
}

/** Claims a folder that the user named.
 *  @param lock replaced in tests that let it fail
 *  @throws ProblemError if it contains a run already, is claimed by another process, or cannot be created */
export function claimFolder(folder: string, lock = lockRun): Claim {
  const made = withRoom(folder, () => mkdirSync(folder, { recursive: true }))
  const claim = claimed(folder, made ?? null, lock)
  if (!hasRun(folder)) return claim
  claim.release()
  throw new ProblemError([texts.runExists(folder)])
}

/** Creates and claims a folder among the runs. @throws ProblemError if it cannot be written */
export function claimNewFolder(runs: string, name: string, at: Date, lock = lockRun): Claim {
  const folder = newRunFolder(runs, name, at)
  return claimed(folder, folder, lock)
}

/** Claims the folder of a run to resume, before its content is read.
 *  @throws ProblemError if another process has it, it cannot be written, or its content cannot be resumed */
export function claimRun(folder: string): { readonly claim: Claim; readonly record: RunRecord } {
  if (!hasRecord(folder)) throw new ProblemError([texts.noRun(folder)])
  const claim = claimed(folder, null, lockRun)
  try {
    checkPlain(folder)
    return { claim, record: readRecord(folder) }
  } catch (error) {
    claim.release()
    throw error
  }
}

/** @param created topmost folder that had to be created */
function claimed(folder: string, made: string | null, take: (folder: string) => RunLock): Claim {
  const unmake = () => {
    if (made !== null) removeEmpty(folder, made)
  }
  let lock: RunLock
  try {
    lock = take(folder)
  } catch (error) {
    unmake()
    throw error
  }
  return {
    folder,
    lock,
    release() {
      lock.release()
      unmake()
    },
  }
}

/** Removes a folder and its parents up to `first`, as long as they are empty. */
function removeEmpty(folder: string, first: string): void {
  try {
    for (let each = folder; isInside(first, each); each = dirname(each)) rmdirSync(each)
  } catch {
    // Not empty: it contains the run.
  }
}
