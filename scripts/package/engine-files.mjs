// The packages of npm that the engine loads: exactly the files that its bundles import at run time, found by the bundler.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { exec, which } from '../setup/exec.mjs'
import { PLATFORM, ROOT } from '../setup/paths.mjs'
import { packageOf } from './bundled.mjs'

/** What a package's folder has beside the imported files: its description, and the texts of its licence. */
const ALWAYS = /^(package\.json|(licen[cs]e|notice|copying)(\..*)?)$/i

/**
 * Native files, which a bundler does not see: the folder, and which of its files.
 * @type {{ folder: string, files: RegExp }[]}
 */
const NATIVE = [
  { folder: `node_modules/@duckdb/node-bindings-${PLATFORM}`, files: /\.(node|so|dylib|dll)$/ },
  { folder: 'node_modules/@tensorflow/tfjs-backend-wasm/dist', files: /\.wasm$/ },
  // Only its folder is needed: the addon is found beside this file.
  { folder: 'node_modules/@tensorflow/tfjs-node', files: /^package\.json$/ },
]

/**
 * @param {readonly string[]} entries bundles of the engine
 * @returns {Promise<string[]>} the files in node_modules that it loads, relative to the root, sorted
 */
export async function engineFiles(entries) {
  const native = NATIVE.flatMap(({ folder, files }) => filesOf(folder, files))
  return withDescriptions([...(await importedFiles(entries)), ...native])
}

/** @param {readonly string[]} entries @returns {Promise<string[]>} the files of packages that these import, directly or not */
async function importedFiles(entries) {
  const { rolldown } = await import('rolldown')
  const bundler = await rolldown({
    input: entries.map((entry) => join(ROOT, entry)),
    cwd: ROOT,
    platform: 'node',
    tsconfig: false,
    treeshake: false,
    external: [/\.node$/],
    // As Node resolves a package that has no exports.
    resolve: { mainFields: ['main'] },
    onLog(level, log, handle) {
      // Helpers that a package tries to load and works without.
      if (level !== 'info' && log.code !== 'UNRESOLVED_IMPORT') handle(level, log)
    },
  })
  try {
    const { output } = await bundler.generate({ format: 'esm', codeSplitting: true })
    return output
      .flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []))
      .flatMap(pathInPackages)
  } finally {
    await bundler.close()
  }
}

/** @param {string} id of a module @returns {string[]} its path from the outermost node_modules on; none if it is no file of a package */
export function pathInPackages(id) {
  const path = /(?:^|\/)(node_modules\/[^\0?]+)$/.exec(id.replaceAll('\\', '/').replace(/\?.*$/, ''))?.[1]
  return path && !id.startsWith('\0') ? [path.replace(/^.*?(node_modules\/)/, '$1')] : []
}

/** @param {readonly string[]} files @returns {string[]} with what every package of these has beside them */
function withDescriptions(files) {
  const packages = new Set(files.map(packageOf).filter((path) => path !== null))
  const descriptions = [...packages].flatMap((folder) => filesOf(folder, ALWAYS))
  return [...new Set([...files, ...descriptions])].sort()
}

/** @param {string} folder @param {RegExp} names */
function filesOf(folder, names) {
  if (!existsSync(join(ROOT, folder))) throw new Error(`${folder} is not installed`)
  return readdirSync(join(ROOT, folder))
    .filter((name) => names.test(name))
    .map((name) => `${folder}/${name}`)
}

/** @param {readonly string[]} files relative to the root @param {string} target */
export function copyFiles(files, target) {
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true })
    copyFileSync(join(ROOT, file), join(target, file))
  }
}

/**
 * Copies a program or library, on Linux without the symbols that only a debugger or linker reads. Windows has them in other files, and on
 * macOS a changed file would lose its signature, without which the system ends it.
 * @param {string} from @param {string} to
 */
export async function copyStripped(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  if (process.platform !== 'linux') return copyFileSync(from, to)
  const strip = which('strip')
  if (!strip)
    throw new Error(
      `${basename(from)} cannot be stripped: strip was not found (Debian: apt-get install binutils)`,
    )
  await exec(strip, ['--strip-unneeded', '-o', to, from], { timeout: 5 * 60_000 })
}
