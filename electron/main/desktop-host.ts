/** HostCalls of the desktop: files as everywhere, native dialogs, windows and their menus. Only paths that came from a dialog, the
 *  command line or an opened document are written to, so a hijacked page cannot write where it likes. */
import { app } from 'electron'
import type { HostCalls } from '../../shared/ipc/contract.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import type { Language, Text } from '../../shared/text.ts'
import type { Owner } from '../host/drafts.ts'
import { target } from '../host/files.ts'
import { type HostShare, hostCalls } from '../host/host-calls.ts'
import type { AppWindow } from './app-window.ts'
import { chooseFile } from './dialogs.ts'

export interface DesktopHostOptions {
  readonly examples: string
  readonly data: string
  readonly reason: Text | null
  readonly language: Language
  readonly takeInitial: () => string | null
  readonly newWindow: () => void
  readonly report: (fault: string) => void
}

export interface DesktopHost extends Omit<HostShare, 'callsOf'> {
  callsOf(owner: Owner, of: AppWindow): HostCalls
}

export function desktopHost(options: DesktopHostOptions): DesktopHost {
  const granted = new Set<string>()
  const shared = hostCalls({
    info: {
      kind: 'electron',
      name: `Electron ${process.versions.electron}`,
      reason: options.reason,
      platform: process.platform,
      dialogs: 'native',
    },
    examples: options.examples,
    data: options.data,
    roots: null,
    takeInitial: options.takeInitial,
    used: (path) => {
      granted.add(path)
      app.addRecentDocument(path)
    },
    report: options.report,
  })
  const callsOf = (owner: Owner, of: AppWindow): HostCalls => {
    const calls = shared.callsOf(owner)
    return {
      ...calls,
      chooseFile: async (kind, purpose, suggested) => {
        const path = await chooseFile(of.window, options.language, kind, purpose, suggested)
        if (purpose === 'save') {
          if (path === null) of.closing.saveCancelled()
          else granted.add(await target(path, kind === 'python' ? 'python' : 'document'))
        }
        return path
      },
      writeText: async (path, text, kind, version) => {
        if (!granted.has(await target(path, kind))) throw notGranted(path)
        return calls.writeText(path, text, kind, version)
      },
      newWindow: async () => options.newWindow(),
      showing: async (title, dirty, path) => {
        await calls.showing(title, dirty, path)
        if (of.window.isDestroyed()) return
        of.window.setTitle(`${dirty ? '• ' : ''}${title}`)
        of.window.setDocumentEdited(dirty)
        of.closing.setDirty(dirty)
      },
      setMenu: async (menu) => of.setMenu(menu),
    }
  }
  return { ...shared, callsOf }
}

const notGranted = (path: string) =>
  new ProblemError([
    problem('not-chosen', {
      en: `“${path}” was not chosen in a dialog; use Save As.`,
      ko: `“${path}”은(는) 대화 상자에서 고른 파일이 아닙니다. ‘다른 이름으로 저장’을 쓰세요.`,
    }),
  ])
