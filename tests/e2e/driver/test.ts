/** `test` with the running app: in Chromium through the web host, or in Electron, depending on the Playwright project. A worker has one
 *  host and one engine. They are reset and their folders are emptied before each test, so that a test starts as after a first start. After
 *  a failed test Playwright starts another worker. A test fails if the page reports an error that the test does not expect. */
import { test as base, expect } from '@playwright/test'
import { type App, drive } from './app.ts'
import { startDesktop } from './desktop.ts'
import type { HostProcess, RunningHost } from './host.ts'
import { startScreen } from './screen.ts'
import { type Folders, temporaryFolders } from './temporary.ts'
import { startWebHost } from './web-host.ts'

interface HostAndApp {
  readonly host: RunningHost
  readonly app: App
}

interface Fixtures extends HostAndApp {
  /** Whether the page has a separate browser context and process, for tests that change its clock, crash it or time it. */
  readonly ownProcess: boolean
  readonly folders: Folders
  /** Opens the host's first window. Starts the host if it is not running. */
  readonly launch: () => Promise<RunningHost>
  /** Closes or kills the app, and starts it again on the same folders. */
  readonly relaunch: (how: 'close' | 'kill') => Promise<HostAndApp>
}

interface WorkerFixtures {
  /** Whether a process waits for the next training, as in normal use. Starting it takes longer than most tests. */
  readonly warm: boolean
  readonly workerFolders: Folders
  /** Starts a host process on the worker's folders. */
  readonly start: () => Promise<HostProcess>
  /** The host process that the worker's tests share. */
  readonly shared: {
    open(ownProcess: boolean): Promise<RunningHost>
    /** Resets the host and empties the folders. */
    reset(): Promise<void>
  }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  warm: [false, { scope: 'worker', option: true }],
  workerFolders: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const folders = temporaryFolders()
      await use(folders)
      folders.remove()
    },
    { scope: 'worker' },
  ],
  start: [
    async ({ playwright, warm, workerFolders }, use, info) => {
      const { name, use: options } = info.project
      if (name === 'electron') {
        const screen = await startScreen()
        await use(() => startDesktop(workerFolders, { warm }, screen))
        await screen?.close()
      } else {
        const browser = await playwright.chromium.launch(options.launchOptions)
        const { viewport, locale } = options
        const window = { viewport, locale, colorScheme: 'light' } as const
        await use(() => startWebHost(browser, workerFolders, { warm }, window))
        await browser.close()
      }
    },
    { scope: 'worker' },
  ],
  shared: [
    async ({ start, workerFolders }, use) => {
      let running = null as HostProcess | null
      await use({
        async open(ownProcess) {
          if (!running?.isRunning()) running = await start()
          return running.open(ownProcess)
        },
        async reset() {
          const isRunning = running?.isRunning() ?? false
          if (isRunning) await running?.reset()
          workerFolders.wipe(isRunning)
        },
      })
      await running?.end()
    },
    { scope: 'worker' },
  ],
  folders: async ({ workerFolders }, use) => {
    await use(workerFolders)
  },
  ownProcess: [false, { option: true }],
  launch: async ({ shared, ownProcess }, use, info) => {
    const hosts: RunningHost[] = []
    await use(async () => {
      const host = await shared.open(ownProcess)
      hosts.push(host)
      return host
    })
    const last = hosts.at(-1)
    if (last && info.status !== info.expectedStatus) {
      await info.attach('log', { body: last.log(), contentType: 'text/plain' })
      // A closed or crashed page has no picture.
      const body = await last.page.screenshot().catch((error: Error) => error.message)
      await info.attach('window', {
        body,
        contentType: typeof body === 'string' ? 'text/plain' : 'image/png',
      })
      // Playwright ends this worker, and the host with it.
      return
    }
    await shared.reset()
    for (const host of hosts) expect(host.watch.faults(), 'errors of the page').toEqual([])
  },
  host: async ({ launch }, use) => {
    await use(await launch())
  },
  relaunch: async ({ host, launch }, use) => {
    let running = host
    await use(async (method) => {
      await running[method]()
      running = await launch()
      const app = drive(running)
      await app.expectRunning()
      return { host: running, app }
    })
  },
  app: async ({ host }, use) => {
    const app = drive(host)
    await app.expectReady()
    await use(app)
  },
})

export { expect }
