/** Reads and writes files of tensors in the safetensors format (see weights-file.ts) piece by piece, so that a large file is never in
 *  memory. A file may come from an untrusted source: its header is checked before anything is read. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { z } from 'zod'
import { renameSync } from '../../system/rename.ts'

const ARRAYS = { F32: Float32Array, F64: Float64Array, I32: Int32Array } as const
export type TensorDtype = keyof typeof ARRAYS
export type TensorValues = Float32Array | Float64Array | Int32Array

export interface TensorSpec {
  readonly name: string
  readonly dtype: TensorDtype
  readonly shape: readonly number[]
}

const ALIGNMENT = 8
/** Bytes: thousands of tensors need less. */
const MAX_HEADER = 2 ** 24
/** Bytes per read while a file is summed. */
const PIECE = 2 ** 20

const sizeOf = ({ dtype, shape }: TensorSpec): number =>
  shape.reduce((n, d) => n * d, ARRAYS[dtype].BYTES_PER_ELEMENT)
const bytesOf = ({ buffer, byteOffset, byteLength }: TensorValues) =>
  new Uint8Array(buffer, byteOffset, byteLength)

export interface TensorWriter {
  /** Writes values of a tensor from the value with this number on. */
  write(name: string, from: number, values: TensorValues): void
  /** Replaces the file at once by what was written. */
  close(): { readonly bytes: number; readonly sha256: string }
  /** Removes what was written. */
  discard(): void
}

/** @param metadata texts in the header @throws what the file system throws */
export function writeTensors(
  path: string,
  specs: readonly TensorSpec[],
  metadata: Readonly<Record<string, string>>,
): TensorWriter {
  let offset = 0
  const places = new Map<string, { readonly dtype: TensorDtype; readonly at: number }>()
  // Values of 8 bytes come first, so that all are aligned.
  const ordered = [...specs].sort(
    (a, b) => ARRAYS[b.dtype].BYTES_PER_ELEMENT - ARRAYS[a.dtype].BYTES_PER_ELEMENT,
  )
  const entries = ordered.map((spec) => {
    const from = offset
    offset += sizeOf(spec)
    places.set(spec.name, { dtype: spec.dtype, at: from })
    return [spec.name, { dtype: spec.dtype, shape: spec.shape, data_offsets: [from, offset] }] as const
  })
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }))
  const header = Buffer.alloc(8 + Math.ceil(json.length / ALIGNMENT) * ALIGNMENT, ' ')
  header.writeBigUInt64LE(BigInt(header.length - 8))
  json.copy(header, 8)
  const temporary = `${path}.${process.pid}.part`
  const file = openSync(temporary, 'w+')
  let isOpen = true
  const end = () => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  const discard = () => {
    end()
    rmSync(temporary, { force: true })
  }
  const writeAt = (bytes: Uint8Array, at: number) => {
    try {
      for (let written = 0; written < bytes.length; )
        written += writeSync(file, bytes, written, bytes.length - written, at + written)
    } catch (error) {
      discard()
      throw error
    }
  }
  writeAt(header, 0)
  return {
    write(name, from, values) {
      const { dtype, at } = places.get(name)!
      writeAt(bytesOf(values), header.length + at + from * ARRAYS[dtype].BYTES_PER_ELEMENT)
    },
    close() {
      try {
        fsyncSync(file)
        const bytes = header.length + offset
        const sha256 = digestOf(file, bytes)
        end()
        renameSync(temporary, path)
        return { bytes, sha256 }
      } catch (error) {
        discard()
        throw error
      }
    },
    discard,
  }
}

function digestOf(file: number, size: number, from = 0): string {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(PIECE)
  for (let at = from; at < size; ) {
    const count = readSync(file, piece, 0, Math.min(PIECE, size - at), at)
    if (count === 0) throw new Error('it became shorter while it was read')
    hash.update(piece.subarray(0, count))
    at += count
  }
  return hash.digest('hex')
}

/** sha256 of a whole file. Other work goes on between its pieces. @throws what the file system throws */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) hash.update(piece as Buffer)
  return hash.digest('hex')
}

const count = z.int().min(0)
const entrySchema = z.object({
  dtype: z.enum(['F32', 'F64', 'I32']),
  shape: z.array(count).max(20),
  data_offsets: z.tuple([count, count]),
})
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).default({}) })
  .catchall(entrySchema)

export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>
  readonly specs: readonly TensorSpec[]
  /** sha256 of the values. */
  digest(): string
  /** Values of a tensor; all by default. */
  read(name: string, from?: number, count?: number): TensorValues
  close(): void
}

/** @throws Error in words if the file is cut off, damaged or of another format, and what the file system throws */
export function openTensors(path: string): TensorFile {
  if (!lstatSync(path).isFile()) throw new Error('it is not a regular file')
  const file = openSync(path, 'r')
  try {
    return readHeader(file)
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function readHeader(file: number): TensorFile {
  const { size } = fstatSync(file)
  const length = size < 8 ? Number.POSITIVE_INFINITY : Number(readBytes(file, 0, 8).readBigUInt64LE())
  const start = 8 + length
  if (start > size) throw new Error('it is cut off')
  if (length > MAX_HEADER) throw new Error(`its header has ${length} bytes, at most ${MAX_HEADER} are read`)
  const header = headerSchema.safeParse(parseOrNull(readBytes(file, 8, length).toString()))
  if (!header.success) throw new Error('it is not a file of tensors')
  const { __metadata__: metadata, ...entries } = header.data
  const places = new Map<string, TensorSpec & { readonly at: number }>()
  let end = 0
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(entries)) {
    const spec = { name, dtype, shape, at: start + offsets[0] }
    if (offsets[1] - offsets[0] !== sizeOf(spec))
      throw new Error(`${name} does not have the size of its shape`)
    end = Math.max(end, offsets[1])
    places.set(name, spec)
  }
  if (start + end > size) throw new Error('it is cut off')
  return {
    metadata,
    specs: [...places.values()],
    digest: () => digestOf(file, size, start),
    read(name, from = 0, wanted) {
      const place = places.get(name)
      if (!place) throw new Error(`it has no ${name}`)
      const { BYTES_PER_ELEMENT: bytes } = ARRAYS[place.dtype]
      const all = sizeOf(place) / bytes
      const values = Math.max(0, Math.min(wanted ?? all, all - from))
      const { buffer } = readBytes(file, place.at + from * bytes, values * bytes)
      return new ARRAYS[place.dtype](buffer)
    },
    close: () => closeSync(file),
  }
}

function readBytes(file: number, from: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(length))
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, Math.min(2 ** 30, length - done), from + done)
    if (read === 0) throw new Error('it became shorter while it was read')
    done += read
  }
  return bytes
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the schema rejects null.
    return null
  }
}
