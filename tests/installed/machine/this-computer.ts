/** This computer as a machine, for its user `nobody`: with a home folder of its own, without the variables of the tests. Commands of
 *  another user run as the user of the tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { exec } from '../../../scripts/setup/exec.mjs'
import type { CommandOptions, Machine } from './machine.ts'

/** The user and group of `nobody` on Debian and its relatives. */
const NOBODY = 65534
const COMMAND_MS = 60_000

/** Only root can become another user: else the commands of `nobody` run as the user of the tests, too.
 *  @param folder where the home folder is made */
export function thisComputer(folder: string): Machine {
  const isRoot = process.getuid?.() === 0
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  if (isRoot) chownSync(home, NOBODY, NOBODY)
  const commandLine = (command: string, { user, env = {} }: CommandOptions): [string, string[]] => {
    const variables = { PATH: '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8', ...env }
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
    const words = ['env', '-i', '-C', home, ...assignments, 'sh', '-c', command]
    const become = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--']
    const [program = '', ...args] = isRoot && user === 'nobody' ? [...become, ...words] : words
    return [program, args]
  }
  return {
    path: (inside) => inside,
    run: (command, options = {}) => exec(...commandLine(command, options), { timeout: COMMAND_MS }),
    start: (command, options = {}): ChildProcess =>
      spawn(...commandLine(command, options), { stdio: ['ignore', 'pipe', 'pipe'] }),
    forward: async (port) => port,
    stop: async () => {},
  }
}
