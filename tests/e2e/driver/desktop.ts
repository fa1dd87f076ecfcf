/** The window in real Electron. Its native dialogs are answered in the main process: no test can reach them otherwise. */
import { resolve } from 'node:path'
import { _electron } from '@playwright/test'
import type { RunningHost } from './host.ts'
import { environmentIn, type Folders } from './temporary.ts'
import { watch } from './watch.ts'

/** The argument of Electron that names the app. */
const APP = resolve('tests/e2e/driver/held-app')

export async function startDesktop(folders: Folders, files: readonly string[] = []): Promise<RunningHost> {
  const app = await _electron.launch({
    executablePath: process.env.LAYERLOOM_ELECTRON,
    args: [APP, '--no-sandbox', '--lang=en-US', `--user-data-dir=${folders.userData}`, ...files],
    cwd: folders.documents,
    env: environmentIn(folders),
  })
  // Playwright forgets it when the app has ended.
  const child = app.process()
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += text
  })
  const watched = await watch(app.context())
  const page = await app.firstWindow()
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  let ended = false
  const host: RunningHost = {
    kind: 'electron',
    page,
    folders,
    watch: watched,
    pid: child.pid!,
    answerDialog: (purpose, path) =>
      app.evaluate(
        ({ dialog }, answer) => {
          const canceled = answer.path === null
          if (answer.purpose === 'save')
            dialog.showSaveDialog = async () => ({ canceled, filePath: answer.path ?? '' })
          else
            dialog.showOpenDialog = async () => ({ canceled, filePaths: canceled ? [] : [answer.path ?? ''] })
        },
        { purpose, path },
      ),
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    async resize(width, height) {
      await app.evaluate(
        ({ BrowserWindow }, size) =>
          BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height),
        { width, height },
      )
      await page.waitForFunction((wanted) => innerWidth === wanted, width)
    },
    async zoom(factor) {
      const wanted = Math.round((await page.evaluate(() => innerWidth)) / factor)
      await app.evaluate(
        ({ BrowserWindow }, zoom) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(zoom),
        factor,
      )
      await page.waitForFunction((width) => Math.abs(innerWidth - width) <= 1, wanted)
    },
    log: () => errors,
    desktop: app,
    async nextWindow(open) {
      const opened = app.waitForEvent('window')
      await open()
      return { ...host, page: await opened }
    },
    async kill() {
      ended = true
      child.kill('SIGKILL')
      await gone
    },
    async close() {
      if (ended || child.exitCode !== null) return
      ended = true
      // The questions before closing (unsaved changes, a running training) are answered with going ahead.
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
          const { buttons = [] } = (options ?? _window) as { buttons?: string[] }
          return { response: buttons.length === 3 ? 1 : 0, checkboxChecked: false }
        }
      })
      await app.close()
    },
  }
  return host
}
