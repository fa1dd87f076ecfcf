// Finds a Python with pip, which downloads wheels from the package registry and runs the real Keras of the tests.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { canInstall, installInstruction, installPackages } from './apt.mjs'
import { exec, which } from './exec.mjs'
import { temporaryName } from './files.mjs'
import { inCache } from './paths.mjs'

/** @typedef {{ command: string, tag: number }} Python `tag` as wheels write it: 311 for 3.11 */

const NAMES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']
const PROBE = 'import sys; print(sys.version_info[0] * 100 + sys.version_info[1])'

/** @returns {string} the Python that will be used, found without starting a process; '' if there is none */
export function pythonPath() {
  const chosen = process.env.LAYERLOOM_PYTHON
  return chosen || NAMES.map(which).find(Boolean) || ''
}

/**
 * A Python ≥ 3.9; one that TensorFlow has a wheel for is preferred.
 * @param {import('./progress.mjs').Report} report
 * @returns {Promise<Python>}
 * @throws {Error} naming what to install
 */
export async function findPython(report) {
  const found = await search()
  if (found) return found
  if (canInstall()) {
    await installPackages(['python3', 'python3-venv'], report)
    const installed = await search()
    if (installed) return installed
  }
  throw new Error(`no Python 3 found: ${installInstruction(['python3', 'python3-venv'])}`)
}

/** @returns {Promise<Python | null>} */
async function search() {
  /** @type {Python | null} */
  let fallback = null
  const names = process.env.LAYERLOOM_PYTHON ? [process.env.LAYERLOOM_PYTHON] : NAMES
  for (const name of names) {
    const command = which(name)
    if (!command) continue
    const tag = Number((await exec(command, ['-c', PROBE], { timeout: 20_000 }).catch(() => '0')).trim())
    if (tag >= 310 && tag <= 313) return { command, tag }
    if (tag >= 309 && !fallback) fallback = { command, tag }
  }
  return fallback
}

/**
 * The command and arguments that start pip: that of the Python, else that of a small virtual environment in the cache.
 * @param {import('./progress.mjs').Report} report
 * @returns {Promise<{ command: string, args: string[], tag: number }>}
 */
export async function findPip(report) {
  const python = await findPython(report)
  if (await succeeds(python.command, ['-m', 'pip', '--version'])) {
    return { command: python.command, args: ['-m', 'pip'], tag: python.tag }
  }
  const folder = inCache('pip')
  const command = venvPython(folder)
  if (!existsSync(command) || !(await succeeds(command, ['-m', 'pip', '--version']))) {
    report.info('this Python has no pip: making an environment that has')
    await createVenv(python.command, folder, report)
  }
  return { command, args: ['-m', 'pip'], tag: python.tag }
}

/**
 * Creates a virtual environment at its final path, because its scripts contain that path. The caller's stamp marks it
 * as complete.
 * @param {string} python
 * @param {string} folder
 * @param {import('./progress.mjs').Report} report
 */
export async function createVenv(python, folder, report) {
  if (existsSync(folder)) {
    const old = temporaryName(folder)
    renameSync(folder, old)
    rmSync(old, { recursive: true, force: true })
  }
  const create = () => exec(python, ['-m', 'venv', folder], { timeout: 180_000 })
  try {
    await create()
  } catch (error) {
    const packages = ['python3-venv']
    if (!canInstall())
      throw new Error(`${/** @type {Error} */ (error).message}; ${installInstruction(packages)}`)
    await installPackages(packages, report)
    rmSync(folder, { recursive: true, force: true })
    await create()
  }
}

/** @param {string} folder a virtual environment */
export function venvPython(folder) {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}

/** @param {string} command @param {string[]} args */
async function succeeds(command, args) {
  try {
    await exec(command, args, { timeout: 60_000 })
    return true
  } catch {
    // A failure means that the program cannot do this here.
    return false
  }
}
