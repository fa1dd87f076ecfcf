// Builds the stale bundles into dist/: the window, Electron's main and preload, engine, run, web host and command line.
// `node scripts/build.mjs [NAME…]` builds only the named bundles; other scripts call `build`.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { packagesIn } from './package/bundled.mjs'
import { readJson, writeJson } from './setup/files.mjs'
import { withLock } from './setup/lock.mjs'
import { ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'

/**
 * @typedef {object} Bundle
 * @property {string} name
 * @property {string} entry
 * @property {string} out
 * @property {'window' | 'electron' | 'node'} kind
 * @property {string[]} inputs source files and folders of the bundle
 */

const HOST = ['electron', 'shared']

/** @type {Bundle[]} */
export const BUNDLES = [
  {
    name: 'renderer',
    entry: 'renderer/index.html',
    out: 'dist/renderer/index.html',
    kind: 'window',
    inputs: ['renderer', 'shared', 'assets'],
  },
  {
    name: 'main',
    entry: 'electron/main/index.ts',
    out: 'dist/electron/main.cjs',
    kind: 'electron',
    inputs: HOST,
  },
  {
    name: 'preload',
    entry: 'electron/preload.ts',
    out: 'dist/electron/preload.cjs',
    kind: 'electron',
    inputs: HOST,
  },
  {
    name: 'engine',
    entry: 'electron/engine/index.ts',
    out: 'dist/engine/index.mjs',
    kind: 'node',
    inputs: HOST,
  },
  {
    name: 'run',
    entry: 'electron/engine/worker/index.ts',
    out: 'dist/engine/run.mjs',
    kind: 'node',
    inputs: HOST,
  },
  { name: 'web', entry: 'electron/web/index.ts', out: 'dist/web/index.mjs', kind: 'node', inputs: HOST },
  { name: 'cli', entry: 'electron/cli/index.ts', out: 'dist/cli/index.mjs', kind: 'node', inputs: HOST },
  {
    name: 'bench',
    entry: 'bench/index.ts',
    out: 'dist/bench/index.mjs',
    kind: 'node',
    inputs: [...HOST, 'bench'],
  },
]

const STAMPS = join(ROOT, 'dist', 'stamps')

/**
 * Builds the bundles whose sources changed.
 * @param {{ only?: string[], report?: import('./setup/progress.mjs').Report }} [options] `only`: names of BUNDLES
 * @returns {Promise<string[]>} the names that were built
 * @throws {Error} naming the bundle that does not build, with the compiler's message
 */
export async function build({ only, report = createReport() } = {}) {
  const selected = BUNDLES.filter(({ name }) => !only || only.includes(name))
  const present = selected.filter((bundle) => existsSync(join(ROOT, bundle.entry)))
  for (const { name, entry } of selected.filter((bundle) => !present.includes(bundle))) {
    report.info(`left out: ${name}, there is no ${entry}`)
  }
  if (!present.some(isStale)) return []
  return withLock(join(ROOT, 'dist'), async () => {
    const stale = present.filter(isStale)
    /** @type {string[]} */
    const failed = []
    for (const bundle of stale) {
      report.step(`building ${bundle.name}`)
      const print = fingerprintOf(bundle)
      try {
        const packages = packagesIn(await (bundle.kind === 'window' ? buildWindow() : bundleFile(bundle)))
        writeJson(stampOf(bundle), { print, packages })
        report.finish(`built ${bundle.name}`)
      } catch (error) {
        const message = stripVTControlCharacters(/** @type {Error} */ (error).message)
        failed.push(`${bundle.name} does not build: ${message}`)
        report.warn(`${bundle.name} does not build`)
      }
    }
    if (failed.length > 0) throw new Error(failed.join('\n\n'))
    return stale.map(({ name }) => name)
  })
}

/**
 * @param {string} name of a bundle that is built
 * @returns {string[]} the packages whose code or styles are in it, as paths like `node_modules/react`
 */
export function bundledPackages(name) {
  const packages = readJson(join(STAMPS, `${name}.json`))?.packages
  if (!packages) throw new Error(`${name} is not built: run \`node scripts/build.mjs ${name}\``)
  return packages
}

/** Builds the window with renderer/vite.config.ts. */
async function buildWindow() {
  const vite = await import('vite')
  const home = join(ROOT, 'renderer')
  const built = await vite.build({
    root: home,
    configFile: join(home, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'error',
  })
  return /** @type {import('vite').Rolldown.RolldownOutput} */ (built).output
}

/** @param {Bundle} bundle */
async function bundleFile(bundle) {
  const { rolldown } = await import('rolldown')
  const inElectron = bundle.kind === 'electron'
  const bundler = await rolldown({
    input: join(ROOT, bundle.entry),
    cwd: ROOT,
    platform: 'node',
    tsconfig: false,
    external: inElectron ? isElectronExternal : isPackage,
    transform: { target: inElectron ? ['node16', 'chrome108'] : 'node20' },
    onLog(level, log, handle) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
      handle(level, log)
    },
  })
  try {
    const { output } = await bundler.write({
      file: join(ROOT, bundle.out),
      format: inElectron ? 'cjs' : 'esm',
      codeSplitting: false,
      sourcemap: true,
    })
    return output
  } finally {
    await bundler.close()
  }
}

/**
 * Electron's bundles include their packages. External are only Electron, Node's built-in modules and msgpackr's optional
 * native helper, without which msgpackr works too.
 * @param {string} id
 */
function isElectronExternal(id) {
  return (
    id === 'electron' || id.startsWith('node:') || builtinModules.includes(id) || id === 'msgpackr-extract'
  )
}

/** @param {string} id */
function isPackage(id) {
  return !id.startsWith('.') && !isAbsolute(id)
}

/** @param {Bundle} bundle */
function isStale(bundle) {
  return !existsSync(join(ROOT, bundle.out)) || readJson(stampOf(bundle))?.print !== fingerprintOf(bundle)
}

/** @param {Bundle} bundle */
function stampOf(bundle) {
  return join(STAMPS, `${bundle.name}.json`)
}

/** @param {Bundle} bundle @returns {string} a hash of the sources, the lock file and this script */
function fingerprintOf(bundle) {
  const hash = createHash('sha256')
  for (const file of [...bundle.inputs, 'package-lock.json', 'scripts/build.mjs'].flatMap(filesOf)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} path relative to the root @returns {string[]} the files in it, sorted */
function filesOf(path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  try {
    const entries = readdirSync(full, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
      .sort()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [path]
    throw error
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv.slice(2)
  try {
    const built = await build(only.length > 0 ? { only } : {})
    if (built.length === 0) createReport().info('nothing to build: all is as the sources say')
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
    process.exitCode = 1
  }
}
