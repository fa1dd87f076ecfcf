/** Exclusive access to the folder of a run that starts or is resumed. */
import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { isInside } from '../../system/paths.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import { checkNoLinks, hasRecord, hasRun, readRecord } from './read-run.ts'
import type { RunRecord } from './record-schema.ts'
import { lockRun, type RunLock } from './run-lock.ts'
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
  const created = reportRunFolderErrors(folder, () => mkdirSync(folder, { recursive: true }))
  const claim = createClaim(folder, created ?? null, lock)
  if (!hasRun(folder)) return claim
  claim.release()
  throw new ProblemError([texts.runExists(folder)])
}

/** Creates and claims a folder among the runs. @throws ProblemError if it cannot be written */
export function claimNewFolder(runs: string, name: string, at: Date, lock = lockRun): Claim {
  const folder = newRunFolder(runs, name, at)
  return createClaim(folder, folder, lock)
}

/** Claims the folder of a run to resume, before its content is read.
 *  @throws ProblemError if another process has it, it cannot be written, or its content cannot be resumed */
export function claimRun(folder: string): { readonly claim: Claim; readonly record: RunRecord } {
  if (!hasRecord(folder)) throw new ProblemError([texts.noRun(folder)])
  const claim = createClaim(folder, null, lockRun)
  try {
    checkNoLinks(folder)
    return { claim, record: readRecord(folder) }
  } catch (error) {
    claim.release()
    throw error
  }
}

/** @param created topmost folder that had to be created */
function createClaim(folder: string, created: string | null, acquire: (folder: string) => RunLock): Claim {
  const removeCreated = () => {
    if (created !== null) removeEmpty(folder, created)
  }
  let lock: RunLock
  try {
    lock = acquire(folder)
  } catch (error) {
    removeCreated()
    throw error
  }
  return {
    folder,
    lock,
    release() {
      lock.release()
      removeCreated()
    },
  }
}

/** Removes a folder and its parents up to `first`, as long as they are empty. */
function removeEmpty(folder: string, first: string): void {
  try {
    for (let current = folder; isInside(first, current); current = dirname(current)) rmdirSync(current)
  } catch {
    // Not empty: it contains the run.
  }
}
