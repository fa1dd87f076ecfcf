/** Reads a tar archive from a stream, entry by entry, without unpacking it to disk (POSIX ustar, IEEE Std 1003.1). */

export interface TarEntry {
  readonly path: string
  readonly size: number
  /** The entry's bytes. Unread bytes are skipped. */
  readonly body: AsyncIterable<Buffer>
}

const BLOCK = 512
/** Entry types '0' and NUL: regular files. Long names and extended headers do not occur in the package. */
const REGULAR_FILE_TYPES = [0x30, 0]

/** @throws Error if the archive ends early or a header's checksum is wrong */
export async function* tarEntries(stream: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = blockReader(stream)
  for (;;) {
    const header = await reader.exactly(BLOCK)
    if (!header || header.every((byte) => byte === 0)) return
    if (octal(header, 148, 8) !== checksum(header)) throw new Error('a tar header is damaged')
    const size = octal(header, 124, 12)
    const padding = (BLOCK - (size % BLOCK)) % BLOCK
    const remaining = { bytes: size }
    const entry: TarEntry = { path: pathOf(header), size, body: reader.upTo(remaining) }
    if (REGULAR_FILE_TYPES.includes(header[156]!)) yield entry
    for await (const _ of reader.upTo(remaining));
    if (padding > 0) await reader.exactly(padding)
  }
}

function blockReader(stream: AsyncIterable<Buffer>) {
  const chunks = stream[Symbol.asyncIterator]()
  let buffered: Buffer = Buffer.alloc(0)
  const readMore = async () => {
    const next = await chunks.next()
    if (next.done) return false
    buffered = buffered.length > 0 ? Buffer.concat([buffered, next.value]) : next.value
    return true
  }
  return {
    /** Exactly this many bytes, or `null` at the end of the archive. */
    async exactly(length: number): Promise<Buffer | null> {
      while (buffered.length < length)
        if (!(await readMore())) {
          if (buffered.length === 0) return null
          throw new Error('the tar archive ends early')
        }
      const bytes = buffered.subarray(0, length)
      buffered = buffered.subarray(length)
      return bytes
    },
    /** Pieces until `remaining.bytes` is used up. */
    async *upTo(remaining: { bytes: number }): AsyncGenerator<Buffer> {
      while (remaining.bytes > 0) {
        if (buffered.length === 0 && !(await readMore())) throw new Error('the tar archive ends early')
        const piece = buffered.subarray(0, remaining.bytes)
        buffered = buffered.subarray(piece.length)
        remaining.bytes -= piece.length
        yield piece
      }
    },
  }
}

const text = (header: Buffer, offset: number, length: number): string =>
  header.toString('utf8', offset, offset + length).split('\0', 1)[0]!

const octal = (header: Buffer, offset: number, length: number): number =>
  Number.parseInt(text(header, offset, length).trim() || '0', 8)

/** Sum of all bytes, with the checksum field counted as spaces. */
const checksum = (header: Buffer): number =>
  header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0)

const pathOf = (header: Buffer): string => {
  const prefix = text(header, 345, 155)
  return prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100)
}
