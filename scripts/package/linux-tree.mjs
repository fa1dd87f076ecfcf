// What a Linux package installs: the packed folder in /opt, the files of assets/linux in /usr, and a link in /usr/bin.
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exec } from '../setup/exec.mjs'
import { ROOT } from '../setup/paths.mjs'
import { makeReadable } from './folder.mjs'

/** Without blanks, because of programs that start it from a line of text. */
export const HOME = '/opt/layerloom'

/**
 * @param {{ folder: string, work: string, licence: string }} options `folder`: the packed one; `work`: an empty folder on the same disk;
 *   `licence`: the installed path of our licence
 * @param {(home: string) => void} [add] adds files to the program's folder
 * @returns {Promise<number>} the bytes installed
 */
export async function fillLinuxTree({ folder, work, licence }, add = () => {}) {
  const home = join(work, HOME)
  mkdirSync(dirname(home), { recursive: true })
  // Hard links where the system makes them: the files are only read from here on.
  await exec('cp', ['-al', folder, home])
  const sandbox = join(home, 'chrome-sandbox')
  // A file of its own, because only the package's has the right to change the user.
  rmSync(sandbox)
  cpSync(join(folder, 'chrome-sandbox'), sandbox)
  add(home)
  cpSync(join(ROOT, 'assets', 'linux', 'usr'), join(work, 'usr'), { recursive: true })
  mkdirSync(join(work, 'usr', 'bin'), { recursive: true })
  symlinkSync(`${HOME}/layerloom`, join(work, 'usr', 'bin', 'layerloom'))
  mkdirSync(dirname(join(work, licence)), { recursive: true })
  cpSync(join(ROOT, 'LICENSE'), join(work, licence))
  const bytes = makeReadable(work)
  chmodSync(sandbox, 0o4755)
  return bytes
}
