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
    const exited = once(child, 'exit')
    child.kill(signal)
    const killTimer = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await exited
    clearTimeout(killTimer)
  }
  return {
    isRunning,
    async open(ownProcess) {
      const from = errors.length
      const { context, page, watch: watched } = await tabs.open(await nextAddress(), ownProcess)
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
    async reset() {
      await tabs.reset()
      const done = once(child, 'message')
      const listening = new AbortController()
      const exited = once(child, 'exit', listening).then(() => {
        throw new Error(`The web host ended instead of forgetting: ${errors}`)
      })
      exited.catch(() => {}) // a later exit is none of this call's business
      child.send('forget')
      await Promise.race([done, exited])
      listening.abort()
    },
    async end() {
      await tabs.close()
      await end('SIGTERM')
    },
  }
}

/** Reads the addresses that the host prints. Each address works once, and then the host prints another. */
function addressesOf(child: ChildProcess, errors: () => string): () => Promise<string> {
  let output = ''
  let offset = 0
  /** The next address that was not returned yet. */
  const nextUnread = (): string | null => {
    const unread = output.slice(offset)
    const address = /https?:\/\/\S+(?=\s)/.exec(unread)
    if (!address) return null
    offset += address.index + address[0].length
    return address[0]
  }
  child.stdout!.on('data', (text) => {
    output += text
  })
  return () =>
    new Promise((resolveAddress, reject) => {
      const check = () => {
        const address = nextUnread()
        if (address === null) return
        cleanUp()
        resolveAddress(address)
      }
      const fail = (why: string) => {
        cleanUp()
        reject(new Error(`${why}: ${output}${errors()}`))
      }
      const onExit = (code: number | null) => fail(`the web host ended with ${code}`)
      const timer = setTimeout(() => fail(`no address after ${START_MS} ms`), START_MS)
      const cleanUp = () => {
        clearTimeout(timer)
        child.stdout!.off('data', check)
        child.off('exit', onExit)
      }
      child.stdout!.on('data', check)
      child.once('exit', onExit)
      check()
    })
}
