/** Writes small zip files for the tests of the reader: stored or deflated, with file modes, plain or zip64. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly data: Buffer
  readonly deflate?: boolean
  /** Unix mode with its type bits, as in 0o120777 for a link. */
  readonly mode?: number
}

/** PKWARE APPNOTE.TXT 6.3.10. */
export function zipFile(entries: readonly ZipEntry[], { zip64 = false } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const packed = entry.deflate ? deflateRawSync(entry.data) : entry.data
    const local = localHeader(entry, packed)
    directory.push(centralHeader(entry, packed, offset, zip64))
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = zip64 ? zip64End(entries.length, central.length, offset) : Buffer.alloc(0)
  return Buffer.concat([...parts, central, end, plainEnd(entries.length, central.length, offset, zip64)])
}

function localHeader({ name, data, deflate }: ZipEntry, packed: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(deflate ? 8 : 0, 8)
  head.writeUInt32LE(crc32(data), 14)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(data.length, 22)
  head.writeUInt16LE(Buffer.byteLength(name), 26)
  return Buffer.concat([head, Buffer.from(name)])
}

function centralHeader(
  { name, data, deflate, mode = 0o100644 }: ZipEntry,
  packed: Buffer,
  offset: number,
  zip64: boolean,
) {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(deflate ? 8 : 0, 10)
  head.writeUInt32LE(crc32(data), 16)
  head.writeUInt32LE(zip64 ? 0xffffffff : packed.length, 20)
  head.writeUInt32LE(zip64 ? 0xffffffff : data.length, 24)
  head.writeUInt16LE(Buffer.byteLength(name), 28)
  head.writeUInt16LE(zip64 ? 28 : 0, 30)
  head.writeUInt32LE((mode << 16) >>> 0, 38)
  head.writeUInt32LE(zip64 ? 0xffffffff : offset, 42)
  const extra = Buffer.alloc(zip64 ? 28 : 0)
  if (zip64) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(24, 2)
    for (const [at, value] of [data.length, packed.length, offset].entries()) {
      extra.writeBigUInt64LE(BigInt(value), 4 + 8 * at)
    }
  }
  return Buffer.concat([head, Buffer.from(name), extra])
}

function plainEnd(count: number, bytes: number, offset: number, zip64: boolean): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(zip64 ? 0xffff : count, 8)
  end.writeUInt16LE(zip64 ? 0xffff : count, 10)
  end.writeUInt32LE(zip64 ? 0xffffffff : bytes, 12)
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16)
  return end
}

function zip64End(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(bytes), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + bytes), 64)
  end.writeUInt32LE(1, 72)
  return end
}
