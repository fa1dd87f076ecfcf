/** Loads tfjs-node's native addon directly: the engine runs whole graphs, so tfjs's JavaScript (0.3 s to load) is not needed. Only a run's
 *  process and tests load it. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DType } from '../../../../shared/graph/op.ts'
import type { Values } from '../values.ts'
import { DT } from './types.ts'

export interface TensorInfo {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}
/** The used exports of the addon (tfjs-node/binding/tfjs_binding.cc). Tensors must be deleted explicitly. */
export interface Binding {
  readonly TF_Version: string
  /** Whether TensorFlow found a usable GPU. */
  isUsingGpuDevice(): boolean
  /** See createTensor below. */
  createTensor(shape: readonly number[], dtype: number, values: Values): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  /** `feeds` and `fetches` are comma-separated lists of `node:output`. */
  runSavedModel(id: number, inputs: readonly number[], feeds: string, fetches: string): TensorInfo[]
  getNumOfTensors(): number
}

let binding: Binding | null = null

/** Loads TensorFlow into this process. @throws Error if the addon or its library is missing */
export function loadBinding(): Binding {
  if (binding) return binding
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
  const require = createRequire(import.meta.url)
  const packageFolder = dirname(require.resolve('@tensorflow/tfjs-node/package.json'))
  binding = require(join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node')) as Binding
  return binding
}

/** Byte offset that makes memory unaligned for TensorFlow: V8 aligns buffers to 16 bytes, TensorFlow requires 32 or 64. */
export const OFFSET = 4

/** A tensor with a copy of `values` (uint32 is not supported: pass int32). The addon shares aligned JavaScript memory with TensorFlow. When
 *  a variable releases that memory on one of TensorFlow's threads, V8 is called from that thread and crashes. Unaligned memory is copied at
 *  once, so the addon only receives unaligned memory. */
export const createTensor = (
  binding: Binding,
  shape: readonly number[],
  dtype: DType,
  values: Values,
): number => binding.createTensor(shape, DT[dtype], toUnaligned(values))

export function toUnaligned<V extends Values>(values: V): V {
  if (values.byteOffset % 16 !== 0) return values
  const copy = new Uint8Array(new ArrayBuffer(values.byteLength + OFFSET), OFFSET)
  copy.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  const View = values.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => V
  return new View(copy.buffer, OFFSET, values.length)
}
