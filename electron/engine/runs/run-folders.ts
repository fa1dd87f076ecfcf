/** The list of runs in folders elsewhere: each stays where it is, and is listed among the runs of the app by its path. */
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { path } from '../../../shared/ipc/contract/arguments.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import { lockSoon } from './run-lock.ts'
import { RECORD } from './run-record.ts'
import { foldersIn } from './runs-folder.ts'
import * as texts from './texts.ts'

export const FOLDERS = '.folders.json'
const MAX_FOLDERS = 1000
const MAX_BYTES = 8 * 2 ** 20
const fileSchema = z.object({
  format: z.literal('layerloom-run-folders'),
  version: z.literal(1),
  folders: z.array(path).max(MAX_FOLDERS),
})

/** The folders, the newest first; none where the list is damaged, which adding the next one reports. */
export function runFolders(runs: string): readonly string[] {
  try {
    return readFolders(runs)
  } catch (error) {
    if (error instanceof ProblemError) return []
    throw error
  }
}

/** The folder of a run by what a person has chosen: the folder, or the run.json in it. */
export const chosenFolder = (chosen: string): string => {
  const full = resolve(chosen)
  return basename(full) === RECORD ? dirname(full) : full
}

/** @throws ProblemError if the list is full or damaged, or cannot be written */
export const addRunFolder = (runs: string, folder: string): Promise<void> =>
  changeFolders(runs, (folders) => {
    if (folders.includes(folder)) return folders
    if (folders.length >= MAX_FOLDERS) throw new ProblemError([texts.tooManyFolders(MAX_FOLDERS)])
    return [folder, ...folders]
  })

/** Lists all runs of one folder of runs in another one as well. They stay where they are; the newest ones have room.
 *  @throws ProblemError if the list is damaged, or cannot be read or written */
export async function linkRuns(runs: string, to: string): Promise<void> {
  if (resolve(runs) === resolve(to)) return
  const own = (await foldersIn(runs))
    .map((name) => resolve(runs, name))
    .filter((folder) => existsSync(join(folder, RECORD)))
  const others = [...own, ...runFolders(runs)].filter((folder) => dirname(folder) !== resolve(to))
  if (others.length > 0)
    await changeFolders(to, (known) =>
      [...others.filter((folder) => !known.includes(folder)), ...known].slice(0, MAX_FOLDERS),
    )
}

/** @throws ProblemError if the list is damaged or cannot be written */
export async function removeRunFolders(runs: string, removed: readonly string[]): Promise<void> {
  if (removed.length > 0)
    await changeFolders(runs, (folders) => folders.filter((folder) => !removed.includes(folder)))
}

/** One engine at a time reads the list and replaces it. */
async function changeFolders(
  runs: string,
  change: (folders: readonly string[]) => readonly string[],
): Promise<void> {
  const lock = await lockSoon(runs)
  try {
    const folders = readFolders(runs)
    const next = change(folders)
    if (JSON.stringify(next) !== JSON.stringify(folders)) writeFolders(runs, next)
  } finally {
    lock.release()
  }
}

function readFolders(runs: string): readonly string[] {
  const file = join(runs, FOLDERS)
  const info = lstatSync(file, { throwIfNoEntry: false })
  if (!info) return []
  try {
    if (!info.isFile() || info.size > MAX_BYTES) throw new Error('not a file of the app')
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).folders.map((each) => resolve(each))
  } catch {
    // Damaged, or of a newer version: it is not replaced.
    throw new ProblemError([texts.badFolders(file)])
  }
}

const writeFolders = (runs: string, folders: readonly string[]): void =>
  reportRunFolderErrors(runs, () => {
    const content = { format: 'layerloom-run-folders', version: 1, folders }
    replaceFile(join(runs, FOLDERS), [Buffer.from(`${JSON.stringify(content, null, 2)}\n`)])
  })
