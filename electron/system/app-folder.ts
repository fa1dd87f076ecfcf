/** The folders of the app's own files, where each system has them: on Linux those of the XDG Base Directory Specification. */
import { homedir } from 'node:os'
import nodePath from 'node:path'

export interface AppFolders {
  /** What a person made: runs, drafts, blocks, the list of recent files. */
  readonly data: string
  /** What can be made again: prepared data, compiled networks, the browser's own files. */
  readonly cache: string
  readonly settings: string
  readonly logs: string
}

/** Variable of the environment with the folder that contains everything: the portable mode, also of the engine and the command line. */
export const PORTABLE_VARIABLE = 'LAYERLOOM_PORTABLE'

export function appFolders(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): AppFolders {
  const { join, isAbsolute } = platform === 'win32' ? nodePath.win32 : nodePath.posix
  /** The specification has relative paths ignored. */
  const folder = (name: string, ...otherwise: string[]) => {
    const set = env[name]
    return set && isAbsolute(set) ? set : join(home, ...otherwise)
  }
  const portable = env[PORTABLE_VARIABLE]
  if (portable)
    return {
      data: join(portable, 'data'),
      cache: join(portable, 'cache'),
      settings: join(portable, 'settings'),
      logs: join(portable, 'logs'),
    }
  if (platform === 'darwin') {
    const library = join(home, 'Library')
    const support = join(library, 'Application Support', 'Layerloom')
    return {
      data: support,
      cache: join(library, 'Caches', 'Layerloom'),
      settings: support,
      logs: join(library, 'Logs', 'Layerloom'),
    }
  }
  if (platform === 'win32') {
    const local = join(folder('LOCALAPPDATA', 'AppData', 'Local'), 'Layerloom')
    return {
      data: local,
      cache: join(local, 'Cache'),
      settings: join(folder('APPDATA', 'AppData', 'Roaming'), 'Layerloom'),
      logs: join(local, 'Logs'),
    }
  }
  return {
    data: join(folder('XDG_DATA_HOME', '.local', 'share'), 'layerloom'),
    cache: join(folder('XDG_CACHE_HOME', '.cache'), 'layerloom'),
    settings: join(folder('XDG_CONFIG_HOME', '.config'), 'layerloom'),
    logs: join(folder('XDG_STATE_HOME', '.local', 'state'), 'layerloom', 'logs'),
  }
}

/** The folder of what a person made. */
export const appFolder = (
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string => appFolders(env, platform).data
