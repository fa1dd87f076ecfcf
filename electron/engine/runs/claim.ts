/** The folder of a run that begins or goes on: ours alone until it is given back. */
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
  /** Gives it back; one that was made for a run that never began is removed. */
  release(): void
}

/** Takes a folder that was asked for.
 *  @param lock tests let it fail
 *  @throws ProblemError when there is a run in it already, somebody else has it, or it cannot be made */
export function claimFolder(folder: string, lock = lockRun): Claim {
  const made = withRoom(folder, () => mkdirSync(folder, { recursive: true }))
  const claim = claimed(folder, made ?? null, lock)
  if (!hasRun(folder)) return claim
  claim.release()
  throw new ProblemError([texts.runExists(folder)])
}

/** Makes one among the runs. @throws ProblemError when it cannot be written */
export function claimNewFolder(runs: string, name: string, at: Date, lock = lockRun): Claim {
  const folder = newRunFolder(runs, name, at)
  return claimed(folder, folder, lock)
}

/** Takes the folder of a run that is to go on, before anything of it is read.
 *  @throws ProblemError when somebody else has it, it cannot be written, or what is in it cannot be gone on with */
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

/** @param made the first of the folders on the way that had to be made */
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

/** Removes a folder and those above it down from `first`, as far as nothing is in them. */
function removeEmpty(folder: string, first: string): void {
  try {
    for (let each = folder; isInside(first, each); each = dirname(each)) rmdirSync(each)
  } catch {
    // Something is in it: the run.
  }
}
