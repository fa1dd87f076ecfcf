/** A virtual screen of a worker's own: the clipboard and the focus belong to a screen, and workers run at the same time. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface Screen {
  /** What DISPLAY names it. */
  readonly display: string
  close(): Promise<void>
}

/** `null` where the tests use the desktop's own screen. */
export async function startScreen(): Promise<Screen | null> {
  const program = process.env.LAYERLOOM_XVFB
  if (!program) return null
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr!.on('data', (text) => {
    errors += text
  })
  const gone = once(child, 'exit')
  const endWithUs = () => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const number = await Promise.race([
    once(child.stdio[3] as Readable, 'data').then(([text]) => String(text).trim()),
    gone.then(() => {
      throw new Error(`the virtual screen did not start: ${errors}`)
    }),
  ])
  return {
    display: `:${number}`,
    async close() {
      process.off('exit', endWithUs)
      child.kill('SIGTERM')
      await gone
    },
  }
}
