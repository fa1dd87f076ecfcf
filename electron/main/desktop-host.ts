/** HostCalls of the desktop: files as everywhere, native dialogs, the window's title. Only paths that came from a dialog, the
 *  command line or an opened document are written to, so a hijacked page cannot write where it likes. */
import { app } from 'electron'
import type { HostCalls } from '../../shared/ipc/contract.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import type { Language, Text } from '../../shared/text.ts'
import { target } from '../host/files.ts'
import { hostCalls } from '../host/host-calls.ts'
import { chooseFile } from './dialogs.ts'
import type { MainWindow } from './main-window.ts'

export interface DesktopHostOptions {
  readonly examples: string
  readonly reason: Text | null
  readonly language: Language
  readonly takeInitial: () => string | null
  readonly current: () => MainWindow | null
}

export function desktopHost(options: DesktopHostOptions): HostCalls {
  const { current, language } = options
  const granted = new Set<string>()
  const calls = hostCalls({
    info: {
      kind: 'electron',
      name: `Electron ${process.versions.electron}`,
      reason: options.reason,
      platform: process.platform,
      dialogs: 'native',
    },
    examples: options.examples,
    roots: null,
    takeInitial: options.takeInitial,
    used: (path) => {
      granted.add(path)
      app.addRecentDocument(path)
    },
  })
  return {
    ...calls,
    chooseFile: async (kind, purpose, suggested) => {
      const main = current()
      if (!main) return null
      const path = await chooseFile(main.window, language, kind, purpose, suggested)
      if (purpose === 'save') {
        if (path === null) main.closing.saveCancelled()
        else granted.add(await target(path, kind === 'python' ? 'python' : 'document'))
      }
      return path
    },
    writeText: async (path, text, kind) => {
      if (!granted.has(await target(path, kind))) throw notGranted(path)
      return calls.writeText(path, text, kind)
    },
    setTitle: async (title, dirty) => {
      const main = current()
      if (!main) return
      main.window.setTitle(`${dirty ? '• ' : ''}${title}`)
      main.window.setDocumentEdited(dirty)
      main.closing.setDirty(dirty)
    },
  }
}

const notGranted = (path: string) =>
  new ProblemError([
    problem('not-chosen', {
      en: `“${path}” was not chosen in a dialog; use Save As.`,
      ko: `“${path}”은(는) 대화 상자에서 고른 파일이 아닙니다. ‘다른 이름으로 저장’을 쓰세요.`,
    }),
  ])
