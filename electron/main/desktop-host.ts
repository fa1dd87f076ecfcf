/** HostCalls of the desktop: files as in every host, native dialogs, windows and menus. */
import { app } from 'electron'
import type { HostCalls } from '../../shared/ipc/contract/index.ts'
import type { Language, Text } from '../../shared/text.ts'
import { allowDocument } from '../host/document-permission.ts'
import type { Owner } from '../host/drafts.ts'
import { writeTarget } from '../host/files.ts'
import type { Grants } from '../host/grants.ts'
import { type HostOptions, hostCalls, type SharedHost } from '../host/host-calls.ts'
import { realOf } from '../system/paths.ts'
import type { AppWindow } from './app-window.ts'
import { askData, askDocument, chooseFile } from './dialogs.ts'

export interface DesktopHostOptions
  extends Pick<HostOptions, 'examples' | 'licences' | 'data' | 'settings' | 'isEngineOutdated' | 'logs'> {
  readonly reason: Text | null
  readonly notices: readonly Text[]
  readonly language: Language
  /** Files that the user chose: by arguments and drops elsewhere, by dialogs here. */
  readonly grants: Grants
  readonly takeInitial: () => string | null
  readonly newWindow: () => void
  readonly report: (fault: string) => void
}

export interface DesktopHost extends Omit<SharedHost, 'callsOf'> {
  callsOf(owner: Owner, appWindow: AppWindow): HostCalls
}

export function desktopHost(options: DesktopHostOptions): DesktopHost {
  const { grants } = options
  const shared = hostCalls({
    ...options,
    info: {
      kind: 'electron',
      name: `Electron ${process.versions.electron}`,
      reason: options.reason,
      platform: process.platform,
      dialogs: 'native',
      notices: options.notices,
    },
    roots: null,
    used: (path) => app.addRecentDocument(path),
  })
  const callsOf = (owner: Owner, appWindow: AppWindow): HostCalls => {
    const calls = shared.callsOf(owner)
    /** Cancels a pending close of the window if a save fails. */
    const withSaveFailure = async <T>(save: () => Promise<T>): Promise<T> => {
      try {
        return await save()
      } catch (error) {
        appWindow.closing.saveFailed()
        throw error
      }
    }
    return {
      ...calls,
      chooseFile: async (kind, purpose, suggested) => {
        if (purpose === 'open') {
          const path = await chooseFile(appWindow.window, options.language, kind, purpose, suggested)
          if (path !== null) grants.grant(path)
          return path
        }
        if (kind === 'predictions' || kind === 'report') {
          const path = await chooseFile(appWindow.window, options.language, kind, purpose, suggested)
          if (path !== null) await shared[kind === 'report' ? 'reportFiles' : 'predictionFiles'].allow(path)
          return path
        }
        return withSaveFailure(async () => {
          const path = await chooseFile(appWindow.window, options.language, kind, purpose, suggested)
          if (path === null) appWindow.closing.saveFailed()
          else grants.grant(await writeTarget(path, kind === 'python' ? 'python' : 'document'))
          return path
        })
      },
      writeText: (path, text, kind, version) =>
        withSaveFailure(() => calls.writeText(path, text, kind, version)),
      allowData: async (path, document) => {
        // The question shows the real path: a link or `..` in the name can make it look like another file.
        const real = await realOf(path)
        const answer = await askData(appWindow.window, options.language, real, document)
        return answer === 'allow' ? calls.allowData(real, document) : answer
      },
      allowDocument: (path) =>
        allowDocument(path, grants, (real) => askDocument(appWindow.window, options.language, real)),
      newWindow: async () => options.newWindow(),
      showing: async (title, dirty, path) => {
        await calls.showing(title, dirty, path)
        if (appWindow.window.isDestroyed()) return
        appWindow.window.setTitle(`${dirty ? '• ' : ''}${title}`)
        appWindow.window.setDocumentEdited(dirty)
        appWindow.closing.setDirty(dirty)
      },
      setMenu: async (menu) => appWindow.setMenu(menu),
    }
  }
  return { ...shared, callsOf }
}
