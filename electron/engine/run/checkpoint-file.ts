/** One checkpoint on disk: everything a run has to remember, so that going on from it gives the same bits as never having stopped.
 *  A safetensors file (see weights-file.ts) whose header tells where the run was, and whose sha256 covers header and values:
 *  docs/run-folder.md. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { OFFSET } from '../executors/tensorflow/binding.ts'
import type { Values } from '../executors/values.ts'
import { readFile } from './data-files.ts'
import { executorRecord } from './executor-record.ts'
import type { ExecutorRecord } from './messages.ts'
import { replaceFile } from './weights-file.ts'

export const CHECKPOINTS = 'checkpoints'
const KEPT = 2
const NAME = /^\d{7}-\d{9}\.safetensors$/
/** Always the same, so that one left by a killed process is overwritten by the next. */
const PART = 'next.part'

/** Where a run was, and what it was. */
export interface CheckpointHead {
  readonly run: string
  /** 0-based epoch and steps done in it. */
  readonly epoch: number
  readonly step: number
  /** Best epoch (0-based) whose weights are among the tensors as `best/NAME`; null without any. */
  readonly best: number | null
  /** What early stopping and the other callbacks remember. */
  readonly watch: unknown
  /** sha256 of the document's text and of the data. */
  readonly document: string
  readonly fingerprint: string
  readonly seed: number
  readonly executor: ExecutorRecord
}
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Values
}
export interface Checkpoint {
  readonly head: CheckpointHead
  readonly tensors: ReadonlyMap<string, Tensor>
}

const KINDS = { F32: Float32Array, I32: Int32Array, U32: Uint32Array } as const
type Kind = keyof typeof KINDS
export const KIND_OF_DTYPE = { float32: 'F32', int32: 'I32', uint32: 'U32' } as const
export const kindOf = (values: Values): Kind =>
  values instanceof Float32Array ? 'F32' : values instanceof Int32Array ? 'I32' : 'U32'

interface Entry {
  readonly dtype: Kind
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}
interface Told {
  readonly head: CheckpointHead
  readonly entries: { readonly [name: string]: Entry }
}

/** Bytes of a value of every kind. */
const SIZE = 4
const whole = z.int().min(0)
const hash = z.string().max(200)
/** The checksum says that a file is as it was written, not who wrote it. */
const toldSchema: z.ZodType<Told> = z.object({
  head: z.looseObject({
    run: z.string().max(200),
    epoch: whole.max(1e7 - 1),
    step: whole.max(1e9 - 1),
    best: whole.nullable(),
    watch: z.unknown(),
    document: hash,
    fingerprint: hash,
    seed: whole,
    executor: executorRecord,
  }),
  entries: z.record(
    z.string().max(10_000),
    z.object({
      dtype: z.enum(['F32', 'I32', 'U32']),
      shape: z.array(whole).max(20),
      data_offsets: z.tuple([whole, whole]),
    }),
  ),
}) as z.ZodType<Told>
const headerSchema = z.object({
  __metadata__: z.object({
    format: z.literal('layerloom-checkpoint'),
    version: z.literal('1'),
    told: z.string(),
    sha256: z.string(),
  }),
})

const ALIGNMENT = 8
const digest = (text: string, values: readonly Uint8Array[]): string => {
  const hash = createHash('sha256').update(text)
  for (const part of values) hash.update(part)
  return hash.digest('hex')
}
/** JSON knows no NaN and no infinity, which a figure may be. */
const print = (value: unknown): string =>
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
    // None was ever written.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Writes one beside the others in one step and removes all but the newest. @throws what the file system throws; the earlier ones
 *  are then as they were */
export function writeCheckpoint(folder: string, { head, tensors }: Checkpoint): void {
  const entries: { [name: string]: Entry } = {}
  const values: Uint8Array[] = []
  let offset = 0
  for (const [name, tensor] of tensors) {
    const bytes = new Uint8Array(tensor.values.buffer, tensor.values.byteOffset, tensor.values.byteLength)
    entries[name] = {
      dtype: kindOf(tensor.values),
      shape: tensor.shape,
      data_offsets: [offset, offset + bytes.length],
    }
    offset += bytes.length
    values.push(bytes)
  }
  const told = print({ head, entries } satisfies Told)
  const metadata = { format: 'layerloom-checkpoint', version: '1', sha256: digest(told, values), told }
  const bare = Buffer.from(JSON.stringify({ __metadata__: metadata, ...entries }))
  const header = Buffer.alloc(Math.ceil(bare.length / ALIGNMENT) * ALIGNMENT, ' ')
  bare.copy(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const place = join(folder, CHECKPOINTS)
  mkdirSync(place, { recursive: true })
  replaceFile(join(place, nameOf(head)), [length, header, ...values], join(place, PART))
  for (const name of checkpointsIn(folder).slice(KEPT)) rmSync(join(place, name), { force: true })
}

/** @throws Error when the file is damaged or of another format */
export function readCheckpoint(folder: string, name: string): Checkpoint {
  const path = join(folder, CHECKPOINTS, name)
  if (!lstatSync(path).isFile()) throw new Error('it is no plain file')
  const bytes = Buffer.from(readFile(path), OFFSET)
  const start = bytes.length < 8 ? Number.POSITIVE_INFINITY : 8 + Number(bytes.readBigUInt64LE(0))
  if (start > bytes.length) throw new Error('it is cut off')
  const header = headerSchema.safeParse(parsed(() => JSON.parse(bytes.toString('utf8', 8, start))))
  if (!header.success) throw new Error('it is no checkpoint of this version')
  const { told: text, sha256 } = header.data.__metadata__
  const values = bytes.subarray(start)
  if (digest(text, [values]) !== sha256) throw new Error('its sha256 is not that of its content')
  const told = toldSchema.safeParse(parsed(() => parse(text)))
  if (!told.success) {
    const [issue] = told.error.issues
    throw new Error(`${issue!.path.join('.')}: ${issue!.message}`)
  }
  const { head, entries } = told.data
  if (nameOf(head) !== name) throw new Error('it has the name of another one')
  return { head, tensors: new Map(Object.entries(entries).map(([of, e]) => [of, tensorOf(of, e, values)])) }
}

function tensorOf(name: string, { dtype, shape, data_offsets: [from, to] }: Entry, values: Buffer): Tensor {
  const length = shape.reduce((n, d) => n * d, 1) * SIZE
  if (to > values.length || to - from !== length)
    throw new Error(`${name} does not have the size of its shape`)
  // A copy: the slice of the file is not aligned.
  return { shape, values: new KINDS[dtype](new Uint8Array(values.subarray(from, to)).buffer) }
}

function parsed(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    // No JSON: the schema says that it is none of ours.
    return null
  }
}

/** Removes the checkpoints newer than `name` (all without one): they belong to a future that begins anew. */
export function dropNewer(folder: string, name: string | null): void {
  for (const other of checkpointsIn(folder))
    if (name === null || other > name) rmSync(join(folder, CHECKPOINTS, other), { force: true })
}
