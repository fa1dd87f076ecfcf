/** Where runs are kept: the one place that decides it. */
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { withRoom } from '../run/run-files.ts'

/** LAYERLOOM_RUNS, or `runs` in the folder each system has for an application's data. */
export function runsFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.LAYERLOOM_RUNS) return resolve(env.LAYERLOOM_RUNS)
  const home = homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Layerloom', 'runs')
  if (platform === 'win32')
    return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Layerloom', 'runs')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'layerloom', 'runs')
}

const MOST_NAMESAKES = 1000

/** Makes `<runs>/<date>-<name>`, numbered where that is taken. @throws ProblemError when it cannot be written */
export function newRunFolder(runs: string, name: string, at: Date): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const stamp = at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
  return withRoom(runs, () => {
    mkdirSync(runs, { recursive: true })
    for (let i = 1; ; i++) {
      const folder = join(runs, [stamp, plain || 'run', ...(i > 1 ? [i] : [])].join('-'))
      try {
        mkdirSync(folder)
        return folder
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || i > MOST_NAMESAKES) throw error
      }
    }
  })
}
