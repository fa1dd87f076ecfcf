/** The bytes of a file, unpacked where it is packed. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import { ProblemError } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import type { ResolvedFile } from '../find-file.ts'
import { problemError } from '../problem-error.ts'
import { MAX_RATIO, MAX_UNPACKED } from './limits.ts'
import { KINDS, texts } from './texts.ts'
import { type Member, onlyMember } from './zip.ts'

const CHUNK = 2 ** 20

/** Bytes at the start of files that are no text. */
const SIGNATURES: readonly (readonly [hex: string, kind: Text | string])[] = [
  ['fd377a585a', 'xz'],
  ['425a68', 'bzip2'],
  ['377abcaf271c', '7-Zip'],
  ['526172211a07', 'RAR'],
  ['04224d18', 'LZ4'],
  ['d0cf11e0a1b11ae1', KINDS.excel],
  ['50415231', KINDS.parquet],
  ['53514c69746520666f726d61742033', KINDS.sqlite],
  ['25504446', KINDS.pdf],
  ['89504e47', KINDS.image],
  ['ffd8ff', KINDS.image],
  ['47494638', KINDS.image],
  ['894844460d0a1a0a', KINDS.hdf5],
  ['934e554d5059', KINDS.numpy],
  ['4152524f5731', KINDS.arrow],
]

/** The bytes of a file in pieces, from its start; each call reads it again. */
export interface Unpacked {
  /** `position` is that in the file itself, for progress. */
  chunks(): AsyncGenerator<{ readonly bytes: Buffer; readonly position: number }>
}

/** @throws ProblemError if the file is of another kind or packed in a way that is not known */
export async function unpack(file: ResolvedFile, signal: AbortSignal): Promise<Unpacked> {
  const { path } = file
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw problemError('data_unreadable', texts.unreadable(path, error.code ?? String(error)), 'path')
  })
  try {
    const start = Buffer.alloc(16)
    const { bytesRead } = await handle.read(start, 0, 16, 0)
    const hex = start.toString('hex', 0, bytesRead)
    const [, kind] = SIGNATURES.find(([signature]) => hex.startsWith(signature)) ?? []
    if (typeof kind === 'string') throw problemError('csv_packed', texts.packed(path, kind), 'path')
    if (kind) throw problemError('csv_packed', texts.notText(path, kind), 'path')
    if (hex.startsWith('1f8b')) return packed(file, () => zlib.createGunzip(), 0, file.size, { signal })
    if (hex.startsWith('28b52ffd')) return packed(file, zstdDecoder(path), 0, file.size, { signal })
    if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) {
      return memberBytes(file, await onlyMember(handle, file), signal)
    }
  } finally {
    await handle.close()
  }
  return packed(file, null, 0, file.size, { signal })
}

/** Node has zstd since 22.15. */
function zstdDecoder(path: string): () => Transform {
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform }
  if (!createZstdDecompress) throw problemError('csv_packed', texts.packed(path, 'zstd'), 'path')
  return createZstdDecompress
}

/** The bytes of a file of a zip archive. */
export const memberBytes = (
  file: ResolvedFile,
  { isDeflated, start, end, checksum }: Member,
  signal: AbortSignal,
): Unpacked =>
  packed(file, isDeflated ? () => zlib.createInflateRaw() : null, start, end, { checksum, signal })

/** The bytes between two places of a file, unpacked by a decoder.
 *  @param checksum CRC-32 of the unpacked bytes, where the decoder knows none @param signal stops the reading, which throws its reason */
function packed(
  file: ResolvedFile,
  decoder: (() => Transform) | null,
  start: number,
  end: number,
  { checksum = null, signal }: { readonly checksum?: number | null; readonly signal: AbortSignal },
): Unpacked {
  const { path } = file
  return {
    async *chunks() {
      if (end <= start) return
      const source = createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK })
      const limit = Math.max(MAX_UNPACKED, MAX_RATIO * file.size)
      const stream: Readable = decoder ? decoder() : source
      const failure = decoder ? pipeline(source, stream as Transform).catch(() => {}) : Promise.resolve()
      let size = 0
      let sum = 0
      try {
        for await (const bytes of stream as AsyncIterable<Buffer>) {
          if (signal.aborted) break
          size += bytes.length
          if (checksum !== null) sum = zlib.crc32(bytes, sum)
          if (decoder && size > limit) throw problemError('csv_bomb', texts.bomb(path, limit), 'path')
          yield { bytes, position: decoder ? start + source.bytesRead : start + size }
        }
      } catch (error) {
        throw readError(error, path)
      } finally {
        source.destroy()
        stream.destroy()
        await failure
      }
      signal.throwIfAborted()
      if (!decoder && size < end - start) throw problemError('data_changed', texts.changed(path), 'path')
      if (checksum !== null && sum !== checksum)
        throw problemError('csv_packed', texts.damaged(path, 'its checksum differs'), 'path')
    },
  }
}

function readError(error: unknown, path: string): unknown {
  if (error instanceof ProblemError || !(error instanceof Error)) return error
  const { code } = error as NodeJS.ErrnoException
  if (code?.startsWith('Z_') || code?.startsWith('ZSTD'))
    return problemError('csv_packed', texts.damaged(path, code), 'path')
  if (code && 'syscall' in error) return problemError('data_unreadable', texts.unreadable(path, code), 'path')
  return error
}
