// Adds the optional packages of other platforms to package-lock.json, which npm leaves out when its registry mirror lacks them.
// Without them `npm ci` refuses the lock file everywhere. Run it after every change of the dependencies.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './setup/paths.mjs'

/** @typedef {{ version?: string, dev?: boolean, optionalDependencies?: Record<string, string>, [key: string]: unknown }} Entry */

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * @param {Record<string, Entry>} packages of a lock file
 * @returns {Record<string, Entry>} the missing entries
 * @throws {Error} for an optional package whose version is a range: only npm can choose one
 */
export function missingOptional(packages) {
  /** @type {Record<string, Entry>} */
  const missing = {}
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = resolve({ ...packages, ...missing }, path, name)
      const exact = /^\d/.test(version)
      if (found && (!exact || found.version === version)) continue
      if (!exact) throw new Error(`${name} ${version}, wanted by ${path}, has no exact version`)
      // Another version is installed where Node looks first: this one goes under the package that depends on it.
      missing[join(found ? path : '', 'node_modules', name)] = platformEntry(
        name,
        version,
        entry.dev === true,
      )
    }
  }
  return missing
}

/** @param {Record<string, Entry>} packages @param {string} from @param {string} name resolved as Node does, from folder to parent folder */
function resolve(packages, from, name) {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1))) {
    const entry = packages[join(path, 'node_modules', name)]
    if (entry || path === '') return entry
  }
}

/** @param {string} name ends with the platform, as `-linux-arm64-musl` @param {string} version @param {boolean} dev */
function platformEntry(name, version, dev) {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = SYSTEMS.filter((word) => words.includes(word))
  const cpu = PROCESSORS.filter((word) => words.includes(word))
  if (cpu.length !== 1 || (os.length !== 1 && cpu[0] !== 'wasm32'))
    throw new Error(`${name}: no platform can be read from its name`)
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.includes('gnu')
      ? ['glibc']
      : null
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(ROOT, 'package-lock.json')
  const lock = JSON.parse(readFileSync(path, 'utf8'))
  const missing = missingOptional(lock.packages)
  const { '': root, ...packages } = { ...lock.packages, ...missing }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync(
    path,
    `${JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(sorted) } }, null, 2)}\n`,
  )
  process.stdout.write(`${Object.keys(missing).length} packages of other platforms added\n`)
}
