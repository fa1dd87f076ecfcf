// Debian and Ubuntu packages: reads dpkg's records (starts no process), installs as root only, else prints the command to type.
import { existsSync } from 'node:fs'
import { exec, which } from './exec.mjs'

let updated = false

/** @returns {boolean} whether this is a Debian-like machine on which packages may be installed */
export function canInstall() {
  return process.getuid?.() === 0 && which('apt-get') !== null
}

/** @param {string} arch as Node names it @returns {string} as Debian does */
export function debArch(arch) {
  return arch === 'x64' ? 'amd64' : arch
}

/** @param {string} name a package, or alternatives as `libgtk-3-0|libgtk-3-0t64` */
export function hasPackage(name) {
  const arch = debArch(process.arch)
  return name
    .split('|')
    .some((one) => ['', `:${arch}`].some((suffix) => existsSync(`/var/lib/dpkg/info/${one}${suffix}.list`)))
}

/**
 * Installs the missing packages of `names`. Of alternatives, it installs the first one in the machine's package lists.
 * @param {string[]} names
 * @param {import('./progress.mjs').Report} report
 * @throws {Error} naming the command to type when packages cannot be installed from here
 */
export async function installPackages(names, report) {
  const missing = names.filter((name) => !hasPackage(name))
  if (missing.length === 0) return
  if (!canInstall()) throw new Error(installInstruction(missing))
  if (!updated) {
    report.info('reading the package lists (apt-get update)')
    await apt(['update'])
    updated = true
  }
  const chosen = await Promise.all(missing.map(chooseAlternative))
  report.info(`installing ${chosen.join(' ')} (apt-get install)`)
  await apt(['install', '-y', '--no-install-recommends', ...chosen])
}

/** @param {string[]} names @returns {string} the instruction for a person to install them */
export function installInstruction(names) {
  const first = names.map((name) => name.split('|')[0]).join(' ')
  if (process.platform !== 'linux') return `install ${first}`
  return which('apt-get')
    ? `type: sudo apt-get install ${first}`
    : `install ${first} with this system's package manager`
}

/** @param {string} name */
async function chooseAlternative(name) {
  const names = name.split('|')
  for (const one of names) {
    const policy = await exec('apt-cache', ['policy', one]).catch(() => '')
    if (/Candidate: (?!\(none\))\S/.test(policy)) return one
  }
  return names[0] ?? name
}

/** @param {string[]} args */
function apt(args) {
  return exec('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '-q', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    timeout: 15 * 60_000,
  })
}
