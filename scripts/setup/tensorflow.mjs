// Native TensorFlow for tfjs-node: two libraries from TensorFlow's wheel and the addon compiled against them.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { canInstall, installInstruction, installPackages } from './apt.mjs'
import { exec, which } from './exec.mjs'
import { fillFolder, readJson, writeJson } from './files.mjs'
import { fingerprint, inCache, inModules, PLATFORM } from './paths.mjs'
import { TENSORFLOW } from './pins.mjs'
import { findPython, pythonPath } from './python.mjs'
import { fetchWheel } from './wheel.mjs'
import { unzip } from './zip.mjs'

/** The headers of the C API that the addon is compiled against, out of the wheel's 13,000 headers. */
const HEADERS =
  /^tensorflow\/include\/((?:tensorflow\/(?:c|core\/platform)|tsl\/platform|xla\/tsl\/c)\/.*\.h)$/
const STAMP = 'stamp.json'

/** @returns {{ package: string, tag: string, bytes: number, python: Record<string, string>, libraries: Record<string, string> } | undefined} */
function pin() {
  return /** @type {any} */ (TENSORFLOW.platforms)[PLATFORM]
}

/** @type {import('./chain.mjs').Installer} */
export const tensorflowFromWheel = {
  kind: 'wheel',
  title: `TensorFlow ${TENSORFLOW.version} from its PyPI wheel`,
  unavailable: () => (pin() ? null : `PyPI has no TensorFlow library for ${PLATFORM} that tfjs-node can use`),
  inputs: () => [pin(), pythonPath(), compiler(), process.getuid?.()],
  detect: () =>
    isBuilt() && linkTarget() === folder() ? { version: TENSORFLOW.version, path: folder() } : null,
  async install(report) {
    if (!isBuilt()) await build(report)
    link()
  },
}

/** @type {import('./chain.mjs').Installer} */
export const tensorflowFromDownload = {
  kind: 'tfjs-download',
  title: "tfjs-node's own download of TensorFlow",
  inputs: () => [process.version],
  detect() {
    const binding = join(bindingFolder(), 'tfjs_binding.node')
    const isComplete =
      linkTarget() === null &&
      existsSync(binding) &&
      existsSync(inModules('@tensorflow', 'tfjs-node', '.downloaded'))
    return isComplete ? { version: libraryVersion(), path: bindingFolder() } : null
  },
  async install() {
    const home = inModules('@tensorflow', 'tfjs-node')
    rmSync(bindingFolder(), { recursive: true, force: true })
    const msSinceGrowth = trackGrowth(join(home, 'deps'))
    // install.js of tfjs-node downloads the library, then lets node-pre-gyp fetch (or build) the addon.
    await exec(process.execPath, ['scripts/install.js'], {
      cwd: home,
      env: { PATH: `${inModules('.bin')}:${process.env.PATH}` },
      timeout: 10 * 60_000,
      alive: () => msSinceGrowth() < 30_000,
    })
    await tryBinding(join(bindingFolder(), 'tfjs_binding.node'))
    writeJson(join(home, '.downloaded'), { version: libraryVersion() })
  },
}

/** @returns {string} the version of the library that tfjs-node's own install script fetches; for ARM it has one of the branch r2.7 */
function libraryVersion() {
  if (process.arch === 'arm64') return '2.7.0'
  return createRequire(import.meta.url)(inModules('@tensorflow', 'tfjs-node', 'scripts', 'deps-constants.js'))
    .LIBTENSORFLOW_VERSION
}

/** @returns {string} the folder in the cache, whose name contains a hash of its inputs */
function folder() {
  const recipe = fingerprint([
    pin()?.libraries,
    readJson(inModules('@tensorflow', 'tfjs-node', 'package.json'))?.version,
  ])
  return inCache(`tensorflow-${TENSORFLOW.version}-${PLATFORM}-${recipe}`)
}

/** @returns {string} where tfjs-node looks for its addon */
function bindingFolder() {
  return inModules('@tensorflow', 'tfjs-node', 'lib', 'napi-v8')
}

function isBuilt() {
  const stamp = readJson(join(folder(), STAMP))
  return (
    stamp !== null &&
    Object.entries(stamp.bytes).every(([name, bytes]) => sizeOf(join(folder(), name)) === bytes)
  )
}

/** @param {string} path */
function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size
}

function linkTarget() {
  const path = bindingFolder()
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : null
}

function link() {
  rmSync(bindingFolder(), { recursive: true, force: true })
  mkdirSync(join(bindingFolder(), '..'), { recursive: true })
  symlinkSync(folder(), bindingFolder(), process.platform === 'win32' ? 'junction' : 'dir')
}

/**
 * Fetches the wheel for the installed Python (the Keras tests can use the same file), else the one for 3.12.
 * @param {import('./progress.mjs').Report} report
 * @returns {Promise<string>} the wheel's path
 */
export async function fetchTensorflowWheel(report) {
  const pinned = pin()
  if (!pinned) throw new Error(`PyPI has no wheel of TensorFlow ${TENSORFLOW.version} for ${PLATFORM}`)
  const { tag } = await findPython(report)
  const python = pinned.python[tag] ? tag : 312
  return fetchWheel(
    {
      package: pinned.package,
      version: TENSORFLOW.version,
      file: `${pinned.package.replace('-', '_')}-${TENSORFLOW.version}-cp${python}-cp${python}-${pinned.tag}.whl`,
      platform: pinned.tag,
      python: `3.${python - 300}`,
      bytes: pinned.bytes,
      sha256: pinned.python[python] ?? '',
    },
    report,
  )
}

/** @param {import('./progress.mjs').Report} report */
async function build(report) {
  const libraries = pin()?.libraries ?? {}
  const cxx = await findCompiler(report)
  const wheel = await fetchTensorflowWheel(report)
  await fillFolder(folder(), async (part) => {
    const choose = (/** @type {string} */ name) => {
      const header = HEADERS.exec(name)?.[1]
      if (header) return join('include', header)
      const library = name.startsWith('tensorflow/') ? basename(name) : ''
      return library in libraries && name === `tensorflow/${library}` ? library : null
    }
    await unzip(wheel, part, choose, {
      sha256: libraries,
      onProgress: (done, total) => report.progress('unpacking', done, total),
    })
    for (const name of Object.keys(libraries)) {
      if (!existsSync(join(part, name))) throw new Error(`the wheel has no ${name}`)
    }
    report.info('compiling the addon')
    await compile(cxx, part, Object.keys(libraries))
    await tryBinding(join(part, 'tfjs_binding.node'))
    const names = [...Object.keys(libraries), 'tfjs_binding.node']
    writeJson(join(part, STAMP), {
      bytes: Object.fromEntries(names.map((name) => [name, sizeOf(join(part, name))])),
    })
    rmSync(join(part, 'include'), { recursive: true })
  })
}

function compiler() {
  return process.env.CXX || ['g++', 'clang++', 'c++'].map(which).find(Boolean) || ''
}

/** @param {import('./progress.mjs').Report} report */
async function findCompiler(report) {
  if (!compiler() && canInstall()) await installPackages(['g++'], report)
  const found = compiler()
  if (found) return found
  const instruction =
    process.platform === 'darwin' ? 'type: xcode-select --install' : installInstruction(['g++'])
  throw new Error(`no C++ compiler found: ${instruction}`)
}

/** @param {string} cxx @param {string} part @param {string[]} libraries */
async function compile(cxx, part, libraries) {
  const home = inModules('@tensorflow', 'tfjs-node', 'binding')
  const sources = readdirSync(home).filter((name) => name.endsWith('.cc'))
  const mac = process.platform === 'darwin'
  await exec(
    cxx,
    [
      ...[
        '-O2',
        '-std=c++17',
        '-fPIC',
        '-DNAPI_VERSION=8',
        ...(mac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
      ],
      ...['-I', inModules('node-api-headers', 'include'), '-I', join(part, 'include')],
      ...sources.map((name) => join(home, name)),
      ...libraries.map((name) => join(part, name)),
      ...[`-Wl,-rpath,${mac ? '@loader_path' : '$ORIGIN'}`, '-o', join(part, 'tfjs_binding.node')],
    ],
    { timeout: 5 * 60_000 },
  )
}

/** @param {string} path loaded in a separate process, so that a broken library cannot crash the set-up */
async function tryBinding(path) {
  const code = 'process.stdout.write(String(require(process.argv[1]).TF_Version))'
  await exec(process.execPath, ['-e', code, path], { env: { TF_CPP_MIN_LOG_LEVEL: '3' }, timeout: 120_000 })
}

/** @param {string} path @returns {() => number} ms since the files in that folder last grew */
function trackGrowth(path) {
  let bytes = -1
  let grewAt = Date.now()
  return () => {
    const names = existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : []
    const size = names.reduce((sum, name) => sum + (sizeOf(join(path, name)) ?? 0), 0)
    if (size !== bytes) grewAt = Date.now()
    bytes = size
    return Date.now() - grewAt
  }
}
