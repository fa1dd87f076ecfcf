/** Where runs are going on, so that one whose engine was killed is found again and closed: a note for each beside the runs. Whether it
 *  still goes on is told by the lock in its folder alone. */
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import nodePath, { join, type PlatformPath } from 'node:path'
import { z } from 'zod'
import { isInside, isNetworkPath } from '../../host/paths.ts'
import { namesIn } from '../clear.ts'
import { withRoom } from '../run/run-files.ts'
import { path as pathSchema, runId } from './record-schema.ts'
import { isLocked } from './run-lock.ts'

const noteSchema = z.object({ run: runId, folder: pathSchema })
export type ActiveNote = z.infer<typeof noteSchema>

const MAX_NOTES = 1000
const MAX_BYTES = 64 * 1024

const folderOf = (runs: string) => join(runs, '.active')
const pathOf = (runs: string, run: string) => join(folderOf(runs), `${run}.json`)

/** @throws ProblemError when it cannot be written */
export const noteActive = (runs: string, note: ActiveNote): void =>
  withRoom(runs, () => {
    mkdirSync(folderOf(runs), { recursive: true })
    writeFileSync(pathOf(runs, note.run), JSON.stringify(note))
  })

export const forgetActive = (runs: string, run: string): void => rmSync(pathOf(runs, run), { force: true })

/** The notes of engines that are gone, which are removed: each is given to one caller. A note may have come with other files: one that names
 *  a folder on a server stays and is passed over, as looking there speaks to that server before anybody asked for it.
 *  @param lib path.win32 in tests */
export function takeAbandoned(runs: string, lib: PlatformPath = nodePath): ActiveNote[] {
  return namesIn(folderOf(runs))
    .slice(0, MAX_NOTES)
    .flatMap((name) => {
      const path = join(folderOf(runs), name)
      const note = readNote(path)
      if (note && isNetworkPath(note.folder, lib) && !isInside(runs, note.folder, lib)) return []
      if (note && isGoingOn(note.folder)) return []
      return removed(path) && note && name === `${note.run}.json` ? [note] : []
    })
}

function isGoingOn(folder: string): boolean {
  try {
    return isLocked(folder)
  } catch {
    // The folder is gone, or on a disk that is away.
    return false
  }
}

function removed(path: string): boolean {
  try {
    rmSync(path)
    return true
  } catch {
    // Another engine was faster, or the folder is not ours to write.
    return false
  }
}

function readNote(path: string): ActiveNote | null {
  try {
    const file = lstatSync(path)
    if (!file.isFile() || file.size > MAX_BYTES) return null
    return noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // A note that was cut off names nothing that could be found.
    return null
  }
}
