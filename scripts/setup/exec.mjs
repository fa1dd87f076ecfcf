// Runs other programs: bounded in time, with the end of their output kept for the error message.
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const TAIL = 4000

/**
 * @typedef {{ cwd?: string, env?: Record<string, string | undefined>, timeout?: number, onLine?: (line: string) => void,
 *   alive?: () => boolean }} ExecOptions
 * `timeout` in ms; `alive` is asked once a second, and false ends the program (used for downloads that stall).
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
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    let output = ''
    let tail = ''
    let ended = ''
    const end = (/** @type {string} */ why) => {
      ended = why
      killTree(child.pid)
    }
    const { timeout } = options
    const limit = timeout ? setTimeout(() => end(`gave no result within ${timeout / 1000} s`), timeout) : null
    const watch = options.alive ? setInterval(() => options.alive?.() || end('made no progress'), 1000) : null
    const quit = () => killTree(child.pid)
    process.once('exit', quit)
    const read = (/** @type {Buffer} */ chunk, /** @type {boolean} */ out) => {
      const text = chunk.toString()
      if (out) output += text
      tail = (tail + text).slice(-TAIL)
      if (options.onLine)
        for (const line of text.split(/[\r\n]+/)) if (line.trim()) options.onLine(line.trim())
    }
    child.stdout.on('data', (chunk) => read(chunk, true))
    child.stderr.on('data', (chunk) => read(chunk, false))
    const settle = (/** @type {Error | null} */ error) => {
      if (limit) clearTimeout(limit)
      if (watch) clearInterval(watch)
      process.off('exit', quit)
      if (error) fail(error)
      else done(output)
    }
    child.on('error', (error) => settle(new Error(`${command} cannot be run: ${error.message}`)))
    child.on('close', (code, signal) => {
      if (ended) settle(new Error(`${command} ${ended}`))
      else if (code === 0) settle(null)
      else settle(new Error(`${command} ended with ${signal ?? code}: ${lastLines(tail)}`))
    })
  })
}

/** @param {number | undefined} pid a child started as the head of its own group */
export function killTree(pid) {
  if (!pid) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** How npm, pip, apt, compilers and Node begin the line that says what went wrong. */
const ERROR_LINE = /^(\w*Error|ERROR|E|fatal|npm error)\b ?[:\w]|: (fatal )?error: /

/** @param {string} text @returns {string} what a person needs of a long output: its error lines, else its last ones */
export function lastLines(text) {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim())
  const errors = lines.filter((line) => ERROR_LINE.test(line))
  const shown = errors.length > 0 ? errors.slice(-2) : lines.filter(Boolean).slice(-3)
  return shown.join(' / ').slice(-600)
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
