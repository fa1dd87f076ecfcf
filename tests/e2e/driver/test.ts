/** `test` with the running app: in Chromium through the web host, or in Electron, as the project says. A worker has one host
 *  and one engine. Before each test they forget everything and their folders are empty, so a test begins as after a first start;
 *  after one that failed Playwright starts another worker. A test fails if the page reported an error that it did not expect. */
import { test as base, expect } from '@playwright/test'
import { type App, drive } from './app.ts'
import { startDesktop } from './desktop.ts'
import type { HostProcess, RunningHost } from './host.ts'
import { startScreen } from './screen.ts'
import { type Folders, temporaryFolders } from './temporary.ts'
import { startWebHost } from './web-host.ts'

interface Started {
  readonly host: RunningHost
  readonly app: App
}

interface Fixtures extends Started {
  /** The page has a browser context and a process of its own: for tests that change its clock, crash it or time it. */
  readonly ownProcess: boolean
  readonly folders: Folders
  /** The host's first window; starts the host where none runs. */
  readonly launch: () => Promise<RunningHost>
  /** Ends the app, as a person does or as a power cut does, and starts it again on the same folders. */
  readonly again: (how: 'close' | 'kill') => Promise<Started>
}

interface PerWorker {
  /** A process waits for the next training, as it does for people; starting it costs more than most tests. */
  readonly warm: boolean
  readonly workerFolders: Folders
  /** Starts a host process on the worker's folders. */
  readonly start: () => Promise<HostProcess>
  /** The one that the worker's tests share. */
  readonly shared: {
    open(own: boolean): Promise<RunningHost>
    /** Nothing of the test is left, in it and in the folders. */
    renew(): Promise<void>
  }
}

export const test = base.extend<Fixtures, PerWorker>({
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
        async open(own) {
          if (!running?.isRunning()) running = await start()
          return running.open(own)
        },
        async renew() {
          const isRunning = running?.isRunning() ?? false
          if (isRunning) await running?.forget()
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
      await info.attach('window', { body: await last.page.screenshot(), contentType: 'image/png' })
      // Worker and host end now.
      return
    }
    await shared.renew()
    for (const host of hosts) expect(host.watch.faults(), 'errors of the page').toEqual([])
  },
  host: async ({ launch }, use) => {
    await use(await launch())
  },
  again: async ({ host, launch }, use) => {
    let running = host
    await use(async (how) => {
      await running[how]()
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
