// Runs the main program of a script in this terminal: signals are passed on to it and its exit code is returned.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * A terminal sends Ctrl-C to the child itself; if it were also passed on, it would arrive twice.
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
 * @returns {Promise<{ code: number, ms: number, interrupted: boolean }>} `code`: 128 + the number of the signal that ended the
 *   program, as in a shell; `interrupted`: this process received a signal to exit, and passed it on
 */
export function runInForeground(command, args, { env, onStart, stdio = 'inherit' } = {}) {
  const started = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio, env: { ...process.env, ...env } })
    let interrupted = false
    const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true
      if (!comesFromTerminal(signal)) child.kill(signal)
    }
    const handlers = SIGNALS.map((signal) => ({ signal, handle: () => onSignal(signal) }))
    for (const { signal, handle } of handlers) process.on(signal, handle)
    onStart?.(child)
    const removeHandlers = () => {
      for (const { signal, handle } of handlers) process.off(signal, handle)
    }
    child.on('error', (error) => {
      removeHandlers()
      reject(error)
    })
    child.on('close', (code, signal) => {
      removeHandlers()
      resolve({
        code: code ?? 128 + (signal ? constants.signals[signal] : 0),
        ms: Date.now() - started,
        interrupted,
      })
    })
  })
}

/**
 * Makes this process exit on SIGINT, SIGTERM and SIGHUP, so that its `exit` handlers end its children and
 * release its locks.
 * @returns {() => void} removes the signal handlers
 */
export function exitOnSignals() {
  const handlers = SIGNALS.map((signal) => ({
    signal,
    handle: () => process.exit(128 + constants.signals[signal]),
  }))
  for (const { signal, handle } of handlers) process.on(signal, handle)
  return () => {
    for (const { signal, handle } of handlers) process.off(signal, handle)
  }
}
