/** tfjs-node's native addon, loaded by itself: the engine runs whole graphs, so tfjs's own JavaScript (0.3 s to load) is not needed.
 *  Only a run's process and tests load it. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DType } from '../../../../shared/graph/ops.ts'
import type { Values } from '../values.ts'
import { DT } from './types.ts'

export interface TensorInfo {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}
/** What the addon exports, as far as it is used (tfjs-node/binding/tfjs_binding.cc). Tensors live until they are deleted. */
export interface Binding {
  readonly TF_Version: string
  /** TensorFlow found a GPU that it may use. */
  isUsingGpuDevice(): boolean
  /** See createTensor below. */
  createTensor(shape: readonly number[], dtype: number, values: Values): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  /** `feeds` and `fetches` are lists joined by commas, each `node:output`. */
  runSavedModel(id: number, inputs: readonly number[], feeds: string, fetches: string): TensorInfo[]
  getNumOfTensors(): number
}

let binding: Binding | null = null

/** Loads TensorFlow into this process. @throws Error when the addon or its library is missing */
export function loadBinding(): Binding {
  if (binding) return binding
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
  const require = createRequire(import.meta.url)
  const home = dirname(require.resolve('@tensorflow/tfjs-node/package.json'))
  binding = require(join(home, 'lib', 'napi-v8', 'tfjs_binding.node')) as Binding
  return binding
}

/** Byte offset at which no memory is aligned for TensorFlow: V8 aligns buffers to 16 bytes, TensorFlow wants 32 or 64. */
export const OFFSET = 4

/**
 * A tensor with a copy of `values` (uint32 cannot be carried: hand over int32). The addon lends aligned memory of JavaScript to
 * TensorFlow, and when a variable that took it lets go of it on one of TensorFlow's own threads, V8 is called from that thread,
 * which breaks it. Memory that is not aligned is copied at once, so that is what the addon is given.
 */
export const createTensor = (
  binding: Binding,
  shape: readonly number[],
  dtype: DType,
  values: Values,
): number => binding.createTensor(shape, DT[dtype], unaligned(values))

export function unaligned<V extends Values>(values: V): V {
  if (values.byteOffset % 16 !== 0) return values
  const copy = new Uint8Array(new ArrayBuffer(values.byteLength + OFFSET), OFFSET)
  copy.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  const View = values.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => V
  return new View(copy.buffer, OFFSET, values.length)
}
