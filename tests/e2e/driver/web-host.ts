/** The window in Chromium, served by the real web host in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Browser, BrowserContextOptions } from '@playwright/test'
import type { RunningHost } from './host.ts'
import { environmentIn, type Folders } from './temporary.ts'
import { watch } from './watch.ts'

const ENTRY = resolve('dist/web/index.mjs')
const START_MS = 15_000

export async function startWebHost(
  browser: Browser,
  folders: Folders,
  options: BrowserContextOptions,
): Promise<RunningHost> {
  const child = spawn(process.execPath, [ENTRY], {
    cwd: folders.documents,
    env: environmentIn(folders),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (text) => {
    errors += text
  })
  const address = await addressOf(child, () => errors)
  const context = await browser.newContext({
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
    baseURL: new URL(address).origin,
  })
  const watched = await watch(context)
  const page = await context.newPage()
  await page.goto(address)
  const host: RunningHost = {
    kind: 'chromium',
    page,
    folders,
    watch: watched,
    pid: child.pid!,
    answerDialog: () => Promise.reject(new Error('The web host has no native dialogs.')),
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    resize: (width, height) => page.setViewportSize({ width, height }),
    // To the page a zoom is a window with fewer pixels.
    async zoom(factor) {
      const { width, height } = page.viewportSize()!
      await page.setViewportSize({ width: width / factor, height: height / factor })
    },
    log: () => errors,
    desktop: null,
    async nextWindow(open) {
      const opened = context.waitForEvent('page')
      await open()
      return { ...host, page: await opened }
    },
    async kill() {
      // The page tries to connect again until it is closed.
      watched.expect(/WebSocket connection to .* failed/)
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      await context.close()
    },
    async close() {
      await context.close()
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
  return host
}

/** The address that the host prints. */
function addressOf(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((found, reject) => {
    let seen = ''
    const late = setTimeout(
      () => reject(new Error(`no address after ${START_MS} ms: ${seen}${errors()}`)),
      START_MS,
    )
    child.stdout!.on('data', (text) => {
      seen += text
      const address = /https?:\/\/\S+(?=\s)/.exec(seen)?.[0]
      if (!address) return
      clearTimeout(late)
      found(address)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`the web host ended with ${code}: ${seen}${errors()}`))
    })
  })
}
