// The npm packages of the lock file, without their install scripts (two of them download from hosts that may be blocked).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { exec, which } from './exec.mjs'
import { readJson } from './files.mjs'
import { inModules, ROOT } from './paths.mjs'

/** @type {import('./chain.mjs').Installer} */
export const npmCi = {
  kind: 'npm',
  title: 'npm packages from the lock file (npm ci)',
  inputs: () => [process.version],
  detect: () => (matches(lockedPackages(), readJson(inModules('.package-lock.json'))?.packages) ? {} : null),
  async install(report) {
    const total = Object.keys(lockedPackages()).length
    let count = 0
    // npm writes this file last: without it, an interrupted `npm ci` is not mistaken for a finished one.
    rmSync(inModules('.package-lock.json'), { force: true })
    const { command, args } = npm()
    await exec(command, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'], {
      cwd: ROOT,
      timeout: 20 * 60_000,
      onLine(line) {
        if (line.startsWith('npm http'))
          report.progress('fetching npm packages', Math.min(++count, total), total, 'packages')
      },
    })
  },
}

/** @returns {Record<string, LockEntry>} @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockEntry */
function lockedPackages() {
  const { '': _root, ...packages } = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {}
  return packages
}

/**
 * Whether every package of the lock file is installed in its version. Optional ones may be for another platform.
 * @param {Record<string, LockEntry>} locked @param {Record<string, LockEntry> | undefined} installed
 */
export function matches(locked, installed) {
  if (!installed) return false
  return Object.entries(locked).every(([path, entry]) => {
    const found = installed[path]
    return found ? found.version === entry.version : entry.optional === true
  })
}

/** The npm that started this process, else the one in PATH. */
export function npm() {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return { command: process.execPath, args: [script] }
  const command = which('npm')
  if (!command) throw new Error('npm was not found: it comes with Node')
  return { command, args: [] }
}
