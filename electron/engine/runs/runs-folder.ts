/** Determines the folder of runs. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { appFolder } from '../../system/app-folder.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'

/** LAYERLOOM_RUNS, or `runs` in the app's folder. */
export function runsFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  return env.LAYERLOOM_RUNS ? resolve(env.LAYERLOOM_RUNS) : defaultRunsFolder(env, platform)
}

export const defaultRunsFolder = (
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): string => join(appFolder(env, platform), 'runs')

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
