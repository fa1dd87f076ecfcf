/** Evaluates runs, one after the other, each in a process of its own, which is killed when its evaluation is cancelled. */
import { readFileSync } from 'node:fs'
import { DEFAULT_BOOTSTRAP } from '../../../shared/evaluation/bootstrap.ts'
import type { EvaluationFigures } from '../../../shared/evaluation/evaluation.ts'
import type { Evaluation, EvaluationProgress, EvaluationRequest } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { hold } from '../cache/in-use.ts'
import { isDamaged } from '../data/checked-file.ts'
import type { PreparedData } from '../data/index.ts'
import type { ExecutorKind } from '../executors/executor.ts'
import { discardEvaluation, newEvaluation, storeEvaluation } from '../run-folder/evaluation-files.ts'
import type { ChildEvents, ChildRun } from '../runs/child-run.ts'
import { crashText } from '../runs/crash-text.ts'
import type { EvaluationJob, EvaluationMessage } from '../worker/messages.ts'
import { runTasks } from './run-tasks.ts'
import {
  dataOfRun,
  isTraining,
  openStoredRun,
  preparationOf,
  type StoredRun,
  weightsPath,
} from './stored-run.ts'
import * as texts from './texts.ts'

export interface EvaluatorOptions {
  readonly cache: string
  /** Executor for predictions, which are not worth compiling, and its title. */
  executor(): { readonly kind: ExecutorKind; readonly title: string }
  /** Starts a process. */
  launch(kind: ExecutorKind, events: ChildEvents): ChildRun
}

/** What an evaluation of a person or a command asks for, with the folder of the run. */
export interface EvaluationTask {
  readonly folder: string
  readonly request: EvaluationRequest
  /** Asks whether the data may be read, once the run is read. */
  readonly permit: (run: StoredRun) => Promise<void>
  readonly onProgress: (progress: EvaluationProgress) => void
}

export interface Evaluator {
  evaluate(task: EvaluationTask): Promise<Evaluation>
  /** Cancels the evaluations of the run in this folder; null: all. @returns once they have ended */
  cancel(folder: string | null): Promise<void>
}

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const tasks = runTasks(() => new ProblemError([texts.cancelled]))
  let previous: Promise<unknown> = Promise.resolve()

  async function inTurn(task: EvaluationTask, signal: AbortSignal): Promise<Evaluation> {
    const before = previous
    const own = before.then(() => {
      signal.throwIfAborted()
      return evaluateOnce(task, options, signal)
    })
    previous = own.catch(() => {}) // the caller gets the error
    return own
  }

  return {
    evaluate: (task) =>
      // One that waits for its turn ends at once.
      tasks.run(task.folder, (signal) => Promise.race([inTurn(task, signal), abortOf(signal)])),
    cancel: tasks.cancel,
  }
}

/** Rejects when the signal aborts. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as ProblemError), { once: true })
  })

async function evaluateOnce(
  task: EvaluationTask,
  options: EvaluatorOptions,
  signal: AbortSignal,
): Promise<Evaluation> {
  try {
    return await attempt(task, options, signal, false)
  } catch (error) {
    if (!isDamaged(error)) throw error
    return attempt(task, options, signal, true)
  }
}

/** @param contents whether to verify prepared data, after they were found damaged */
async function attempt(
  { folder, request, permit, onProgress }: EvaluationTask,
  options: EvaluatorOptions,
  signal: AbortSignal,
  contents: boolean,
): Promise<Evaluation> {
  const { part, weights: kind } = request
  const began = new Date()
  const run = openStoredRun(folder)
  const report = (
    stage: EvaluationProgress['stage'],
    done: number,
    total: number,
    figures: EvaluationFigures | null,
  ) => {
    if (!signal.aborted) onProgress({ run: run.record.run, part, weights: kind, stage, done, total, figures })
  }
  report('preparing', 0, 0, null)
  await permit(run)
  const data = await dataOfRun(run, options.cache, { contents, signal })
  signal.throwIfAborted()
  const rows = data.info.rows[part]
  if (rows === 0) throw new ProblemError([texts.noRows(part)])
  const executor = options.executor()
  const place = newEvaluation(folder, part, began)
  const release = hold(options.cache, [data.folder])
  try {
    const job = jobOf(run, data, request, place.path, executor.kind)
    const { figures, weights, predictions } = await evaluateInProcess(job, options, signal, (message) =>
      message.stage === 'figures'
        ? report('figures', rows, rows, message.figures)
        : report(message.stage, message.done, message.total, null),
    )
    const evaluation: Evaluation = {
      id: place.id,
      run: run.record.run,
      part,
      rows,
      weights: { kind, ...weights },
      isTraining: isTraining(run),
      fingerprint: data.info.fingerprint,
      evaluated: began.toISOString(),
      seconds: (Date.now() - began.getTime()) / 1000,
      executor: executor.title,
      bootstrap: DEFAULT_BOOTSTRAP,
      figures,
      predictions: { file: place.file, ...predictions },
    }
    try {
      storeEvaluation(folder, evaluation)
    } catch (error) {
      discardEvaluation(place, undefined)
      throw error
    }
    return evaluation
  } finally {
    release()
  }
}

const jobOf = (
  run: StoredRun,
  data: PreparedData,
  { part, weights }: EvaluationRequest,
  file: string,
  executor: ExecutorKind,
): EvaluationJob => ({
  run: run.record.run,
  document: run.text,
  seed: run.record.seed,
  info: data.info,
  files: data.files,
  executor,
  flags: {},
  part,
  folder: run.folder,
  weights: weightsPath(run.folder, weights),
  file,
  tableRows: data.keptRows === null ? null : tableRowsIn(data.keptRows),
  fits: preparationOf(run),
  bootstrap: DEFAULT_BOOTSTRAP,
})

function tableRowsIn(path: string): Int32Array {
  const bytes = readFileSync(path)
  return new Int32Array(new Uint8Array(bytes).buffer)
}

type Shown = Exclude<EvaluationMessage, { readonly stage: 'done' }>
type Found = Pick<
  Extract<EvaluationMessage, { readonly stage: 'figures' }>,
  'figures' | 'weights' | 'predictions'
>

/** @returns the figures with intervals */
function evaluateInProcess(
  job: EvaluationJob,
  { launch }: EvaluatorOptions,
  signal: AbortSignal,
  onMessage: (message: Shown) => void,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    let found: Found | null = null
    let isDone = false
    const child = launch(job.executor, {
      onMessage(message) {
        if (message.type === 'ended') return fail(new ProblemError(message.ending.problems))
        if (message.type !== 'evaluation') return
        const { message: told } = message
        if (told.stage === 'done') return succeed({ ...found!, figures: told.figures })
        if (told.stage === 'figures') found = told
        onMessage(told)
      },
      onExit(crash) {
        if (crash) fail(new ProblemError([texts.evaluationCrashed(crashText(crash))]))
      },
    })
    const end = (): boolean => {
      if (isDone) return false
      isDone = true
      signal.removeEventListener('abort', onAbort)
      child.kill()
      return true
    }
    const succeed = (result: Found) => {
      if (end()) resolve(result)
    }
    const fail = (error: unknown) => {
      if (!end()) return
      discardEvaluation({ path: job.file }, child.pid)
      reject(error)
    }
    const onAbort = () => fail(signal.reason)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    else child.evaluate(job)
  })
}
