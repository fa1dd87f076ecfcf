/** Starts a desktop program in a machine and drives its window through Chromium's port for remote debugging. Playwright's launcher needs
 *  Node's inspector, which the fuses of a package turn off. */
import { once } from 'node:events'
import { chromium, expect, type Page } from '@playwright/test'
import { pageOpened } from '../../../scripts/package/open-pages.mjs'
import type { CommandOptions, Machine } from './machine.ts'

const START_MS = 60_000

export interface Program {
  readonly page: Page
  /** What it has written to its standard output and error. */
  output(): string
  /** Closes the program as its window's close button does, and waits for its end. */
  close(): Promise<void>
  /** Kills the program, like a power failure. */
  kill(): Promise<void>
}

/** @param command a shell command that ends with the program and its arguments */
export async function startProgram(
  machine: Machine,
  command: string,
  options: CommandOptions,
): Promise<Program> {
  const child = machine.start(`echo process $$; exec ${command} --remote-debugging-port=0`, options)
  const exited = once(child, 'exit')
  let output = ''
  const devTools = new Promise<URL>((found, failed) => {
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const url = /^DevTools listening on (ws:\S+)/m.exec(output)?.[1]
        if (url) found(new URL(url))
      })
    exited.then(([code]) => failed(new Error(`"${command}" ended with ${code}: ${output.trim()}`)))
  })
  const url = await withTimeout(devTools, () => `"${command}" opened no port: ${output.trim()}`)
  url.port = `${await machine.forward(Number(url.port))}`
  await pageOpened(url.port, START_MS)
  // Electron has no downloads and no emulation to set for a context of another program.
  const browser = await chromium.connectOverCDP(url.href, { noDefaults: true })
  const context = browser.contexts()[0]!
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: START_MS }))
  return {
    page,
    output: () => output,
    async close() {
      await page.evaluate(() => window.close())
      await exited
    },
    async kill() {
      await machine.run(`kill -KILL ${/^process (\d+)$/m.exec(output)![1]}`)
      await exited
    },
  }
}

/** Expects that the pages of the running program are in Chromium's sandbox: namespaces of their own and a filter of system calls. A process
 *  that has just started has no filter yet, and one that ends has lost what is read. */
export async function expectSandbox(machine: Machine, programPath: string): Promise<void> {
  await expect(async () => {
    const renderers = await machine.run(
      `for each in $(grep -ls -e '^${programPath}.*[-]-type=renderer' /proc/[0-9]*/cmdline); do
         folder=$(dirname $each)
         echo $(tr '\\0' ' ' < $each | cut -d' ' -f1) $(readlink $folder/ns/user) $(grep ^Seccomp: $folder/status)
       done`,
    )
    const lines = renderers.trim().split('\n')
    const own = (await machine.run('readlink /proc/self/ns/user')).trim()
    expect(lines.length, `renderers of ${programPath}`).toBeGreaterThan(0)
    for (const line of lines) {
      expect(line).toContain(programPath)
      expect(line).not.toContain(own)
      expect(line).toMatch(/Seccomp: 2$/)
    }
  }).toPass({ timeout: START_MS })
}

async function withTimeout<T>(promise: Promise<T>, problem: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(problem())), START_MS)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
