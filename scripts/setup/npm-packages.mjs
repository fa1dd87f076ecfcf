// The npm packages of the lock file, without their install scripts (two of them download from hosts that may be closed).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { exec, which } from './exec.mjs'
import { readJson } from './files.mjs'
import { inModules, ROOT } from './paths.mjs'

/** @type {import('./chain.mjs').Way} */
export const npmCi = {
  kind: 'npm',
  title: 'npm packages from the lock file (npm ci)',
  inputs: () => [process.version],
  done: () => (matches(lockedPackages(), readJson(inModules('.package-lock.json'))?.packages) ? {} : null),
  async run(report) {
    const total = Object.keys(lockedPackages()).length
    let count = 0
    // npm writes this file last: without it an interrupted `npm ci` cannot be taken for a finished one.
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
 * Whether every package of the lock file stands installed in its version. Optional ones may be of another platform.
 * @param {Record<string, LockEntry>} locked @param {Record<string, LockEntry> | undefined} installed
 */
export function matches(locked, installed) {
  if (!installed) return false
  return Object.entries(locked).every(([path, entry]) => {
    const there = installed[path]
    return there ? there.version === entry.version : entry.optional === true
  })
}

/** The npm that started us, else the one on the path. */
function npm() {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return { command: process.execPath, args: [script] }
  const command = which('npm')
  if (!command) throw new Error('npm was not found: it comes with Node')
  return { command, args: [] }
}
