// Unpacks selected members of a zip file (a wheel, Electron's download) with Node's zlib only.
// Format: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14–4.3.16.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, symlinkSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

const END_RECORD = 0x06054b50
const END_RECORD_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const MAX_UINT32 = 0xffffffff

/**
 * @typedef {{ name: string, method: number, packed: number, bytes: number, crc: number, offset: number, mode: number }} Member
 */

/**
 * Lists a zip file's members.
 * @param {string} path
 * @returns {Promise<Member[]>}
 * @throws {Error} when the file is cut short or not a zip file
 */
export async function listZip(path) {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { count, offset, bytes } = await findDirectory(file, size, path)
    const directory = await readAt(file, offset, bytes, path)
    /** @type {Member[]} */
    const members = []
    let at = 0
    for (let i = 0; i < count; i++) {
      if (directory.length - at < 46 || directory.readUInt32LE(at) !== CENTRAL_HEADER)
        throw zipError(path, 'a directory entry is malformed')
      members.push(readEntry(directory, at))
      at +=
        46 +
        directory.readUInt16LE(at + 28) +
        directory.readUInt16LE(at + 30) +
        directory.readUInt16LE(at + 32)
    }
    return members
  } finally {
    await file.close()
  }
}

/**
 * Unpacks one member to a file and checks its length and, if given, its sha256.
 * @param {string} path the zip file
 * @param {Member} member
 * @param {string} target
 * @param {{ sha256?: string, onBytes?: (count: number) => void }} [options]
 */
export async function extractMember(path, member, target, options = {}) {
  mkdirSync(dirname(target), { recursive: true })
  const start = await dataOffset(path, member)
  const hash = options.sha256 ? createHash('sha256') : null
  let bytes = 0
  const check = new Transform({
    transform(chunk, _encoding, done) {
      bytes += chunk.length
      hash?.update(chunk)
      options.onBytes?.(chunk.length)
      done(null, chunk)
    },
  })
  const packed =
    member.packed === 0
      ? [Buffer.alloc(0)]
      : createReadStream(path, { start, end: start + member.packed - 1, highWaterMark: 1 << 20 })
  const out = createWriteStream(target, { mode: member.mode & 0o111 ? 0o755 : 0o644 })
  if (member.method === 8) await pipeline(packed, createInflateRaw({ chunkSize: 1 << 20 }), check, out)
  else if (member.method === 0) await pipeline(packed, check, out)
  else throw zipError(path, `${member.name} uses compression method ${member.method}`)
  if (bytes !== member.bytes)
    throw zipError(path, `${member.name} has ${bytes} bytes, expected ${member.bytes}`)
  const sum = hash?.digest('hex')
  if (sum !== options.sha256) {
    throw new Error(
      `${member.name} is not the pinned file: expected sha256 ${options.sha256}, received ${sum}`,
    )
  }
}

/**
 * Unpacks the members for which `choose` returns a target path (relative to `folder`; null skips a member).
 * Symbolic links are created as links; a path or link that leaves the folder is refused.
 * @param {string} path
 * @param {string} folder
 * @param {(name: string) => string | null} choose
 * @param {{ sha256?: Record<string, string>, onProgress?: (done: number, total: number) => void }} [options]
 * @returns {Promise<string[]>} the relative paths written
 */
export async function unzip(path, folder, choose, options = {}) {
  const chosen = (await listZip(path)).flatMap((member) => {
    const to = member.name.endsWith('/') ? null : choose(member.name)
    return to === null ? [] : [{ member, to }]
  })
  const total = chosen.reduce((sum, { member }) => sum + member.bytes, 0)
  let done = 0
  const onBytes = (/** @type {number} */ count) => {
    done += count
    options.onProgress?.(done, total)
  }
  for (const { member, to } of chosen) {
    const target = resolveInside(folder, to, path)
    if ((member.mode & 0o170000) === 0o120000) await link(path, member, folder, to, target)
    else await extractMember(path, member, target, { sha256: options.sha256?.[to], onBytes })
  }
  return chosen.map(({ to }) => to)
}

/** @param {string} path @param {Member} member @param {string} folder @param {string} to @param {string} target */
async function link(path, member, folder, to, target) {
  const { readFile, rm } = await import('node:fs/promises')
  const text = `${target}.link`
  await extractMember(path, member, text)
  const destination = await readFile(text, 'utf8')
  await rm(text)
  resolveInside(folder, join(dirname(to), destination), path)
  symlinkSync(destination, target)
}

/** @param {string} folder @param {string} to @param {string} path */
function resolveInside(folder, to, path) {
  const target = resolve(folder, to)
  if (target !== resolve(folder) && !target.startsWith(resolve(folder) + sep))
    throw zipError(path, `${to} leaves the target folder`)
  return target
}

/** @param {string} path @param {Member} member its data starts after the local header, whose extra field has its own length */
async function dataOffset(path, member) {
  const file = await open(path, 'r')
  try {
    const head = await readAt(file, member.offset, 30, path)
    if (head.readUInt32LE(0) !== LOCAL_HEADER) throw zipError(path, `${member.name} has no header`)
    return member.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  } finally {
    await file.close()
  }
}

/** @param {import('node:fs/promises').FileHandle} file @param {number} size @param {string} path */
async function findDirectory(file, size, path) {
  const length = Math.min(size, 22 + 0xffff)
  const tail = await readAt(file, size - length, length, path)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== END_RECORD) at--
  if (at < 0) throw zipError(path, 'it has no end record (is it cut short?)')
  const plain = {
    count: tail.readUInt16LE(at + 10),
    bytes: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  }
  if (plain.count !== 0xffff && plain.bytes !== MAX_UINT32 && plain.offset !== MAX_UINT32) return plain
  if (at < 20 || tail.readUInt32LE(at - 20) !== LOCATOR_64)
    throw zipError(path, 'its zip64 record is missing')
  const end = await readAt(file, Number(tail.readBigUInt64LE(at - 12)), 56, path)
  if (end.readUInt32LE(0) !== END_RECORD_64) throw zipError(path, 'its zip64 record is malformed')
  return { count: readUint64(end, 32), bytes: readUint64(end, 40), offset: readUint64(end, 48) }
}

/** @param {Buffer} directory @param {number} at @returns {Member} */
function readEntry(directory, at) {
  const nameLength = directory.readUInt16LE(at + 28)
  const extra = directory.subarray(
    at + 46 + nameLength,
    at + 46 + nameLength + directory.readUInt16LE(at + 30),
  )
  const member = {
    name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    mode: directory.readUInt32LE(at + 38) >>> 16,
    offset: directory.readUInt32LE(at + 42),
  }
  return applyZip64(member, extra)
}

/** @param {Member} member @param {Buffer} extra has the zip64 values, in this order, of those fields that are 0xffffffff */
function applyZip64(member, extra) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let field = at + 4
    for (const key of /** @type {const} */ (['bytes', 'packed', 'offset'])) {
      if (member[key] !== MAX_UINT32) continue
      member[key] = readUint64(extra, field)
      field += 8
    }
  }
  return member
}

/** @param {import('node:fs/promises').FileHandle} file @param {number} offset @param {number} length @param {string} path */
async function readAt(file, offset, length, path) {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, offset)
  if (bytesRead !== length) throw zipError(path, 'it is cut short')
  return buffer
}

/** @param {Buffer} buffer @param {number} at */
function readUint64(buffer, at) {
  return Number(buffer.readBigUInt64LE(at))
}

/** @param {string} path @param {string} reason */
function zipError(path, reason) {
  return new Error(`${path} cannot be unpacked: ${reason}`)
}
