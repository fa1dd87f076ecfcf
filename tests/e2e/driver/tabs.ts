/** Opens tabs of the browser on a web host. The tabs share a context and, by `--process-per-site`, a process. An idle tab keeps the
 *  process alive between tests, because starting another one takes longer than most tests. Each test gets a new tab with empty storage. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { type Watch, watch } from './fault-watch.ts'
import { throttle } from './throttle.ts'

export interface Tab {
  readonly context: BrowserContext
  readonly page: Page
  readonly watch: Watch
}

export interface Tabs {
  /** @param ownProcess whether the tab has a separate context and process, for a test that changes the clock or crashes the page */
  open(address: string, ownProcess: boolean): Promise<Tab>
  /** Closes the tabs of the test and clears the storage. */
  reset(): Promise<void>
  /** Closes all tabs and contexts, after their host has exited. */
  close(): Promise<void>
}

interface Shared {
  readonly context: BrowserContext
  readonly startWatch: () => Watch
  readonly origin: string
  idle: Page | null
}

export function openTabs(browser: Browser, options: BrowserContextOptions): Tabs {
  let shared: Shared | null = null
  const separateContexts: BrowserContext[] = []
  const newContext = async (address: string) => {
    const { origin } = new URL(address)
    const context = await browser.newContext({
      ...options,
      permissions: ['clipboard-read', 'clipboard-write'],
      baseURL: origin,
    })
    return { context, startWatch: await watch(context), origin }
  }
  const closeSeparateContexts = async () => {
    for (const context of separateContexts.splice(0)) await context.close()
  }
  return {
    async open(address, ownProcess) {
      if (!ownProcess) shared ??= { ...(await newContext(address)), idle: null }
      const { context, startWatch } = ownProcess ? await newContext(address) : shared!
      if (ownProcess) separateContexts.push(context)
      const watched = startWatch()
      const page = await context.newPage()
      await throttle(context, page)
      await page.goto(address)
      if (!ownProcess && shared) shared.idle ??= await idleTab(context, page)
      return { context, page, watch: watched }
    },
    async reset() {
      await closeSeparateContexts()
      if (!shared) return
      const { context, idle } = shared
      for (const page of context.pages()) if (page !== idle) await page.close()
      await context.clearCookies()
      await clearStorage(shared)
    },
    async close() {
      await closeSeparateContexts()
      await shared?.context.close()
      shared = null
    },
  }
}

/** Opens an empty tab of the page's site, which keeps the site's process alive. */
async function idleTab(context: BrowserContext, page: Page): Promise<Page> {
  // The address that the host prints redirects to the app through another page.
  await page.locator('#root').waitFor({ state: 'attached' })
  const opened = context.waitForEvent('page')
  await page.evaluate(() => void open('about:blank'))
  const idle = await opened
  await page.bringToFront()
  return idle
}

async function clearStorage({ context, idle, origin }: Shared): Promise<void> {
  if (!idle) return
  // The clipboard belongs to the browser, and only a page with the focus may write it.
  await idle.bringToFront()
  await idle.evaluate(() => navigator.clipboard.writeText(''))
  const session = await context.newCDPSession(idle)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
}
