/** Controls the process of one run from the engine: spawns it, sends the job, requests a stop, and kills it if it does not respond. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { TrialKind } from '../../../shared/ipc/contract/index.ts'
import type { ExecutorKind } from '../executors/executor.ts'
import type {
  Busy,
  EvaluationJob,
  FromRun,
  Halt,
  PredictorJob,
  ProbeJob,
  RunJob,
  SignalsJob,
  ToRun,
} from '../worker/messages.ts'
import type { Crash } from './crash-text.ts'

/** Milliseconds: a process that has not answered a stop by then is inside a call that cannot be interrupted. */
const STOP_TIMEOUT = 120
/** Milliseconds: writing the last weights of a large network may take this long. */
const END_TIMEOUT = 30_000
const MAX_LINES = 12

export interface ChildRun {
  readonly pid: number | undefined
  start(job: RunJob): void
  /** Lets a resumed run change its folder. */
  resume(): void
  trial(kind: TrialKind, job: RunJob): void
  evaluate(job: EvaluationJob): void
  openPredictor(job: PredictorJob): void
  probe(job: ProbeJob): void
  predict(request: Omit<Extract<ToRun, { readonly type: 'predict' }>, 'type'>): void
  signals(id: number, job: SignalsJob): void
  cancelSignals(id: number): void
  /** Requests a halt, and kills the process after STOP_TIMEOUT (longer while it is busy) without an answer, or at once if `isResponsive` is false. */
  halt(how: Halt, isResponsive: boolean): void
  kill(): void
}

export interface ChildEvents {
  onMessage(message: FromRun): void
  /** The process exited; `null` if it had sent its ending. */
  onExit(crash: Crash | null): void
}

/** Wraps a listener, so that an exception in it ends the run instead of the engine. @param kill kills the process */
export function guardListener(events: ChildEvents, kill: () => void): ChildEvents {
  let exited = false
  const onExit = (crash: Crash | null) => {
    if (exited) return
    exited = true
    try {
      events.onExit(crash)
    } catch (error) {
      onError(error)
    }
  }
  /** Reported as an exit of the process, so that nothing waits for it. */
  const onError = (fault: unknown) => {
    exited = true
    console.error(fault)
    try {
      kill()
      events.onExit({ code: null, signal: null, lines: [String(fault)] })
    } catch (error) {
      console.error(error)
    }
  }
  return {
    onMessage(message) {
      if (exited) return
      try {
        events.onMessage(message)
      } catch (error) {
        onError(error)
      }
    },
    onExit,
  }
}

export function spawnRun(
  entry: string,
  executor: ExecutorKind,
  env: NodeJS.ProcessEnv,
  listener: ChildEvents,
): ChildRun {
  const child: ChildProcess = spawn(process.execPath, [entry, executor], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env,
  })
  const events = guardListener(listener, () => void child.kill('SIGKILL'))
  let lines: string[] = []
  let hasEnded = false
  let exited = false
  let timer: NodeJS.Timeout | null = null
  let busyUntil = 0
  child.stderr!.setEncoding('utf8')
  child.stderr!.on('data', (text: string) => {
    lines = [...lines, ...text.split('\n').filter(isInformative)].slice(-MAX_LINES)
  })
  child.on('message', (message: FromRun | Busy) => {
    if (message.type === 'busy') {
      busyUntil = Date.now() + message.milliseconds
      return
    }
    if (message.type === 'stopping' && timer) {
      clearTimeout(timer)
      timer = setTimeout(killNow, END_TIMEOUT)
    }
    if (message.type === 'ended') hasEnded = true
    events.onMessage(message)
  })
  const onExit = (crash: Crash) => {
    if (exited) return
    exited = true
    if (timer) clearTimeout(timer)
    events.onExit(hasEnded ? null : crash)
  }
  // The process does nothing from here on, but the system may take a while to remove it.
  const killNow = () => {
    child.kill('SIGKILL')
    onExit({ code: null, signal: 'SIGKILL', lines })
  }
  child.on('error', (error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT' ? { missing: process.execPath } : {}
    onExit({ code: null, signal: null, lines: [error.message], ...missing })
  })
  // 'close' follows the last line of stderr.
  child.on('close', (code, signal) => onExit({ code, signal, lines }))
  const send = (message: ToRun) => {
    if (child.connected) child.send(message, () => {}) // a disconnected process is about to close
  }
  return {
    pid: child.pid,
    start: (job) => send({ type: 'start', job }),
    resume: () => send({ type: 'resume' }),
    trial: (kind, job) => send({ type: 'trial', kind, job }),
    evaluate: (job) => send({ type: 'evaluate', job }),
    openPredictor: (job) => send({ type: 'openPredictor', job }),
    probe: (job) => send({ type: 'probe', job }),
    predict: (request) => send({ type: 'predict', ...request }),
    signals: (id, job) => send({ type: 'computeSignals', id, job }),
    cancelSignals: (id) => send({ type: 'cancelSignals', id }),
    halt(how, isResponsive) {
      if (exited || timer) return
      if (!isResponsive) return killNow()
      send({ type: how })
      timer = setTimeout(killNow, Math.max(STOP_TIMEOUT, busyUntil - Date.now()))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** TensorFlow's start-up messages on stderr are not the reason of a crash. */
const isInformative = (line: string): boolean =>
  line.trim() !== '' &&
  !/oneDNN custom operations|absl::InitializeLog|cpu_feature_guard|XLA service|StreamExecutor/.test(line)
