/** Reads a file in the IDX format (LeCun, "The MNIST database"): two zero bytes, a type, the number of dimensions, big-endian sizes, then
 *  the values, big-endian. Plain or gzipped; streamed, and never beyond the size in the header. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ProblemError } from '../../../shared/problem.ts'
import type { ResolvedFile } from './find-file.ts'
import { MAX_BYTES, MAX_ROWS } from './limits.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'

export interface IdxType {
  readonly name: string
  readonly bytes: number
  readonly isInteger: boolean
  readonly read: (view: DataView, at: number) => number
}
const TYPES: { readonly [code: number]: IdxType } = {
  8: { name: 'ubyte', bytes: 1, isInteger: true, read: (v, at) => v.getUint8(at) },
  9: { name: 'byte', bytes: 1, isInteger: true, read: (v, at) => v.getInt8(at) },
  11: { name: 'short', bytes: 2, isInteger: true, read: (v, at) => v.getInt16(at) },
  12: { name: 'int', bytes: 4, isInteger: true, read: (v, at) => v.getInt32(at) },
  13: { name: 'float', bytes: 4, isInteger: false, read: (v, at) => v.getFloat32(at) },
  14: { name: 'double', bytes: 8, isInteger: false, read: (v, at) => v.getFloat64(at) },
}
const MAX_DIMENSIONS = 8

export interface IdxFile {
  readonly type: IdxType
  /** Sizes; the first is the number of rows. */
  readonly sizes: readonly number[]
  /** Bytes of the values, in pieces of complete values; throws ProblemError if there are more or fewer than the header states. */
  readonly pieces: AsyncIterable<Buffer>
}

/** Opens an IDX file and validates its header. @param field field that names the file */
export async function openIdx(file: ResolvedFile, field: string): Promise<IdxFile> {
  const compressed = await isGzip(file)
  const source = createReadStream(file.path)
  const bytes = compressed ? pipeline(source, createGunzip(), () => {}) : source
  const fileReference = { path: file.path, field }
  const chunks = checkedChunks(bytes, fileReference)[Symbol.asyncIterator]()
  let start: Buffer = Buffer.alloc(0)
  const fill = async (length: number) => {
    while (start.length < length) {
      const next = await chunks.next()
      if (next.done)
        throw problemError('idx_truncated', texts.idxShort(field, file.path, length, start.length), field)
      start = Buffer.concat([start, next.value])
    }
  }
  try {
    await fill(4)
    const type = TYPES[start[2]!]
    const dimensions = start[3]!
    if (start[0] !== 0 || start[1] !== 0 || !type || dimensions < 1 || dimensions > MAX_DIMENSIONS)
      throw problemError(
        'idx_magic',
        texts.idxMagic(field, file.path, start.subarray(0, 4).toString('hex')),
        field,
      )
    const header = 4 + 4 * dimensions
    await fill(header)
    const sizes = Array.from({ length: dimensions }, (_, i) => start.readUInt32BE(4 + 4 * i))
    const values = sizes.reduce((a, b) => a * b, 1)
    if (sizes.includes(0)) throw problemError('data_no_rows', texts.idxEmpty(field, file.path, sizes), field)
    // The size in the cache: all types but bytes are stored as float32.
    if (sizes[0]! > MAX_ROWS || values * (type.bytes === 1 ? 1 : 4) > MAX_BYTES)
      throw problemError(
        'idx_too_large',
        texts.idxTooLarge(field, file.path, sizes, MAX_ROWS, MAX_BYTES),
        field,
      )
    const expected = header + values * type.bytes
    if (!compressed && file.size !== expected)
      throw problemError('idx_truncated', texts.idxSize(field, file.path, sizes, expected, file.size), field)
    return {
      type,
      sizes,
      pieces: valuePieces(
        start.subarray(header),
        chunks,
        values * type.bytes,
        type.bytes,
        sizes,
        fileReference,
      ),
    }
  } catch (error) {
    source.destroy()
    throw error
  }
}

interface FileReference {
  readonly path: string
  readonly field: string
}

async function* valuePieces(
  first: Buffer,
  chunks: AsyncIterator<Buffer>,
  length: number,
  unit: number,
  sizes: readonly number[],
  { path, field }: FileReference,
): AsyncGenerator<Buffer> {
  let received = 0
  let remainder: Buffer = Buffer.alloc(0)
  try {
    for (let chunk: Buffer | null = first; chunk; chunk = await following(chunks)) {
      received += chunk.length
      if (received > length)
        throw problemError('idx_truncated', texts.idxMore(field, path, sizes, length), field)
      const all = remainder.length > 0 ? Buffer.concat([remainder, chunk]) : chunk
      const completeLength = all.length - (all.length % unit)
      remainder = all.subarray(completeLength)
      if (completeLength > 0) yield all.subarray(0, completeLength)
    }
    if (received < length)
      throw problemError('idx_truncated', texts.idxSize(field, path, sizes, length, received), field)
  } finally {
    await chunks.return?.()
  }
}

const following = async (chunks: AsyncIterator<Buffer>): Promise<Buffer | null> => {
  const next = await chunks.next()
  return next.done ? null : next.value
}

/** The chunks of a stream; an I/O or decompression error becomes a problem that names the file. */
async function* checkedChunks(
  stream: AsyncIterable<Buffer>,
  { path, field }: FileReference,
): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) throw problemError('idx_damaged', texts.gzipDamaged(field, path, code), field)
    throw problemError('data_unreadable', texts.unreadable(field, path, code ?? String(error)), field)
  }
}

async function isGzip(file: ResolvedFile): Promise<boolean> {
  const handle = await open(file.path).catch(() => null)
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
