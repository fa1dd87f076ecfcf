/** Opens the window in Chromium and measures the time of actions in it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import type { Document } from '../../shared/document/document.ts'
import { serializeDocument } from '../../shared/document/file.ts'

export interface AppPage {
  readonly browser: Browser
  readonly page: Page
  readonly cdp: CDPSession
  /** The folder in which the host stores the run folders. */
  readonly runs: string
  close(): Promise<void>
}

export async function openApp(root: string): Promise<AppPage> {
  const home = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  const runs = join(home, 'runs')
  const host = spawn(process.execPath, [join(root, 'dist', 'web', 'index.mjs')], {
    cwd: home,
    env: {
      ...process.env,
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CONFIG_HOME: join(home, 'config'),
      INIT_CWD: home,
      LAYERLOOM_RUNS: runs,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch({
    executablePath: process.env.LAYERLOOM_CHROMIUM!,
    args: ['--no-sandbox', '--enable-precise-memory-info'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(await addressOf(host))
  await waitUntilReady(page)
  // The app does not restore the documents that were open.
  await page.addInitScript(() => sessionStorage.clear())
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  return {
    browser,
    page,
    cdp,
    runs,
    async close() {
      await browser.close()
      const exited = once(host, 'exit')
      host.kill('SIGTERM')
      await exited
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function addressOf(host: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: host.stdout! })) {
    const found = /http:\/\/\S+/.exec(line)
    if (found) return found[0]
  }
  throw new Error('The web host ended before it printed its address.')
}

export interface PlainPage {
  readonly page: Page
  readonly cdp: CDPSession
  close(): Promise<void>
}

/** Builds a page of bench/window/plain, the baseline of a measurement, and opens it in a browser of its own.
 *  @param script runs before the page */
export async function openPlain(
  root: string,
  name: 'index' | 'curves',
  viewport: { readonly width: number; readonly height: number },
  script: string,
): Promise<PlainPage> {
  const folder = join(root, 'bench', 'window', 'plain')
  const out = join(root, 'dist', `bench-plain-${name}`)
  await build({
    ...{ root: folder, base: './', logLevel: 'error' },
    build: { outDir: out, emptyOutDir: true, rollupOptions: { input: join(folder, `${name}.html`) } },
  })
  const browser = await chromium.launch({
    executablePath: process.env.LAYERLOOM_CHROMIUM!,
    args: ['--no-sandbox', '--allow-file-access-from-files'],
  })
  const page = await browser.newPage({ viewport })
  await page.addInitScript(script)
  await page.goto(`file://${join(out, `${name}.html`)}`)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  return { page, cdp, close: () => browser.close() }
}

/** Seconds that the page has spent so far. */
export async function secondsOf(cdp: CDPSession, metric: 'ScriptDuration' | 'TaskDuration'): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === metric)!.value
}

/** Waits until the canvas is interactive. */
export const waitUntilReady = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('[data-testid="canvas"] .react-flow__pane') !== null)

/** Reloads the page, with no document restored and no dialog open. */
export async function resetPage(page: Page): Promise<void> {
  await page.reload()
  await waitUntilReady(page)
  // Closes the start screen, or the dialog with unsaved work of the previous round.
  await page.waitForTimeout(300)
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => document.querySelector('[role="dialog"]') === null)
}

/** The milliseconds from an action in the page until the frame in which `isDone` is true is painted. */
export const timeUntilPainted = (page: Page, action: string, isDone: string): Promise<number> =>
  page.evaluate(
    `new Promise((resolve) => {
      const from = performance.now()
      const look = () => requestAnimationFrame(() => {
        if (!(${isDone})) return look()
        // The next task comes after the paint.
        const painted = new MessageChannel()
        painted.port1.onmessage = () => resolve(performance.now() - from)
        painted.port2.postMessage(null)
      })
      ${action}
      look()
    })`,
  ) as Promise<number>

/** A script that drops a file with this document on the window. */
export const dropScript = (document: Document): string => `
  const files = new DataTransfer()
  files.items.add(new File([${JSON.stringify(serializeDocument(document))}], 'large.loom'))
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }))`
