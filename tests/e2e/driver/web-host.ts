/** Starts the web host in a separate process, and opens the window in Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, resolve } from 'node:path'
import type { Browser, BrowserContextOptions } from '@playwright/test'
import type { HostProcess, RunningHost } from './host.ts'
import { openTabs } from './tabs.ts'
import { type EnvironmentOptions, environmentIn, type Folders } from './temporary.ts'
import { throttle } from './throttle.ts'

const ENTRY = resolve('dist/web/index.mjs')
const START_MS = 15_000
/** The time after which a host that has not exited is killed. */
const END_MS = 20_000

export async function startWebHost(
  browser: Browser,
  folders: Folders,
  environment: EnvironmentOptions,
  options: BrowserContextOptions,
): Promise<HostProcess> {
  const env = environmentIn(folders, environment)
  const child = spawn(process.execPath, [ENTRY], {
    // The working directory is not the folder of documents, because a test may remove that folder.
    cwd: dirname(folders.documents),
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let errors = ''
  child.stderr!.on('data', (text) => {
    errors += text
  })
  const nextAddress = addressesOf(child, () => errors)
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const tabs = openTabs(browser, options)
  const end = async (signal: NodeJS.Signals) => {
    if (!isRunning()) return
    const gone = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await gone
    clearTimeout(late)
  }
  return {
    isRunning,
    async open(own) {
      const from = errors.length
      const { context, page, watch: watched } = await tabs.open(await nextAddress(), own)
      const host: RunningHost = {
        kind: 'chromium',
        page,
        folders,
        watch: watched,
        pid: child.pid!,
        environment: env,
        answerDialog: () => Promise.reject(new Error('The web host has no native dialogs.')),
        clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
        resize: (width, height) => page.setViewportSize({ width, height }),
        // For the page, a zoom is a smaller window.
        async zoom(factor) {
          const { width, height } = page.viewportSize()!
          await page.setViewportSize({ width: width / factor, height: height / factor })
        },
        log: () => errors.slice(from),
        desktop: null,
        async nextWindow(open) {
          const opened = context.waitForEvent('page')
          await open()
          const next = await opened
          await throttle(context, next)
          return { ...host, page: next }
        },
        async kill() {
          // The page tries to reconnect until it is closed.
          watched.expect(/WebSocket connection to .* failed/)
          await end('SIGKILL')
          await tabs.close()
        },
        async close() {
          await tabs.close()
          await end('SIGTERM')
        },
      }
      return host
    },
    async forget() {
      await tabs.renew()
      const done = once(child, 'message')
      child.send('forget')
      await done
    },
    async end() {
      await tabs.close()
      await end('SIGTERM')
    },
  }
}

/** Reads the addresses that the host prints. Each address works once, and then the host prints another. */
function addressesOf(child: ChildProcess, errors: () => string): () => Promise<string> {
  let seen = ''
  let read = 0
  /** The next address that was not returned yet. */
  const found = (): string | null => {
    const fresh = seen.slice(read)
    const address = /https?:\/\/\S+(?=\s)/.exec(fresh)
    if (!address) return null
    read += address.index + address[0].length
    return address[0]
  }
  child.stdout!.on('data', (text) => {
    seen += text
  })
  return () =>
    new Promise((give, reject) => {
      const look = () => {
        const address = found()
        if (address === null) return
        settle()
        give(address)
      }
      const fail = (why: string) => {
        settle()
        reject(new Error(`${why}: ${seen}${errors()}`))
      }
      const ended = (code: number | null) => fail(`the web host ended with ${code}`)
      const late = setTimeout(() => fail(`no address after ${START_MS} ms`), START_MS)
      const settle = () => {
        clearTimeout(late)
        child.stdout!.off('data', look)
        child.off('exit', ended)
      }
      child.stdout!.on('data', look)
      child.once('exit', ended)
      look()
    })
}
