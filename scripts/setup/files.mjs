// Writes files atomically: under a temporary name in the same folder, then renamed.
import { createHash, randomBytes } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** @param {string} path @returns {string} a unique name in the same folder, so that a rename is atomic */
export function temporaryName(path) {
  mkdirSync(dirname(path), { recursive: true })
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.part`)
}

/** @param {string} path @returns {any} the parsed file, or null when it is missing or not JSON */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // An unreadable stamp or record counts as missing: the step that wrote it runs again.
    return null
  }
}

/** @param {string} path @param {unknown} value */
export function writeJson(path, value) {
  const part = temporaryName(path)
  writeFileSync(part, `${JSON.stringify(value, null, 2)}\n`)
  renameSync(part, path)
}

/**
 * Fills a folder under a temporary name and puts it in place only when `fill` succeeded.
 * @template T
 * @param {string} target
 * @param {(folder: string) => Promise<T>} fill
 * @returns {Promise<T>}
 */
export async function fillFolder(target, fill) {
  const part = temporaryName(target)
  try {
    mkdirSync(part, { recursive: true })
    const result = await fill(part)
    replaceFolder(part, target)
    return result
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** @param {string} from @param {string} to the folder that `from` replaces */
export function replaceFolder(from, to) {
  const old = temporaryName(to)
  if (existsSync(to)) renameSync(to, old)
  renameSync(from, to)
  rmSync(old, { recursive: true, force: true })
}

/**
 * Removes the temporary files of interrupted runs. The caller must hold the folder's lock.
 * @param {string} folder
 */
export function removeLeftovers(folder) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const pid = Number(/^\..*\.(\d+)-[0-9a-f]{8}\.part$/.exec(name)?.[1] ?? process.pid)
    if (pid !== process.pid) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** @param {string} path @returns {Promise<string>} sha256 as hex */
export async function sha256(path) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @param {string} expected sha256 as hex
 * @throws {Error} with the file name and both hashes when they differ
 */
export async function verifySha256(path, expected) {
  const actual = await sha256(path)
  if (actual !== expected) throw new Error(hashMismatch(basename(path), expected, actual))
}

/** @param {string} name @param {string} expected @param {string} actual */
export function hashMismatch(name, expected, actual) {
  return `${name} is not the pinned file: expected sha256 ${expected}, received ${actual}`
}
