/** The browser's tabs on a web host. They share a context and, by `--process-per-site`, a process, which an idle tab keeps alive
 *  between tests: to start another one takes longer than most tests. Each test gets a new tab and finds all storage empty. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { throttle } from './throttle.ts'
import { type Watch, watch } from './watch.ts'

export interface Tab {
  readonly context: BrowserContext
  readonly page: Page
  readonly watch: Watch
}

export interface Tabs {
  /** @param own whether the tab has a context and a process of its own, for a test that changes the clock or crashes the page */
  open(address: string, own: boolean): Promise<Tab>
  /** Closes what the test opened and empties the storage. */
  renew(): Promise<void>
  /** Ends them all: their host has ended. */
  close(): Promise<void>
}

interface Shared {
  readonly context: BrowserContext
  readonly beginWatch: () => Watch
  readonly origin: string
  idle: Page | null
}

export function openTabs(browser: Browser, options: BrowserContextOptions): Tabs {
  let shared: Shared | null = null
  const owned: BrowserContext[] = []
  const newContext = async (address: string) => {
    const { origin } = new URL(address)
    const context = await browser.newContext({
      ...options,
      permissions: ['clipboard-read', 'clipboard-write'],
      baseURL: origin,
    })
    return { context, beginWatch: await watch(context), origin }
  }
  const closeOwned = async () => {
    for (const context of owned.splice(0)) await context.close()
  }
  return {
    async open(address, own) {
      if (!own) shared ??= { ...(await newContext(address)), idle: null }
      const { context, beginWatch } = own ? await newContext(address) : shared!
      if (own) owned.push(context)
      const watched = beginWatch()
      const page = await context.newPage()
      await throttle(context, page)
      await page.goto(address)
      if (!own && shared) shared.idle ??= await idleTab(context, page)
      return { context, page, watch: watched }
    },
    async renew() {
      await closeOwned()
      if (!shared) return
      const { context, idle } = shared
      for (const page of context.pages()) if (page !== idle) await page.close()
      await context.clearCookies()
      await emptyStorage(shared)
    },
    async close() {
      await closeOwned()
      await shared?.context.close()
      shared = null
    },
  }
}

/** An empty tab of the page's site: the least that keeps its process. */
async function idleTab(context: BrowserContext, page: Page): Promise<Page> {
  // The address that the host prints leads to the app by way of another page.
  await page.locator('#root').waitFor({ state: 'attached' })
  const opened = context.waitForEvent('page')
  await page.evaluate(() => void open('about:blank'))
  const idle = await opened
  await page.bringToFront()
  return idle
}

async function emptyStorage({ context, idle, origin }: Shared): Promise<void> {
  if (!idle) return
  const session = await context.newCDPSession(idle)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
}
