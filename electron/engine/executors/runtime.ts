/** Reads which TensorFlow the set-up installed, and builds the environment of a run's process. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { DTypePolicy } from '../../../shared/catalog/dtype-policy.ts'
import type { RuntimeInfo } from '../../../shared/ipc/contract/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import { requestedThreads } from '../../system/threads.ts'
import { compiledRoot } from '../cache/contents.ts'
import type { ExecutorKind } from './executor.ts'
import { type Computer, nativeFault, thisComputer } from './native-support.ts'

const installation = z.object({
  kind: z.string(),
  version: z.string().optional(),
  reason: z.string().optional(),
})
const fileSchema = z.object({ tensorflow: installation.optional() })

/** Variable of the environment with the `runtime.json` of a package: the desktop app sets it for its engine. */
const RUNTIME_VARIABLE = 'LAYERLOOM_RUNTIME'

/** XLA aborts the process on an unknown flag, so flags are set only for the version they were tested with. */
const XLA_VERSION = /^2\.21\./

/** Reads the `runtime.json` of the package, otherwise the one of the set-up in the cache. */
export function readRuntime(
  cache: string,
  env: NodeJS.ProcessEnv = process.env,
  computer: Computer = thisComputer(),
): RuntimeInfo {
  const fault = nativeFault(computer)
  const found =
    fault === null ? tensorflowOf(env[RUNTIME_VARIABLE] ?? join(cache, 'runtime.json')) : undefined
  const kind = found?.kind === 'wheel' || found?.kind === 'tfjs-download' ? found.kind : 'none'
  const version = kind === 'none' ? null : (found?.version ?? null)
  return {
    tensorflow: kind,
    version,
    xla: kind === 'wheel' && XLA_VERSION.test(version ?? '') && env.LAYERLOOM_EXECUTOR !== 'graph',
    cores: threadsOf(env),
    reason: fault ?? (found?.reason ? untranslated(found.reason) : kind === 'none' ? NOT_INSTALLED : null),
  }
}

const NOT_INSTALLED: Text = {
  en: 'TensorFlow is not installed yet: run npm start.',
  ko: 'TensorFlow가 아직 설치되지 않았습니다. npm start를 실행하세요.',
}

function tensorflowOf(path: string) {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).tensorflow
  } catch {
    // Missing or unreadable: treated as no TensorFlow, and the reason tells the user what to do.
    return undefined
  }
}

/** Compiling takes about 0.1 s per layer: with more layers the plain graph has trained for a while before XLA starts. */
const MAX_XLA_LAYERS = 200

/** The executor that LAYERLOOM_EXECUTOR names (portable, graph, xla), which `--runtime` of the command line sets; otherwise XLA where it
 *  is supported and pays off, and the portable executor without TensorFlow. */
export function executorOf(
  runtime: RuntimeInfo,
  layers: number,
  env: NodeJS.ProcessEnv = process.env,
): ExecutorKind {
  const requested = env.LAYERLOOM_EXECUTOR
  if (runtime.tensorflow === 'none' || requested === 'portable') return 'portable'
  if (requested === 'xla' || requested === 'graph') return requested
  return runtime.xla && layers <= MAX_XLA_LAYERS ? 'xla' : 'graph'
}

/** LAYERLOOM_DEVICE=gpu requests a GPU; a run that finds none fails. */
export const wantsGpu = (env: NodeJS.ProcessEnv = process.env): boolean => env.LAYERLOOM_DEVICE === 'gpu'

/** Threads that TensorFlow computes with: LAYERLOOM_THREADS, otherwise as many as there are processor cores. */
export const threadsOf = (env: NodeJS.ProcessEnv = process.env): number =>
  requestedThreads(env) ?? availableParallelism()

/** For example 'TensorFlow 2.21 · XLA · 2 cores', with GPU if requested, and the dtype policy if it is not float32. */
export const executorTitle = (
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  policy: DTypePolicy = 'float32',
  env: NodeJS.ProcessEnv = process.env,
): string =>
  [
    ...(kind === 'portable'
      ? ['Portable', 'WebAssembly', '1 core']
      : [
          `TensorFlow ${(runtime.version ?? '').split('.').slice(0, 2).join('.')}`.trim(),
          kind === 'xla' ? 'XLA' : 'graph',
          wantsGpu(env) ? 'GPU' : `${runtime.cores} ${runtime.cores === 1 ? 'core' : 'cores'}`,
        ]),
    ...(policy === 'float32' ? [] : [policy]),
  ].join(' · ')

/** Environment variables that TensorFlow reads when it loads, which must be set when the run's process is spawned.
 *  @param compiled folder of the compilation cache; null for none */
export function runEnvironment(
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  compiled: string | null,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  // A TensorFlow with CUDA would use a GPU unrequested, and TF32 in place of float32 in any case.
  const device = wantsGpu(env) ? { NVIDIA_TF32_OVERRIDE: '0' } : { CUDA_VISIBLE_DEVICES: '-1' }
  const count = requestedThreads(env)
  const threads =
    count === null ? {} : { TF_NUM_INTRAOP_THREADS: String(count), TF_NUM_INTEROP_THREADS: String(count) }
  const base = { ...env, TF_CPP_MIN_LOG_LEVEL: '3', ...device, ...threads }
  return kind === 'xla' && XLA_VERSION.test(runtime.version ?? '') && compiled !== null
    ? { ...base, TF_XLA_FLAGS: `--tf_xla_persistent_cache_directory=${quoted(compiled)}` }
    : base
}

/** A value of a flag, which would otherwise end at its first blank. */
const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`

/** Without this flag XLA copies the first weight matrix at every step. */
const DEFAULT_FLAGS = '--xla_cpu_copy_insertion_use_region_analysis=true'
/** Bytes that a loop may touch to be compiled as one function on one thread, with its matrix products as plain loops. */
const SMALL_FLAGS = '--xla_backend_extra_options=xla_cpu_small_while_loop_byte_threshold=1000000000'

/** Flags that XLA reads when it first compiles, when the run's process knows its network. Flags in the environment are kept. */
export const xlaFlags = (
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  small: boolean,
  env: NodeJS.ProcessEnv = process.env,
): { readonly [variable: string]: string } =>
  kind !== 'xla' || !XLA_VERSION.test(runtime.version ?? '') || env.XLA_FLAGS !== undefined
    ? {}
    : { XLA_FLAGS: small ? `${DEFAULT_FLAGS} ${SMALL_FLAGS}` : DEFAULT_FLAGS }

/** Folder of the networks compiled by this TensorFlow for this processor, as code for another processor could not run; null if none are
 *  cached. */
export const compiledFolder = (
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  cache: string,
  env: NodeJS.ProcessEnv = process.env,
): string | null =>
  kind === 'xla' && XLA_VERSION.test(runtime.version ?? '') && env.TF_XLA_FLAGS === undefined
    ? join(compiledRoot(cache), `${runtime.version}-${processor()}`)
    : null

/** With the instruction sets, if the system lists them: virtual machines of the same model differ in them. */
function processor(): string {
  const model = cpus()[0]?.model ?? ''
  const { instructionSets } = thisComputer()
  return createHash('sha256').update(`${process.arch} ${model} ${instructionSets}`).digest('hex').slice(0, 16)
}
