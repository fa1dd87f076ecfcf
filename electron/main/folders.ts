/** Sets Electron's own folders before it uses any of them: the browser's files, its crash reports, and the lock of the single instance. */
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import type { Text } from '../../shared/text.ts'
import { folderNotices, writeFault } from '../host/writable-folders.ts'
import { type AppFolders, appFolders, PORTABLE_VARIABLE } from '../system/app-folder.ts'
import { portableFolder } from '../system/portable-folder.ts'
import { temporaryFolder } from '../system/temporary-folders.ts'
import { portableTexts } from './texts.ts'

export interface StartFolders {
  readonly folders: AppFolders
  /** What cannot be written, and what follows from it. */
  readonly notices: readonly Text[]
  /** Why the app does not start. */
  readonly refusal: Text | null
}

/** Sets the folder of the portable mode in `env`, which the engine inherits. */
export function setElectronFolders(
  app: Pick<App, 'setPath' | 'isPackaged' | 'commandLine'>,
  env: NodeJS.ProcessEnv = process.env,
  program = process.execPath,
  faultOf = writeFault,
): StartFolders {
  // In a clone the program is Electron itself.
  const portable = app.isPackaged ? portableFolder(program, env) : null
  if (portable !== null) env[PORTABLE_VARIABLE] = portable
  const fault = portable === null ? null : faultOf(portable)
  const folders = appFolders(env)
  if (portable !== null && fault !== null)
    return { folders, notices: [], refusal: portableTexts.notWritable(portable, fault) }
  // Each check writes a file, and some systems have data and settings in one folder.
  const faults = new Map<string, string | null>()
  const knownFault = (folder: string): string | null => {
    if (!faults.has(folder)) faults.set(folder, faultOf(folder))
    return faults.get(folder) ?? null
  }
  const notices = folderNotices(env, knownFault)
  app.setPath('logs', folders.logs)
  app.setPath('crashDumps', join(folders.logs, 'crashes'))
  // Chosen by a person on the command line.
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    // Chromium does not start with a folder that it cannot write to, not even to show a message.
    const own = [folders.settings, folders.cache].every((folder) => knownFault(folder) === null)
      ? { settings: folders.settings, session: join(folders.cache, 'window') }
      : { settings: temporaryFolder('window'), session: null }
    app.setPath('userData', own.settings)
    app.setPath('sessionData', own.session ?? own.settings)
  }
  return { folders, notices, refusal: null }
}

/** The sizes of panels that an earlier version kept beside its settings. It is copied, so that both versions can be used; called once this
 *  is the only instance, and before the app is ready. @throws if it cannot be copied; the sizes begin anew then */
export function adoptWindowState(app: Pick<App, 'getPath'>): void {
  const name = 'Local Storage'
  const [from, to] = [join(app.getPath('userData'), name), join(app.getPath('sessionData'), name)]
  if (from !== to && existsSync(from) && !existsSync(to)) cpSync(from, to, { recursive: true })
}
