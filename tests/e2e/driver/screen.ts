/** Starts a virtual screen for each worker. Workers run at the same time, and the clipboard and the focus belong to a screen. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** A window whose content is 1440 × 900 has room. */
const SIZE = '1600x1000x24'

export interface Screen {
  /** The value of DISPLAY for this screen. */
  readonly display: string
  close(): Promise<void>
}

/** @returns null where the tests use the screen of the desktop */
export async function startScreen(): Promise<Screen | null> {
  const program = process.env.LAYERLOOM_XVFB
  if (!program) return null
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', SIZE, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr!.on('data', (text) => {
    errors += text
  })
  const exited = once(child, 'exit')
  const killOnExit = () => void child.kill('SIGKILL')
  process.once('exit', killOnExit)
  const number = await Promise.race([
    once(child.stdio[3] as Readable, 'data').then(([text]) => String(text).trim()),
    exited.then(() => {
      throw new Error(`the virtual screen did not start: ${errors}`)
    }),
  ])
  return {
    display: `:${number}`,
    async close() {
      process.off('exit', killOnExit)
      child.kill('SIGTERM')
      await exited
    },
  }
}
