/** `test` with the running app: in Chromium through the web host, or in Electron, as the project says. Each test has a
 *  host, folders and an engine of its own, and fails if the page reported an error that it did not expect. */
import { type Browser, test as base, expect } from '@playwright/test'
import { type App, drive } from './app.ts'
import { startDesktop } from './desktop.ts'
import type { RunningHost } from './host.ts'
import { type Folders, temporaryFolders } from './temporary.ts'
import { startWebHost } from './web-host.ts'

interface Started {
  readonly host: RunningHost
  readonly app: App
}

interface Fixtures extends Started {
  readonly folders: Folders
  /** Starts a host on the folders of the test; closed at its end, if it still runs. */
  readonly launch: () => Promise<RunningHost>
  /** Ends the app, as a person does or as a power cut does, and starts it again on the same folders. */
  readonly again: (how: 'close' | 'kill') => Promise<Started>
}

interface PerWorker {
  /** `null` where the tests run in Electron. */
  readonly chromium: Browser | null
}

export const test = base.extend<Fixtures, PerWorker>({
  chromium: [
    async ({ playwright }, use, info) => {
      const { name, use: options } = info.project
      const browser = name === 'electron' ? null : await playwright.chromium.launch(options.launchOptions)
      await use(browser)
      await browser?.close()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  folders: async ({}, use) => {
    const folders = temporaryFolders()
    try {
      await use(folders)
    } finally {
      folders.remove()
    }
  },
  launch: async ({ chromium, folders }, use, info) => {
    const { viewport, locale } = info.project.use
    const hosts: RunningHost[] = []
    try {
      await use(async () => {
        const host = chromium
          ? await startWebHost(chromium, folders, { viewport, locale, colorScheme: 'light' })
          : await startDesktop(folders)
        hosts.push(host)
        return host
      })
      const last = hosts.at(-1)
      if (last && info.status !== info.expectedStatus) {
        await info.attach('window', { body: await last.page.screenshot(), contentType: 'image/png' })
        await info.attach('log', { body: last.log(), contentType: 'text/plain' })
      }
      for (const host of hosts) expect(host.watch.faults(), 'errors of the page').toEqual([])
    } finally {
      for (const host of hosts) await host.close()
    }
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
