/** The TensorFlow that the engine found; which executor uses it is chosen per run (electron/engine/executors/runtime.ts). */
import type { Text } from '../../../text.ts'
import { call } from '../call.ts'

export interface RuntimeInfo {
  readonly tensorflow: 'wheel' | 'tfjs-download' | 'none'
  readonly version: string | null
  readonly xla: boolean
  readonly cores: number
  /** Why this runtime is used, when it is not the first choice. */
  readonly reason: Text | null
}

export interface EngineVersions {
  readonly layerloom: string
  /** Of the process of the engine, which is not the host's. */
  readonly node: string
  readonly tfjs: string
}

/** What the engine uses, by its settings or by default. */
export interface EngineSettings {
  readonly runs: string
  readonly cache: string
  /** Bytes. */
  readonly cacheLimit: number
  readonly cacheSize: number
  readonly threads: number
  readonly device: 'cpu' | 'gpu'
}

export const runtimeCalls = {
  runtime: call().returns<RuntimeInfo>(),
  versions: call().returns<EngineVersions>(),
  engineSettings: call().returns<EngineSettings>(),
  /** Starts the engine anew, with the settings as they are then. @throws ProblemError while it trains */
  restart: call(),
}
