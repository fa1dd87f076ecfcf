/** Finds the files of a zip archive. */
import type { FileHandle } from 'node:fs/promises'
import type { ResolvedFile } from '../find-file.ts'
import { problemError } from '../problem-error.ts'
import { KINDS, texts } from './texts.ts'

export interface Member {
  readonly isDeflated: boolean
  /** Where its bytes start and end in the archive. */
  readonly start: number
  readonly end: number
  readonly unpackedSize: number
  /** CRC-32 of the unpacked bytes. */
  readonly checksum: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record has 22 bytes and a comment of up to 64 KiB. */
const MAX_END = 22 + 0xffff
const MAX_DIRECTORY = 16 * 2 ** 20

/** A file of an archive, as its directory describes it. */
export interface Entry {
  readonly name: string
  readonly isEncrypted: boolean
  readonly method: number
  readonly packedSize: number
  readonly unpackedSize: number
  readonly checksum: number
  readonly offset: number
}

/** @throws ProblemError if there are several files or none, or if the file is encrypted */
export async function onlyMember(handle: FileHandle, file: ResolvedFile): Promise<Member> {
  const { path } = file
  const entries = await entriesOf(handle, file)
  if (entries.some(({ name }) => name === '[Content_Types].xml'))
    throw problemError('csv_packed', texts.notText(path, KINDS.excel), 'path')
  const members = entries.filter(({ name }) => !/\/$|^__MACOSX\/|(^|\/)\.DS_Store$/.test(name))
  const [member] = members
  if (!member || members.length > 1) {
    const names = members.map(({ name }) => name)
    throw problemError('csv_members', texts.members(path, names), 'path')
  }
  return memberOf(handle, file, member)
}

/** The files of an archive, by its directory. @throws ProblemError if it is damaged */
export async function entriesOf(handle: FileHandle, file: ResolvedFile): Promise<readonly Entry[]> {
  const { size } = file
  const tail = await readAt(handle, file, Math.max(0, size - MAX_END), Math.min(size, MAX_END))
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (at < 0 || at + 22 > tail.length || tail.readUInt32LE(at) !== END)
    throw damage(file, 'its directory is missing')
  const [length, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  if (length > MAX_DIRECTORY) throw damage(file, 'its directory is too large')
  return entriesIn(await readAt(handle, file, start, length), (reason) => damage(file, reason))
}

/** Where a file of an archive is. @throws ProblemError if it cannot be unpacked */
export async function memberOf(handle: FileHandle, file: ResolvedFile, entry: Entry): Promise<Member> {
  const { path, size } = file
  if (entry.isEncrypted) throw problemError('csv_packed', texts.encrypted(path), 'path')
  if (entry.method !== 0 && entry.method !== 8)
    throw problemError('csv_packed', texts.packed(path, `method ${entry.method} of zip`), 'path')
  const local = await readAt(handle, file, entry.offset, 30)
  if (local.readUInt32LE(0) !== LOCAL) throw damage(file, 'a header is missing')
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (start + entry.packedSize > size) throw damage(file, 'it is incomplete')
  return {
    isDeflated: entry.method === 8,
    start,
    end: start + entry.packedSize,
    unpackedSize: entry.unpackedSize,
    checksum: entry.checksum,
  }
}

const damage = ({ path }: ResolvedFile, reason: string) =>
  problemError('csv_packed', texts.damaged(path, reason), 'path')

async function readAt(
  handle: FileHandle,
  file: ResolvedFile,
  start: number,
  length: number,
): Promise<Buffer> {
  if (start < 0 || length < 0 || start + length > file.size) throw damage(file, 'it is incomplete')
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, start)
  if (bytesRead < length) throw damage(file, 'it is incomplete')
  return bytes
}

function entriesIn(directory: Buffer, fail: (reason: string) => Error): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const lengths = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2]
    if (next > directory.length) throw fail('its directory is cut off')
    const extra = directory.subarray(at + 46 + lengths[0], at + 46 + lengths[0] + lengths[1])
    const [unpackedSize, packedSize, offset] = wideSizes(extra, [
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    ])
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + lengths[0]),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      packedSize,
      unpackedSize,
      checksum: directory.readUInt32LE(at + 16),
      offset,
    })
    at = next
  }
  return entries
}

/** Sizes beyond 32 bits are in the extra field number 1, in this order. */
function wideSizes(extra: Buffer, sizes: readonly [number, number, number]): [number, number, number] {
  const wide: [number, number, number] = [...sizes]
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let from = at + 4
    for (const [i, size] of sizes.entries()) {
      if (size !== 0xffffffff || from + 8 > extra.length) continue
      wide[i] = Number(extra.readBigUInt64LE(from))
      from += 8
    }
  }
  return wide
}
