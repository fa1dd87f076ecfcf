// The folder with the program, made by electron-builder from what is staged, and checked: its fuses are read back.
import { chmodSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from '../setup/files.mjs'
import { ROOT } from '../setup/paths.mjs'
import { fuseFaults, fuseSettings, readFuses } from './fuses.mjs'
import { layoutOf } from './layout.mjs'
import { electronProgram } from './stage.mjs'

/**
 * @param {{ stage: import('./stage.mjs').Stage, electron: string, work: string, target: string }} options `electron`: its version;
 *   `work`: a folder for electron-builder; `target`: the folder to be made
 * @returns {Promise<string>} the program in the folder
 * @throws {Error} naming each fuse that is not as it should be
 */
export async function makeFolder({ stage, electron, work, target }) {
  const { build, Platform } = await loadBuilder()
  await build({
    projectDir: ROOT,
    targets: Platform.current().createTarget('dir'),
    publish: 'never',
    config: {
      directories: { app: stage.app, output: work, buildResources: join(ROOT, 'assets') },
      files: ['**/*'],
      // The packages are in the bundles, or staged with the engine.
      beforeBuild: async () => false,
      // Before a system's signature is made. Moved as it is: electron-builder's own copy leaves out node_modules.
      afterPack: async ({ appOutDir }) => renameSync(stage.engine, engineOf(appOutDir)),
      electronVersion: electron,
      electronDist: stage.electron,
      electronFuses: fuseSettings(await readFuses(electronProgram(stage.electron))),
    },
  })
  const made = readdirSync(work).find((name) => lstatSync(join(work, name)).isDirectory())
  if (!made) throw new Error(`electron-builder made no folder in ${work}`)
  rmSync(target, { recursive: true, force: true })
  renameSync(join(work, made), target)
  if (process.platform !== 'win32') makeReadable(target)
  const program = programOf(target)
  const faults = fuseFaults(await readFuses(program))
  if (faults.length > 0) throw new Error(`the fuses of ${program} differ:\n${faults.join('\n')}`)
  return program
}

/** @param {string} folder a packed folder @returns {string} */
export function programOf(folder) {
  return join(folder, layoutOf(process.platform).program)
}

/** The folder beside the archive, as Electron names it for files that cannot be in it. */
const BESIDE_ARCHIVE = 'app.asar.unpacked'

/** @param {string} folder a packed folder @returns {string} the folder of the engine in it */
export function engineOf(folder) {
  return join(folder, layoutOf(process.platform).resources, BESIDE_ARCHIVE)
}

export async function loadBuilder() {
  // Its copies are real ones: a link to a file of the cache would let the package change it.
  process.env.USE_HARD_LINKS = 'false'
  const { default: builder } = await import('electron-builder')
  return builder
}

/**
 * Whatever the mask of the person who builds: everybody may read the folder, and only its owner may write.
 * @param {string} folder
 * @returns {number} the bytes of its files
 */
export function makeReadable(folder) {
  let bytes = 0
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) continue
    const { mode, size } = lstatSync(path)
    chmodSync(path, entry.isDirectory() || mode & 0o100 ? 0o755 : 0o644)
    if (entry.isFile()) bytes += size
  }
  return bytes
}

/** @returns {string} the version of the app */
export function appVersion() {
  return readJson(join(ROOT, 'package.json')).version
}
