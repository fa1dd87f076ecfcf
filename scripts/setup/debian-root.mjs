// A fresh root file system of this machine's Debian or Ubuntu release, for the tests that install a package. It has nothing but the
// minimal system, and the tests lay what they write over it, so it is made once.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages } from './apt.mjs'
import { exec, which } from './exec.mjs'
import { fillFolder, readJson, writeJson } from './files.mjs'
import { inCache } from './paths.mjs'

const STAMP = 'made.json'
const TIMEOUT_MS = 20 * 60_000

/** @type {import('./chain.mjs').Installer} */
export const debootstrap = {
  kind: 'debootstrap',
  title: 'a fresh root file system (debootstrap)',
  unavailable() {
    if (process.platform !== 'linux') return 'it needs Linux'
    if (process.getuid?.() !== 0) return 'only root can make and enter it'
    return which('apt-get') === null ? 'it needs the package sources of Debian or Ubuntu' : null
  },
  inputs: () => [release()],
  detect() {
    const path = folder()
    const made = readJson(join(path, STAMP))
    return made ? { path: join(path, 'root'), version: made.release } : null
  },
  async install(report) {
    await installPackages(['debootstrap', 'iproute2', 'util-linux'], report)
    const mirror = await mirrorOf(release())
    await fillFolder(folder(), async (part) => {
      await exec('debootstrap', ['--variant=minbase', release(), join(part, 'root'), mirror], {
        timeout: TIMEOUT_MS,
      })
      writeJson(join(part, STAMP), { release: release() })
    })
  },
}

const folder = () => inCache(`debian-root-${release()}-${process.arch}`)

/** @returns {string} the code name of this machine's release, for example `bookworm` */
function release() {
  return /^VERSION_CODENAME="?([\w-]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? ''
}

/** @param {string} name of a release @returns {Promise<string>} the mirror from which apt installs it on this machine */
async function mirrorOf(name) {
  const format = ['--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)', 'Created-By: Packages']
  const targets = (await exec('apt-get', ['indextargets', ...format])).split('\n')
  const line = targets.find((target) => target.endsWith(` ${name} main`))
  if (!line) throw new Error(`apt has no source with the main packages of the release "${name}"`)
  return line.split(' ')[0] ?? ''
}
