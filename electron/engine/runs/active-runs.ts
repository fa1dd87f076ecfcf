/** Notes of the runs that are going on, so that one whose engine was killed is found again and marked as failed. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { withRoom } from '../run/run-files.ts'

const noteSchema = z.object({ run: z.string(), folder: z.string(), pid: z.int() })
export type ActiveNote = z.infer<typeof noteSchema>

const folderOf = (runs: string) => join(runs, '.active')
const pathOf = (runs: string, run: string) => join(folderOf(runs), `${run}.json`)

/** @throws ProblemError when it cannot be written */
export const noteActive = (runs: string, note: ActiveNote): void =>
  withRoom(runs, () => {
    mkdirSync(folderOf(runs), { recursive: true })
    writeFileSync(pathOf(runs, note.run), JSON.stringify(note))
  })

export const forgetActive = (runs: string, run: string): void => rmSync(pathOf(runs, run), { force: true })

/** Whether another engine is training it now. */
export function isActiveElsewhere(runs: string, run: string): boolean {
  const note = readNote(pathOf(runs, run))
  return note !== null && isAlive(note.pid)
}

/** The notes of engines that are gone, which are removed: each is given to one caller. */
export function takeAbandoned(runs: string): ActiveNote[] {
  return filesIn(folderOf(runs)).flatMap((name) => {
    const path = join(folderOf(runs), name)
    const note = readNote(path)
    if (note && isAlive(note.pid)) return []
    return removed(path) && note ? [note] : []
  })
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

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // No run was ever noted.
    return []
  }
}

function readNote(path: string): ActiveNote | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // A note that was cut off names nothing that could be found.
    return null
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
