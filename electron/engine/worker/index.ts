/** The process of one run: loads its executor, waits for its job, trains and exits. Started by the engine (runs/child-run.ts). */
import { constants, cpus, setPriority } from 'node:os'
import type { TrialKind } from '../../../shared/ipc/contract/index.ts'
import { ProblemError, problem, withoutFix } from '../../../shared/problem.ts'
import { TemporaryFolderError } from '../../system/temporary-folders.ts'
import type { Executor, ExecutorKind } from '../executors/executor.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import { threadsOf, wantsGpu } from '../executors/runtime.ts'
import { evaluateRun } from './evaluation/evaluate.ts'
import { openNetwork } from './evaluation/network.ts'
import { probeOutputs } from './evaluation/probe-outputs.ts'
import { type RowPredictor, rowPredictor } from './evaluation/row-predictor.ts'
import { loadExecutor } from './load-executor.ts'
import {
  type Busy,
  type Ending,
  type EvaluationJob,
  type FromRun,
  type Halt,
  type PredictorJob,
  type ProbeJob,
  type RunJob,
  type ToRun,
  UNEXPECTED,
} from './messages.ts'
import { type SignalsServer, signalsServer } from './signals/signals-server.ts'
import { noGpu, noWebAssembly, temporaryNotWritable, unforeseen } from './texts.ts'
import { trainRun } from './train.ts'
import { runTrial } from './trials.ts'
import { warmUp } from './warm-up.ts'

// Loading takes about half a second, during which the engine prepares the data.
const loading = loadExecutor(process.argv[2] as ExecutorKind, (why) =>
  send({ type: 'log', text: noWebAssembly(why) }),
)
/** Milliseconds without a job after which the executor is warmed up. */
const IDLE_DELAY = 300
loading.then(
  () =>
    setTimeout(() => {
      // A run that meets the same error reports it.
      if (!busy && signals === null) warmUpExecutor().catch((error: unknown) => console.error(error))
    }, IDLE_DELAY).unref(),
  () => {}, // The run that awaits the executor reports the error.
)

/** Warms up without XLA: XLA reads its flags when it first compiles, and they depend on the network. */
async function warmUpExecutor(): Promise<void> {
  const kind = process.argv[2] as ExecutorKind
  const executor = kind === 'xla' ? await loadExecutor('graph', () => {}) : await loading
  if (!busy) warmUp(executor)
}

const send = (message: FromRun | Busy, onSent?: () => void): void => {
  process.send!(message, undefined, undefined, () => onSent?.())
}

/** Milliseconds for a last checkpoint after the engine is gone. */
const EXIT_TIMEOUT = 5000
let busy = false
let halted: Halt | null = null
let resolveAllowed = (_: boolean) => {}
const allowed = new Promise<boolean>((resolve) => {
  resolveAllowed = resolve
})
process.on('message', (message: ToRun) => {
  if (message.type === 'start') void run(message.job)
  else if (message.type === 'trial') void trial(message.kind, message.job)
  else if (message.type === 'evaluate') void evaluate(message.job)
  else if (message.type === 'openPredictor') predictor = openPredictor(message.job)
  else if (message.type === 'probe') void probe(message.job)
  else if (message.type === 'predict') void predict(message)
  else if (message.type === 'computeSignals') requireSignals().compute(message.id, message.job)
  else if (message.type === 'cancelSignals') signals?.cancel(message.id)
  else if (message.type === 'resume') resolveAllowed(true)
  else {
    halted = message.type
    resolveAllowed(false)
    send({ type: 'stopping' })
  }
})
/** Without the engine nobody receives results: write a checkpoint and exit. */
process.on('disconnect', () => {
  halted ??= 'stop'
  resolveAllowed(false)
  if (busy) setTimeout(() => process.exit(0), EXIT_TIMEOUT)
  else process.exit(0)
})

async function run(job: RunJob): Promise<void> {
  begin(job)
  let ending: Ending
  try {
    const executor = await requireExecutor()
    const record = executorRecord(job.executor, executor)
    send({ type: 'executor', record })
    ending = await trainRun(job, {
      emit: send,
      halted: () => halted,
      allowed: () => allowed,
      yieldToEventLoop,
      chunk: numberFromEnv('LAYERLOOM_CHUNK'),
      checkpointSeconds: numberFromEnv('LAYERLOOM_CHECKPOINT_SECONDS'),
      signalsSeconds: numberFromEnv('LAYERLOOM_SIGNALS_SECONDS'),
      executor,
      record,
    })
  } catch (error) {
    ending = failure(error)
  }
  send({ type: 'ended', ending, peakBytes: process.resourceUsage().maxRSS * 1024 }, () => process.exit(0))
}

/** The executor, on the device that was requested. */
async function requireExecutor(): Promise<Executor> {
  const executor = await loading
  if (wantsGpu() && executor.device !== 'gpu') throw new ProblemError([noGpu(executor.version)])
  return executor
}

function begin({ flags }: Pick<RunJob, 'flags'>): void {
  busy = true
  Object.assign(process.env, flags)
}

async function trial(kind: TrialKind, job: RunJob): Promise<void> {
  begin(job)
  try {
    const executor = await requireExecutor()
    const record = executorRecord(job.executor, executor)
    send({
      type: 'trial',
      result: await runTrial(kind, job, { emit: send, yieldToEventLoop, executor, record }),
    })
  } catch (error) {
    send({ type: 'ended', ending: failure(error), peakBytes: 0 })
  }
}

/** Milliseconds between two reports of progress. */
const REPORT_INTERVAL = 100

async function evaluate(job: EvaluationJob): Promise<void> {
  begin(job)
  let latest = 0
  try {
    evaluateRun(job, await requireExecutor(), (message) => {
      const isProgress = message.stage === 'predicting' || message.stage === 'intervals'
      if (isProgress && message.done < message.total && Date.now() - latest < REPORT_INTERVAL) return
      latest = Date.now()
      send({ type: 'evaluation', message })
    })
  } catch (error) {
    send({ type: 'ended', ending: failure(error), peakBytes: 0 })
  }
}

let predictor: Promise<RowPredictor> | null = null

async function openPredictor(job: PredictorJob): Promise<RowPredictor> {
  begin(job)
  const executor = await requireExecutor()
  return rowPredictor(openNetwork(job, job.weights), executor)
}

async function predict({ features, rows, passes }: Extract<ToRun, { type: 'predict' }>): Promise<void> {
  try {
    const opened = await predictor!
    const outputs =
      passes === null ? opened.predict(features, rows) : opened.predictPasses(features, rows, passes)
    send({ type: 'predictions', outputs, weights: opened.weights })
  } catch (error) {
    send({ type: 'ended', ending: failure(error), peakBytes: 0 })
  }
}

async function probe(job: ProbeJob): Promise<void> {
  begin(job)
  try {
    const executor = await requireExecutor()
    send({ type: 'probed', outputs: probeOutputs(openNetwork(job, job.weights), job.features, executor) })
  } catch (error) {
    send({ type: 'ended', ending: failure(error), peakBytes: 0 })
  }
}

let signals: SignalsServer | null = null

function requireSignals(): SignalsServer {
  signals ??= signalsServer(loading, yieldToEventLoop, {
    onSignals: (id, found) => send({ type: 'initialSignals', id, signals: found }),
    onFailure: (id, error) => send({ type: 'signalsFailed', id, problems: failure(error).problems }),
  })
  return signals
}

const yieldToEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A number from an environment variable: docs/run-folder.md. */
const numberFromEnv = (name: string): number | undefined => {
  const text = process.env[name]
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

function executorRecord(kind: ExecutorKind, { version, device }: Executor): ExecutorRecord {
  const flags = Object.fromEntries(
    ['XLA_FLAGS', 'TF_XLA_FLAGS'].flatMap((name) => {
      const value = process.env[name]
      return value ? [[name, value]] : []
    }),
  )
  return {
    kind,
    version,
    // WebAssembly in Node computes on the thread that calls it.
    threads: kind === 'portable' ? 1 : threadsOf(),
    flags,
    cpu: cpus()[0]?.model ?? process.arch,
    device,
  }
}

function failure(error: unknown): Ending {
  const message = error instanceof Error ? error.message : String(error)
  const problems =
    error instanceof ProblemError
      ? error.problems.map(withoutFix)
      : error instanceof TemporaryFolderError
        ? [temporaryNotWritable(error.folder, error.code)]
        : [problem(UNEXPECTED, unforeseen(message))]
  return {
    state: 'failed',
    reason: problems[0]?.message ?? unforeseen(message),
    problems,
    bestEpoch: null,
    epochs: 0,
  }
}

// The window and the engine have priority when training uses all cores; TensorFlow's threads inherit the setting.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
