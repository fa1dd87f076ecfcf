/** Finds the only file of a zip archive. */
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
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record has 22 bytes and a comment of up to 64 KiB. */
const MAX_END = 22 + 0xffff
const MAX_DIRECTORY = 16 * 2 ** 20

/** @throws ProblemError if there are several files or none, or if the file is encrypted */
export async function onlyMember(handle: FileHandle, file: ResolvedFile): Promise<Member> {
  const { path, size } = file
  const damage = (reason: string) => problemError('csv_packed', texts.damaged(path, reason), 'path')
  const read = async (start: number, length: number): Promise<Buffer> => {
    if (start < 0 || length < 0 || start + length > size) throw damage('it is incomplete')
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await handle.read(bytes, 0, length, start)
    if (bytesRead < length) throw damage('it is incomplete')
    return bytes
  }
  const tail = await read(Math.max(0, size - MAX_END), Math.min(size, MAX_END))
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (at < 0 || at + 22 > tail.length || tail.readUInt32LE(at) !== END)
    throw damage('its directory is missing')
  const [length, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  if (length > MAX_DIRECTORY) throw damage('its directory is too large')
  const entries = entriesIn(await read(start, length), damage)
  if (entries.some(({ name }) => name === '[Content_Types].xml'))
    throw problemError('csv_packed', texts.notText(path, KINDS.excel), 'path')
  const members = entries.filter(({ name }) => !/\/$|^__MACOSX\/|(^|\/)\.DS_Store$/.test(name))
  const [member] = members
  if (!member || members.length > 1) {
    const names = members.map(({ name }) => name)
    throw problemError('csv_members', texts.members(path, names), 'path')
  }
  if (member.isEncrypted) throw problemError('csv_packed', texts.encrypted(path), 'path')
  if (member.method !== 0 && member.method !== 8)
    throw problemError('csv_packed', texts.packed(path, `method ${member.method} of zip`), 'path')
  const local = await read(member.offset, 30)
  if (local.readUInt32LE(0) !== LOCAL) throw damage('a header is missing')
  const dataStart = member.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (dataStart + member.packedSize > size) throw damage('it is incomplete')
  return {
    isDeflated: member.method === 8,
    start: dataStart,
    end: dataStart + member.packedSize,
    unpackedSize: member.unpackedSize,
  }
}

function entriesIn(directory: Buffer, damage: (reason: string) => Error) {
  const entries = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const lengths = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2]
    if (next > directory.length) throw damage('its directory is cut off')
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
