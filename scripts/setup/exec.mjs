// Runs other programs with a timeout, and keeps the end of their output for the error message.
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const TAIL_LENGTH = 4000

/**
 * @typedef {{ cwd?: string, env?: Record<string, string | undefined>, timeout?: number, onLine?: (line: string) => void,
 *   alive?: () => boolean }} ExecOptions
 * `timeout` in ms; `alive` is called once a second, and false kills the program (for stalled downloads).
 */

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {ExecOptions} [options]
 * @returns {Promise<string>} its standard output
 * @throws {Error} with the program, the exit code and the last lines it printed
 */
export function exec(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    let output = ''
    let tail = ''
    let killReason = ''
    const kill = (/** @type {string} */ reason) => {
      killReason = reason
      killTree(child.pid)
    }
    const { timeout } = options
    const timer = timeout
      ? setTimeout(() => kill(`gave no result within ${timeout / 1000} s`), timeout)
      : null
    const watchdog = options.alive
      ? setInterval(() => options.alive?.() || kill('made no progress'), 1000)
      : null
    const onExit = () => killTree(child.pid)
    process.once('exit', onExit)
    const onData = (/** @type {Buffer} */ chunk, /** @type {boolean} */ out) => {
      const text = chunk.toString()
      if (out) output += text
      tail = (tail + text).slice(-TAIL_LENGTH)
      if (options.onLine)
        for (const line of text.split(/[\r\n]+/)) if (line.trim()) options.onLine(line.trim())
    }
    child.stdout.on('data', (chunk) => onData(chunk, true))
    child.stderr.on('data', (chunk) => onData(chunk, false))
    const settle = (/** @type {Error | null} */ error) => {
      if (timer) clearTimeout(timer)
      if (watchdog) clearInterval(watchdog)
      process.off('exit', onExit)
      if (error) reject(error)
      else resolve(output)
    }
    child.on('error', (error) => settle(new Error(`${command} cannot be run: ${error.message}`)))
    child.on('close', (code, signal) => {
      if (killReason) settle(new Error(`${command} ${killReason}`))
      else if (code === 0) settle(null)
      else settle(new Error(`${command} ended with ${signal ?? code}: ${summarizeOutput(tail)}`))
    })
  })
}

/** @param {number | undefined} pid a child that is the leader of its process group */
export function killTree(pid) {
  if (!pid) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has already exited.
  }
}

/** The line with the error message in the output of npm, pip, apt, compilers and Node. */
const ERROR_LINE = /^(\w*Error|ERROR|E|fatal|npm error)\b ?[:\w]|: (fatal )?error: /

/** @param {string} text @returns {string} its last 2 error lines, else its last 3 lines, at most 600 characters */
export function summarizeOutput(text) {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim())
  const errors = lines.filter((line) => ERROR_LINE.test(line))
  const summary = errors.length > 0 ? errors.slice(-2) : lines.filter(Boolean).slice(-3)
  return summary.join(' / ').slice(-600)
}

/** @param {string} name @returns {string | null} the program's path, found without starting anything */
export function which(name) {
  if (name.includes('/')) return isExecutable(name) ? name : null
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const file of names) if (folder && isExecutable(join(folder, file))) return join(folder, file)
  }
  return null
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
