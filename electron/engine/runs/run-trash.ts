/** The trash of the runs: a hidden folder beside them. A run moves there as a whole and back, so that nothing of it is lost. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { renameSync } from '../../system/rename.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import { readRecord } from './read-run.ts'

export type MoveAway = (path: string) => Promise<boolean>

export const TRASH = '.trash'

/** Moves a run's folder into the trash; its record may be damaged. @throws ProblemError if it cannot be moved */
export function moveToTrash(runs: string, folder: string): void {
  const trash = join(runs, TRASH)
  reportRunFolderErrors(runs, () => {
    mkdirSync(trash, { recursive: true })
    renameSync(folder, freeName(trash, basename(folder)))
  })
}

/** Moves the runs with these ids back; `null`: all of them. @returns those that were in the trash. @throws ProblemError if one cannot be moved */
export function restoreFromTrash(runs: string, ids: ReadonlySet<RunId> | null): readonly RunId[] {
  return trashed(runs).flatMap(({ run, folder }) => {
    if (ids !== null && !ids.has(run)) return []
    reportRunFolderErrors(runs, () => renameSync(folder, freeName(runs, basename(folder))))
    return [run]
  })
}

export const countTrash = (runs: string): number => namesIn(join(runs, TRASH)).length

/** Moves everything in the trash into the trash of the system; deletes it where the host has none.
 *  @param moveAway moves a folder there, or returns false; null to delete it in any case
 *  @returns the number of folders. @throws ProblemError if one cannot be moved or deleted; the rest stays */
export async function emptyTrash(runs: string, moveAway: MoveAway | null): Promise<number> {
  const trash = join(runs, TRASH)
  const names = namesIn(trash)
  for (const name of names) {
    const path = join(trash, name)
    if (moveAway && (await moveAway(path))) continue
    reportRunFolderErrors(trash, () => rmSync(path, { recursive: true, force: true }))
  }
  return names.length
}

interface Trashed {
  readonly run: RunId
  readonly folder: string
}

/** The folders in the trash that hold a run; others stay until it is emptied. */
function trashed(runs: string): readonly Trashed[] {
  const trash = join(runs, TRASH)
  return namesIn(trash).flatMap((name) => {
    const folder = join(trash, name)
    try {
      return [{ run: readRecord(folder).run, folder }]
    } catch (error) {
      if (error instanceof ProblemError) return []
      throw error
    }
  })
}

function namesIn(trash: string): readonly string[] {
  try {
    return readdirSync(trash)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    return reportRunFolderErrors(trash, () => {
      throw error
    })
  }
}

/** The name with a number where the folder has it already. */
function freeName(folder: string, name: string): string {
  for (let i = 1; ; i++) {
    const path = join(folder, i === 1 ? name : `${name}-${i}`)
    if (!existsSync(path)) return path
  }
}
