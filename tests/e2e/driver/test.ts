/** `test` with the running app: in Chromium through the web host, or in Electron, as the project says. Each test has a
 *  host, folders and an engine of its own, and fails if the page reported an error that it did not expect. */
import { type Browser, test as base, expect } from '@playwright/test'
import { type App, drive } from './app.ts'
import { startDesktop } from './desktop.ts'
import type { RunningHost } from './host.ts'
import { temporaryFolders } from './temporary.ts'
import { startWebHost } from './web-host.ts'

interface Fixtures {
  readonly host: RunningHost
  readonly app: App
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
  host: async ({ chromium }, use, info) => {
    const folders = temporaryFolders()
    const { viewport, locale } = info.project.use
    try {
      const host = chromium
        ? await startWebHost(chromium, folders, { viewport, locale, colorScheme: 'light' })
        : await startDesktop(folders)
      try {
        await use(host)
        if (info.status !== info.expectedStatus) {
          const shot = await host.page.screenshot()
          await info.attach('window', { body: shot, contentType: 'image/png' })
          await info.attach('log', { body: host.log(), contentType: 'text/plain' })
        }
        expect(host.watch.faults(), 'errors of the page').toEqual([])
      } finally {
        await host.close()
      }
    } finally {
      folders.remove()
    }
  },
  app: async ({ host }, use) => {
    const app = drive(host)
    await app.expectReady()
    await use(app)
  },
})

export { expect }
