/** Weights in the safetensors format: header length (uint64), JSON header, then the values, little-endian. The header's `__metadata__` has
 *  the epoch and the sha256 of the values. Format: https://github.com/huggingface/safetensors#format */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { replaceFile } from '../../system/replace-file.ts'

export interface Weight {
  readonly shape: readonly number[]
  readonly values: Float32Array
}
export type Weights = ReadonlyMap<string, Weight>

/** Alignment of header and values. */
const ALIGNMENT = 8

/** Replaces the file atomically. @throws what the file system throws */
export function writeWeights(path: string, weights: Weights, epoch: number): void {
  let offset = 0
  const entries: [string, unknown][] = []
  const hash = createHash('sha256')
  const parts: Uint8Array[] = []
  for (const [name, { shape, values }] of weights) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    entries.push([name, { dtype: 'F32', shape, data_offsets: [offset, offset + bytes.length] }])
    offset += bytes.length
    hash.update(bytes)
    parts.push(bytes)
  }
  const metadata = { format: 'layerloom', epoch: String(epoch), sha256: hash.digest('hex') }
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) })
  const json = Buffer.from(text)
  const header = Buffer.alloc(Math.ceil(json.length / ALIGNMENT) * ALIGNMENT, ' ')
  json.copy(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  replaceFile(path, [length, header, ...parts])
}

type Entries = {
  readonly [name: string]: { readonly shape: number[]; readonly data_offsets: [number, number] }
}
type Header = { readonly __metadata__: { readonly epoch: string; readonly sha256: string } }

/** Reads a file of writeWeights. @throws Error if the values do not match the hash in the header */
export function readWeights(path: string): { epoch: number; weights: Map<string, Weight> } {
  const bytes = readFileSync(path)
  const start = 8 + Number(bytes.readBigUInt64LE(0))
  const { __metadata__: metadata, ...entries } = JSON.parse(bytes.toString('utf8', 8, start)) as Header
  const sha256 = createHash('sha256').update(bytes.subarray(start)).digest('hex')
  if (sha256 !== metadata.sha256)
    throw new Error(`${path} is damaged: its values are not those it was written with`)
  const weights = new Map<string, Weight>()
  for (const [name, { shape, data_offsets }] of Object.entries(entries as Entries)) {
    const part = bytes.subarray(start + data_offsets[0], start + data_offsets[1])
    weights.set(name, { shape, values: new Float32Array(new Uint8Array(part).buffer) })
  }
  return { epoch: Number(metadata.epoch), weights }
}
