/** The folder of runs, and the folders in it. */
import { mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { appFolder } from '../../system/app-folder.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import * as texts from './texts.ts'

/** LAYERLOOM_RUNS, or `runs` in the app's folder. */
export function runsFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  return env.LAYERLOOM_RUNS ? resolve(env.LAYERLOOM_RUNS) : defaultRunsFolder(env, platform)
}

export const defaultRunsFolder = (
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): string => join(appFolder(env, platform), 'runs')

/** Names of the folders of runs, the newest first. @throws ProblemError if they cannot be read */
export async function foldersIn(runs: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(runs, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort()
      .reverse()
  } catch (error) {
    // There are no runs yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new ProblemError([texts.runsUnreadable(runs, (error as Error).message)])
  }
}

const MAX_SUFFIX = 1000

/** Creates `<runs>/<date>-<name>`, with a number if the name exists. @throws ProblemError if it cannot be written */
export function newRunFolder(runs: string, name: string, at: Date): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const stamp = at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
  return reportRunFolderErrors(runs, () => {
    mkdirSync(runs, { recursive: true })
    for (let i = 1; ; i++) {
      const folder = join(runs, [stamp, slug || 'run', ...(i > 1 ? [i] : [])].join('-'))
      try {
        mkdirSync(folder)
        return folder
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || i > MAX_SUFFIX) throw error
      }
    }
  })
}
