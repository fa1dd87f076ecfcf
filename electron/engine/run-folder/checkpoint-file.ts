/** One checkpoint on disk: the whole state of a run, so that a resumed run gives the same bits as one that never stopped. A safetensors
 *  file (see weights-file.ts) whose header holds the position of the run, and whose sha256 covers header and values: docs/run-folder.md. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Checked } from '../../../shared/checked.ts'
import { newerVersion } from '../../../shared/file-version.ts'
import { isObject } from '../../../shared/json.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { executorRecord } from '../executors/executor-record.ts'
import type { Values } from '../executors/values.ts'

export const CHECKPOINTS = 'checkpoints'
const MAX_CHECKPOINTS = 2
const NAME = /^\d{7}-\d{9}\.safetensors$/
/** The name is constant, so that a file left by a killed process is overwritten by the next one. */
const TEMPORARY_NAME = 'next.part'

export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Values
}
export interface Checkpoint {
  readonly head: CheckpointHead
  readonly tensors: ReadonlyMap<string, Tensor>
}

const ARRAY_TYPES = { F32: Float32Array, I32: Int32Array, U32: Uint32Array } as const
type SafetensorsDtype = keyof typeof ARRAY_TYPES
export const SAFETENSORS_DTYPES = { float32: 'F32', int32: 'I32', uint32: 'U32' } as const
export const safetensorsDtype = (values: Values): SafetensorsDtype =>
  values instanceof Float32Array ? 'F32' : values instanceof Int32Array ? 'I32' : 'U32'

/** Bytes per value; the same for all dtypes. */
const BYTES_PER_VALUE = 4
const nonNegativeInt = z.int().min(0)
const hash = z.string().max(200)
type Entry = Checked<typeof entry>
const entry = z.object({
  dtype: z.enum(['F32', 'I32', 'U32']),
  shape: z.array(nonNegativeInt).max(20),
  data_offsets: z.tuple([nonNegativeInt, nonNegativeInt]),
})
/** Position and identity of a run. */
export type CheckpointHead = Checked<typeof headSchema>
const headSchema = z.looseObject({
  run: z.string().max(200),
  /** 0-based epoch and steps done in it. */
  epoch: nonNegativeInt.max(1e7 - 1),
  step: nonNegativeInt.max(1e9 - 1),
  /** Best epoch (0-based), whose weights are among the tensors as `best/NAME`; null if there is none. */
  best: nonNegativeInt.nullable(),
  /** State of early stopping and of the other callbacks. */
  watch: z.unknown(),
  /** sha256 of the document's text; `fingerprint` is that of the data. */
  document: hash,
  fingerprint: hash,
  seed: nonNegativeInt,
  executor: executorRecord,
})
/** The checksum shows that a file is unchanged, not who wrote it. */
type Content = Checked<typeof contentSchema>
const contentSchema = z.object({ head: headSchema, entries: z.record(z.string().max(10_000), entry) })
const headerSchema = z.object({
  __metadata__: z.object({
    format: z.literal('layerloom-checkpoint'),
    version: z.literal('1'),
    told: z.string(),
    sha256: z.string(),
  }),
})

const bytesOf = ({ buffer, byteOffset, byteLength }: Values) => new Uint8Array(buffer, byteOffset, byteLength)
const ALIGNMENT = 8
/** Bytes: a hundred thousand tensors need about half of this. */
const MAX_HEADER = 2 ** 26
/** Bytes: one read call returns at most 2 GiB. */
const MAX_BYTES_PER_READ = 2 ** 30
const digest = (text: string, values: readonly Uint8Array[]): string => {
  const hash = createHash('sha256').update(text)
  for (const part of values) hash.update(part)
  return hash.digest('hex')
}
/** JSON has no NaN and no infinity, which a metric may be. */
const serialize = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'number' && !Number.isFinite(v) ? { number: String(v) } : v,
  )
const parse = (text: string): unknown =>
  JSON.parse(text, (_, v: unknown) =>
    typeof v === 'object' && v !== null && 'number' in v && typeof v.number === 'string'
      ? Number(v.number)
      : v,
  )

const nameOf = ({ epoch, step }: CheckpointHead): string =>
  `${String(epoch).padStart(7, '0')}-${String(step).padStart(9, '0')}.safetensors`

/** Names of the checkpoints in a run's folder, newest first. */
export function checkpointsIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, CHECKPOINTS))
      .filter((name) => NAME.test(name))
      .sort()
      .reverse()
  } catch (error) {
    // No checkpoint was written yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Writes a checkpoint atomically and removes all but the newest ones.
 *  @throws what the file system throws; the earlier checkpoints are then unchanged */
export function writeCheckpoint(folder: string, { head, tensors }: Checkpoint): void {
  const entries: { [name: string]: Entry } = {}
  const values: Uint8Array[] = []
  let offset = 0
  for (const [name, tensor] of tensors) {
    const bytes = bytesOf(tensor.values)
    entries[name] = {
      dtype: safetensorsDtype(tensor.values),
      shape: tensor.shape,
      data_offsets: [offset, offset + bytes.length],
    }
    offset += bytes.length
    values.push(bytes)
  }
  const told = serialize({ head, entries } satisfies Content)
  const metadata = { format: 'layerloom-checkpoint', version: '1', sha256: digest(told, values), told }
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...entries }))
  const header = Buffer.alloc(Math.ceil(json.length / ALIGNMENT) * ALIGNMENT, ' ')
  json.copy(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const checkpointsFolder = join(folder, CHECKPOINTS)
  mkdirSync(checkpointsFolder, { recursive: true })
  replaceFile(
    join(checkpointsFolder, nameOf(head)),
    [length, header, ...values],
    join(checkpointsFolder, TEMPORARY_NAME),
  )
  for (const name of checkpointsIn(folder).slice(MAX_CHECKPOINTS))
    rmSync(join(checkpointsFolder, name), { force: true })
}

/** @throws Error if the file is damaged or of another format. Only the bytes on which header and file size agree are read. */
export function readCheckpoint(folder: string, name: string): Checkpoint {
  const path = join(folder, CHECKPOINTS, name)
  if (!lstatSync(path).isFile()) throw new Error('it is not a regular file')
  const file = openSync(path, 'r')
  try {
    return parseCheckpoint(file, name)
  } finally {
    closeSync(file)
  }
}

function parseCheckpoint(file: number, name: string): Checkpoint {
  const { size } = fstatSync(file)
  if (size < 8) throw new Error('it is cut off')
  const length = Number(read(file, 0, 8).readBigUInt64LE())
  const start = 8 + length
  if (start > size) throw new Error('it is cut off')
  if (length > MAX_HEADER) throw new Error(`its header has ${length} bytes, at most ${MAX_HEADER} are read`)
  const json = parseOrNull(() => JSON.parse(read(file, 8, length).toString()))
  const newer = newerVersion(isObject(json) ? json.__metadata__ : null)
  if (newer !== null) throw new Error(newer)
  const header = headerSchema.safeParse(json)
  if (!header.success) throw new Error('it is not a checkpoint of this version')
  const { told: text, sha256 } = header.data.__metadata__
  const content = contentSchema.safeParse(parseOrNull(() => parse(text)))
  if (!content.success) {
    const [issue] = content.error.issues
    throw new Error(`${issue!.path.join('.')}: ${issue!.message}`)
  }
  const { head, entries } = content.data
  if (nameOf(head) !== name) throw new Error('it has the name of another one')
  checkOffsets(entries, size - start)
  if (size > totalmem()) throw new Error(`it has ${size} bytes, more than this computer has memory`)
  const tensors = new Map(
    Object.entries(entries).map(
      ([
        tensorName,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        // Each tensor has its own buffer, because the offsets in the file are not aligned.
        const { buffer } = read(file, start + from, to - from)
        return [tensorName, { shape, values: new ARRAY_TYPES[dtype](buffer) }]
      },
    ),
  )
  const bytes = inFileOrder(entries).map(([of]) => bytesOf(tensors.get(of)!.values))
  if (digest(text, bytes) !== sha256) throw new Error('its sha256 is not that of its content')
  return { head, tensors }
}

/** Entries in the order of their offsets; one without values comes before the entry at the same offset. */
const inFileOrder = (entries: Content['entries']) =>
  Object.entries(entries).sort(
    ([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1],
  )

/** @throws Error unless the tensors have the sizes of their shapes and fill the file after the header */
function checkOffsets(entries: Content['entries'], size: number): void {
  let offset = 0
  for (const [
    name,
    {
      shape,
      data_offsets: [from, to],
    },
  ] of inFileOrder(entries)) {
    if (from !== offset || to - from !== shape.reduce((n, d) => n * d, 1) * BYTES_PER_VALUE)
      throw new Error(`${name} does not have the size of its shape`)
    offset = to
  }
  if (offset > size) throw new Error('it is cut off')
  if (offset < size) throw new Error(`${size - offset} bytes follow its tensors`)
}

function read(file: number, from: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(length))
  for (let bytesRead = 0; bytesRead < length; ) {
    const count = readSync(
      file,
      bytes,
      bytesRead,
      Math.min(MAX_BYTES_PER_READ, length - bytesRead),
      from + bytesRead,
    )
    if (count === 0) throw new Error('it became shorter while it was read')
    bytesRead += count
  }
  return bytes
}

function parseOrNull(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    // Not JSON: the schema rejects null.
    return null
  }
}

/** Removes the checkpoints newer than `name`, or all of them if it is null: training is repeated from there. */
export function removeNewer(folder: string, name: string | null): void {
  for (const other of checkpointsIn(folder))
    if (name === null || other > name) rmSync(join(folder, CHECKPOINTS, other), { force: true })
}
