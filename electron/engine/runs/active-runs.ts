/** Lists the runs in progress, so that a run whose engine was killed can be found and closed: one note per run next to the runs. Only the
 *  lock in the run's folder tells whether it is still in progress. */
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import nodePath, { join, type PlatformPath } from 'node:path'
import { z } from 'zod'
import { path } from '../../../shared/ipc/contract/arguments.ts'
import { isInside, isNetworkPath } from '../../system/paths.ts'
import { namesIn } from '../../system/remove-files.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import { runId } from './record-schema.ts'
import { isLocked } from './run-lock.ts'

const noteSchema = z.object({ run: runId, folder: path })
export type ActiveNote = z.infer<typeof noteSchema>

const MAX_NOTES = 1000
const MAX_BYTES = 64 * 1024

const notesFolder = (runs: string) => join(runs, '.active')
const notePath = (runs: string, run: string) => join(notesFolder(runs), `${run}.json`)

/** @throws ProblemError if the note cannot be written */
export const writeNote = (runs: string, note: ActiveNote): void =>
  reportRunFolderErrors(runs, () => {
    mkdirSync(notesFolder(runs), { recursive: true })
    writeFileSync(notePath(runs, note.run), JSON.stringify(note))
  })

export const removeNote = (runs: string, run: string): void => rmSync(notePath(runs, run), { force: true })

/** Removes and returns the notes of engines that exited; each note is returned to one caller. A note may come from elsewhere: one that
 *  names a folder on a server is skipped and stays, because reading that folder would contact the server without the user's consent.
 *  @param pathModule path.win32 in tests */
export function takeAbandoned(runs: string, pathModule: PlatformPath = nodePath): ActiveNote[] {
  return namesIn(notesFolder(runs))
    .slice(0, MAX_NOTES)
    .flatMap((name) => {
      const path = join(notesFolder(runs), name)
      const note = readNote(path)
      if (note && isNetworkPath(note.folder, pathModule) && !isInside(runs, note.folder, pathModule))
        return []
      if (note && isRunning(note.folder)) return []
      return tryRemove(path) && note && name === `${note.run}.json` ? [note] : []
    })
}

function isRunning(folder: string): boolean {
  try {
    return isLocked(folder)
  } catch {
    // The folder was removed, or its disk is not available.
    return false
  }
}

function tryRemove(path: string): boolean {
  try {
    rmSync(path)
    return true
  } catch {
    // Another engine removed it first, or the folder is read-only.
    return false
  }
}

function readNote(path: string): ActiveNote | null {
  try {
    const file = lstatSync(path)
    if (!file.isFile() || file.size > MAX_BYTES) return null
    return noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // An incomplete note names no folder.
    return null
  }
}
