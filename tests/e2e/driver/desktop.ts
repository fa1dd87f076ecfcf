/** Starts the app in Electron. The main process answers the native dialogs, because a test cannot reach them. */
import { dirname, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { watch } from './fault-watch.ts'
import type { HostProcess, RunningHost } from './host.ts'
import { waitForExit } from './processes.ts'
import type { Screen } from './screen.ts'
import { type EnvironmentOptions, environmentIn, type Folders } from './temporary.ts'
import { throttle } from './throttle.ts'

/** The path of the app, an argument of Electron. */
const APP = resolve('tests/e2e/driver/held-app')

/** The globals that the main process of an app under test has. */
interface UnderTest {
  readonly forget: () => Promise<void>
  dialogs: Record<string, unknown>
}

export async function startDesktop(
  folders: Folders,
  environment: EnvironmentOptions,
  screen: Screen | null,
): Promise<HostProcess> {
  const profile = `--user-data-dir=${folders.userData}`
  const env = { ...environmentIn(folders, environment), ...(screen && { DISPLAY: screen.display }) }
  const app = await _electron.launch({
    executablePath: process.env.LAYERLOOM_ELECTRON,
    args: [APP, '--no-sandbox', '--lang=en-US', profile],
    // The working directory is not the folder of documents, because a test may remove that folder.
    cwd: dirname(folders.documents),
    env,
  })
  // Playwright drops the process when the app has exited.
  const child = app.process()
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += text
  })
  const startWatch = await watch(app.context())
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  let firstPage: Page | null = await app.firstWindow()
  await app.evaluate(({ dialog }) => {
    Object.assign(globalThis, { dialogs: { ...dialog } })
  })
  let ended = false
  const isRunning = () => !ended && child.exitCode === null && child.signalCode === null
  const kill = async () => {
    ended = true
    child.kill('SIGKILL')
    await exited
    await waitForExit(profile)
  }
  /** The first window, and later the window that a click on the app's icon opens. */
  const nextPage = async () => {
    const page = firstPage
    firstPage = null
    if (page) return page
    const opened = app.waitForEvent('window')
    await app.evaluate(({ app: itself }) => void itself.emit('activate'))
    return opened
  }
  return {
    isRunning,
    async open() {
      const watched = startWatch()
      const from = errors.length
      const page = await nextPage()
      await throttle(app.context(), page)
      return windowOf({
        app,
        page,
        folders,
        watch: watched,
        pid: child.pid!,
        environment: env,
        kill,
        close,
        log: () => errors.slice(from),
      })
    },
    async reset() {
      await app.evaluate(async ({ dialog, BrowserWindow, clipboard }) => {
        const { forget, dialogs } = globalThis as unknown as UnderTest
        // The zoom factor is stored per origin, not per window.
        for (const { webContents } of BrowserWindow.getAllWindows()) webContents.setZoomFactor(1)
        Object.assign(dialog, dialogs)
        clipboard.clear()
        await forget()
      })
    },
    async end() {
      if (isRunning()) await kill()
    },
  }

  async function close() {
    if (!isRunning()) return
    ended = true
    // Confirms the questions before closing (unsaved changes, a running training).
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
        const { buttons = [] } = (options ?? _window) as { buttons?: string[] }
        return { response: buttons.length === 3 ? 1 : 0, checkboxChecked: false }
      }
    })
    await app.close()
    await waitForExit(profile)
  }
}

interface WindowOptions
  extends Pick<RunningHost, 'page' | 'folders' | 'watch' | 'pid' | 'environment' | 'log' | 'kill' | 'close'> {
  readonly app: ElectronApplication
}

function windowOf({ app, ...options }: WindowOptions): RunningHost {
  const { page } = options
  const host: RunningHost = {
    ...options,
    kind: 'electron',
    answerDialog: (purpose, ...paths) =>
      app.evaluate(
        ({ dialog }, answers) => {
          const next = () => (answers.paths.length > 1 ? answers.paths.shift() : answers.paths[0]) ?? null
          if (answers.purpose === 'save')
            dialog.showSaveDialog = async () => {
              const path = next()
              return { canceled: path === null, filePath: path ?? '' }
            }
          else
            dialog.showOpenDialog = async () => {
              const path = next()
              return { canceled: path === null, filePaths: path === null ? [] : [path] }
            }
        },
        { purpose, paths: [...paths] },
      ),
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    async resize(width, height) {
      await app.evaluate(
        ({ BrowserWindow }, size) => {
          const window = BrowserWindow.getAllWindows()[0]!
          // A zoomed page is smaller than the smallest window.
          window.setMinimumSize(1, 1)
          window.setContentSize(size.width, size.height)
        },
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
    desktop: app,
    async nextWindow(open) {
      const opened = app.waitForEvent('window')
      await open()
      const next = await opened
      await throttle(app.context(), next)
      return { ...host, page: next }
    },
  }
  return host
}
