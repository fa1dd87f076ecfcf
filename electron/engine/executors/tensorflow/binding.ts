/** tfjs-node's native addon, loaded by itself: the engine runs whole graphs, so tfjs's own JavaScript (0.3 s to load) is not needed.
 *  Only a run's process and tests load it. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Values } from './types.ts'

export interface TensorInfo {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}
/** What the addon exports, as far as it is used (tfjs-node/binding/tfjs_binding.cc). Tensors live until they are deleted. */
export interface Binding {
  readonly TF_Version: string
  /** A view of `values` where their memory is aligned, else a copy: they must not change while the tensor lives. */
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
