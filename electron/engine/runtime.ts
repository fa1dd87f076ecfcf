/** Which TensorFlow is there, as the set-up wrote it down, and what a run's process needs in its environment. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { RuntimeInfo } from '../../shared/ipc/contract.ts'
import { same } from '../../shared/text.ts'
import type { DTypePolicy } from '../../shared/training/dtype-policy.ts'
import { compiledRoot } from './cache/contents.ts'
import type { ExecutorKind } from './run/messages.ts'

const outcome = z.object({
  kind: z.string(),
  version: z.string().optional(),
  reason: z.string().optional(),
})
const fileSchema = z.object({ tensorflow: outcome.optional() })

/** XLA ends the process on a flag it does not know, so flags are set only for the version they were tried with. */
const XLA_VERSION = /^2\.21\./

/** What `<cache>/runtime.json` says. */
export function readRuntime(cache: string, env: NodeJS.ProcessEnv = process.env): RuntimeInfo {
  const found = tensorflowOf(join(cache, 'runtime.json'))
  const kind = found?.kind === 'wheel' || found?.kind === 'tfjs-download' ? found.kind : 'none'
  const version = kind === 'none' ? null : (found?.version ?? null)
  return {
    tensorflow: kind,
    version,
    xla: kind === 'wheel' && XLA_VERSION.test(version ?? '') && env.LAYERLOOM_EXECUTOR !== 'graph',
    cores: availableParallelism(),
    reason: found?.reason
      ? same(found.reason)
      : kind === 'none'
        ? {
            en: 'The set-up has not put TensorFlow in place yet: run npm start.',
            ko: 'TensorFlow가 아직 설치되지 않았습니다. npm start를 실행하세요.',
          }
        : null,
  }
}

function tensorflowOf(path: string) {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).tensorflow
  } catch {
    // Not there or not readable: the same as no TensorFlow, and the reason says what to do.
    return undefined
  }
}

/** Compiling takes about 0.1 s a layer: beyond this many the plain graph has trained a good while before XLA begins. */
const MAX_XLA_LAYERS = 200

/** LAYERLOOM_EXECUTOR=portable|graph|xla decides where it is set; otherwise XLA where it is known to work and pays, and no native
 *  code where there is none. */
export function executorOf(
  runtime: RuntimeInfo,
  layers: number,
  env: NodeJS.ProcessEnv = process.env,
): ExecutorKind {
  const wish = env.LAYERLOOM_EXECUTOR
  if (runtime.tensorflow === 'none' || wish === 'portable') return 'portable'
  if (wish === 'xla' || wish === 'graph') return wish
  return runtime.xla && layers <= MAX_XLA_LAYERS ? 'xla' : 'graph'
}

/** LAYERLOOM_DEVICE=gpu asks for a GPU; a run that then finds none fails. */
export const wantsGpu = (env: NodeJS.ProcessEnv = process.env): boolean => env.LAYERLOOM_DEVICE === 'gpu'

/** 'TensorFlow 2.21 · XLA · 2 cores', GPU where it was asked for, and the dtype policy where it is not float32. */
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

/** What TensorFlow reads when it loads: it belongs in the environment of the run's process.
 *  @param compiled folder where compiled networks are kept; null to keep none */
export function runEnvironment(
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  compiled: string | null,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  // A TensorFlow with CUDA would take a GPU unasked, and TF32 in place of float32 with it, asked or not.
  const device = wantsGpu(env) ? { NVIDIA_TF32_OVERRIDE: '0' } : { CUDA_VISIBLE_DEVICES: '-1' }
  const base = { ...env, TF_CPP_MIN_LOG_LEVEL: '3', ...device }
  return kind === 'xla' && XLA_VERSION.test(runtime.version ?? '') && compiled !== null
    ? { ...base, TF_XLA_FLAGS: `--tf_xla_persistent_cache_directory=${compiled}` }
    : base
}

/** Without it XLA copies the first weight matrix at every step. */
const USUAL_FLAGS = '--xla_cpu_copy_insertion_use_region_analysis=true'
/** Bytes that a loop may touch and still be one function on one thread, with its products as plain loops. */
const SMALL_FLAGS = '--xla_backend_extra_options=xla_cpu_small_while_loop_byte_threshold=1000000000'

/** What XLA reads when it first compiles: by then the run's process knows its network. Flags that are in the environment stay. */
export const xlaFlags = (
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  small: boolean,
  env: NodeJS.ProcessEnv = process.env,
): { readonly [variable: string]: string } =>
  kind !== 'xla' || !XLA_VERSION.test(runtime.version ?? '') || env.XLA_FLAGS !== undefined
    ? {}
    : { XLA_FLAGS: small ? `${USUAL_FLAGS} ${SMALL_FLAGS}` : USUAL_FLAGS }

/** Folder of the networks compiled by this TensorFlow for this processor (code for another one could not run); null where none
 *  are kept. */
export const compiledFolder = (
  runtime: RuntimeInfo,
  kind: ExecutorKind,
  cache: string,
  env: NodeJS.ProcessEnv = process.env,
): string | null =>
  kind === 'xla' && XLA_VERSION.test(runtime.version ?? '') && env.TF_XLA_FLAGS === undefined
    ? join(compiledRoot(cache), `${runtime.version}-${processor()}`)
    : null

function processor(): string {
  const model = cpus()[0]?.model ?? ''
  return createHash('sha256').update(`${process.arch} ${model} ${cpuFlags()}`).digest('hex').slice(0, 16)
}

/** The instruction sets where the system lists them: virtual machines of one model differ in them. */
function cpuFlags(): string {
  try {
    return /^(?:flags|Features)\s*:.*$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[0] ?? ''
  } catch {
    // Not Linux: the model's name has to do.
    return ''
  }
}
