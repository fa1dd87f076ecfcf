/** The folder of a run that begins or goes on: ours alone until it is given back. */
import { mkdirSync, rmdirSync } from 'node:fs'
import { ProblemError } from '../../../shared/problem.ts'
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

/** Takes a folder that was asked for. @throws ProblemError when there is a run in it already, somebody else has it, or it cannot be made */
export function claimFolder(folder: string): Claim {
  const made = withRoom(folder, () => mkdirSync(folder, { recursive: true })) !== undefined
  const claim = claimed(folder, made)
  if (!hasRun(folder)) return claim
  claim.release()
  throw new ProblemError([texts.runExists(folder)])
}

/** Makes one among the runs. @throws ProblemError when it cannot be written */
export const claimNewFolder = (runs: string, name: string, at: Date): Claim =>
  claimed(newRunFolder(runs, name, at), true)

/** Takes the folder of a run that is to go on, before anything of it is read.
 *  @throws ProblemError when somebody else has it, it cannot be written, or what is in it cannot be gone on with */
export function claimRun(folder: string): { readonly claim: Claim; readonly record: RunRecord } {
  if (!hasRecord(folder)) throw new ProblemError([texts.noRun(folder)])
  const claim = claimed(folder, false)
  try {
    checkPlain(folder)
    return { claim, record: readRecord(folder) }
  } catch (error) {
    claim.release()
    throw error
  }
}

function claimed(folder: string, made: boolean): Claim {
  const lock = lockRun(folder)
  return {
    folder,
    lock,
    release() {
      lock.release()
      if (made) removeEmpty(folder)
    },
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Something is in it: the run.
  }
}
