// Lays out what electron-builder packs: the app for the archive, and beside it the engine with Node and TensorFlow, which cannot be in it.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bundledPackages } from '../build.mjs'
import { readJson, writeJson } from '../setup/files.mjs'
import { inModules, PLATFORM, ROOT } from '../setup/paths.mjs'
import { fetchTensorflowWheel, tensorflowFromDownload } from '../setup/tensorflow.mjs'
import { copyFiles, copyStripped, engineFiles } from './engine-files.mjs'
import { electronFolder, layoutOf } from './layout.mjs'
import { writeLicences } from './licences.mjs'
import { CHROMIUM_LICENCES, partsOf } from './parts.mjs'
import { stageSample } from './sample.mjs'
import { createSbom, packedPackages, writeSbom } from './sbom.mjs'

const ENGINE = ['dist/engine/index.mjs', 'dist/engine/run.mjs']
const BUNDLES = ['renderer', 'main', 'preload', 'engine', 'run']
const DOWNLOADED = tensorflowFromDownload.kind
/** The engine's copy of the folder in which it looks for TensorFlow's addon. */
const ADDON = 'node_modules/@tensorflow/tfjs-node/lib/napi-v8'
/** Where the addon that tfjs-node's own installer fetches has its libraries; on Windows they are beside it. */
const LIBRARIES = 'node_modules/@tensorflow/tfjs-node/deps/lib'
/** What electron-builder or the set-up adds to an unpacked Electron, which is not part of it. */
const NOT_ELECTRON = ['layerloom.json', 'resources/app', 'resources/default_app.asar']

/**
 * @typedef {{ app: string, engine: string, electron: string }} Stage folders: of the archive, of what is beside it, and of Electron
 * @typedef {{ electron: { version: string, path: string }, tensorflow: { kind: string, version: string, path: string },
 *   node: import('./node.mjs').NodePackage }} Parts
 */

/**
 * @param {string} folder
 * @param {Parts} parts
 * @param {import('../setup/progress.mjs').Report} report
 * @returns {Promise<Stage>}
 */
export async function fillStage(folder, parts, report) {
  const stage = {
    app: join(folder, 'app'),
    engine: join(folder, 'engine'),
    electron: join(folder, 'electron'),
  }
  for (const path of Object.values(stage)) mkdirSync(path, { recursive: true })
  stageElectron(stage.electron, parts.electron)
  stageApp(stage.app)
  report.info('collecting what the engine loads')
  copyFiles([...ENGINE, ...(await engineFiles(ENGINE))], stage.engine)
  cpSync(join(ROOT, 'assets', 'examples'), join(stage.engine, 'assets', 'examples'), { recursive: true })
  report.info('adding the pictures of the lesson')
  await stageSample(stage.engine, folder)
  report.info('stripping TensorFlow and Node')
  await stageNative(stage.engine, parts)
  report.info('listing what is inside')
  await stageInventory(stage.engine, parts, report)
  return stage
}

/** @param {string} target @param {Parts['electron']} electron */
function stageElectron(target, { path }) {
  cpSync(electronFolder(path, process.platform), target, { recursive: true, verbatimSymlinks: true })
  // electron-builder takes only the bundle of macOS, and Chromium's licences are beside it.
  if (process.platform === 'darwin')
    cpSync(
      join(target, CHROMIUM_LICENCES),
      join(target, layoutOf('darwin').electronResources, CHROMIUM_LICENCES),
    )
  for (const name of NOT_ELECTRON) rmSync(join(target, name), { recursive: true, force: true })
}

/** @param {string} target */
function stageApp(target) {
  const { name, version, description, license, main } = readJson(join(ROOT, 'package.json'))
  const author = 'The Layerloom authors'
  writeJson(join(target, 'package.json'), { name, version, description, license, author, main })
  for (const part of ['dist/electron', 'dist/renderer', 'assets/icon.png']) {
    cpSync(join(ROOT, part), join(target, part), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    })
  }
}

/** @param {string} target @param {Parts} parts */
async function stageNative(target, { tensorflow, node }) {
  const program = join('node', basename(node.program))
  await copyStripped(node.program, join(target, program))
  const names = readdirSync(tensorflow.path).filter((name) => /\.(node|dll)$|\.so(\.|$)|\.dylib$/.test(name))
  for (const name of names) await copyStripped(join(tensorflow.path, name), join(target, ADDON, name))
  if (tensorflow.kind === DOWNLOADED && process.platform !== 'win32')
    cpSync(join(ROOT, LIBRARIES), join(target, LIBRARIES), { recursive: true, verbatimSymlinks: true })
  writeJson(join(target, 'runtime.json'), {
    node: { version: node.version, path: program.replaceAll('\\', '/') },
    tensorflow: { kind: tensorflow.kind, version: tensorflow.version, path: ADDON, reason: '' },
  })
}

/** @param {string} target @param {Parts} parts @param {import('../setup/progress.mjs').Report} report */
async function stageInventory(target, { electron, tensorflow, node }, report) {
  const library =
    tensorflow.kind === DOWNLOADED
      ? { version: tensorflow.version, download: inModules('@tensorflow', 'tfjs-node', 'deps') }
      : { wheel: await fetchTensorflowWheel(report) }
  const parts = await partsOf({ electron, node, tensorflow: library })
  const packages = [...BUNDLES.flatMap(bundledPackages), ...packedPackages(target)]
  const sbom = await createSbom({ packages, parts })
  await writeSbom(target, sbom)
  writeLicences(target, sbom)
}

/** @param {string} electron folder @returns {string} its program, which has no other name yet */
export function electronProgram(electron) {
  const path = join(electron, layoutOf(process.platform).electron)
  if (!existsSync(path)) throw new Error(`there is no Electron at ${path} (${PLATFORM})`)
  return path
}
