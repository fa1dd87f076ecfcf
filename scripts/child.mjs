// Starts the program a script is for, in our terminal: signals are passed on, its exit code is ours.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * A terminal sends Ctrl-C to the child by itself; passed on as well it would arrive twice.
 * @param {NodeJS.Signals} signal
 */
function comesFromTerminal(signal) {
  return signal === 'SIGINT' && Boolean(process.stdin.isTTY)
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, onStart?: (child: import('node:child_process').ChildProcess) => void,
 *   stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<{ code: number, ms: number, interrupted: boolean }>} `code`: a signal becomes 128 + its number, as in a
 *   shell; `interrupted`: we were told to end, and the child with us
 */
export function foreground(command, args, { env, onStart, stdio = 'inherit' } = {}) {
  const started = Date.now()
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio, env: { ...process.env, ...env } })
    let interrupted = false
    const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true
      if (!comesFromTerminal(signal)) child.kill(signal)
    }
    const handlers = SIGNALS.map((signal) => ({ signal, handle: () => interrupt(signal) }))
    for (const { signal, handle } of handlers) process.on(signal, handle)
    onStart?.(child)
    const end = () => {
      for (const { signal, handle } of handlers) process.off(signal, handle)
    }
    child.on('error', (error) => {
      end()
      fail(error)
    })
    child.on('close', (code, signal) => {
      end()
      done({
        code: code ?? 128 + (signal ? constants.signals[signal] : 0),
        ms: Date.now() - started,
        interrupted,
      })
    })
  })
}

/** Ends this process on Ctrl-C and the like, so that what it started is ended and its lock is freed. */
export function endOnSignals() {
  const handlers = SIGNALS.map((signal) => ({
    signal,
    handle: () => process.exit(128 + constants.signals[signal]),
  }))
  for (const { signal, handle } of handlers) process.on(signal, handle)
  return () => {
    for (const { signal, handle } of handlers) process.off(signal, handle)
  }
}
