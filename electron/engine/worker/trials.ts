/** Trials before a run: the loss at various learning rates, the cost of an epoch. They train a few steps and save nothing. */
import { callbacks as callbackFamily } from '../../../shared/catalog/callbacks/index.ts'
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { getMember } from '../../../shared/fields/index.ts'
import type { TrialKind, TrialResult } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import { hasDiverged, RATE_COUNT, rateAt, suggestedRate } from '../../../shared/training/rate-range.ts'
import type { CallResult } from '../executors/executor.ts'
import { nextChunk } from './chunks.ts'
import { epochOrder } from './epoch-order.ts'
import type { RunJob } from './messages.ts'
import { type OpenRun, openRun } from './open-run.ts'
import { type RunControl, trainRun } from './train.ts'

/** Milliseconds of training that are measured. */
const MEASURE_MILLISECONDS = 500
/** Milliseconds until the code around a small network's steps is optimized. */
const WARM_UP_MILLISECONDS = 300
/** More epochs than a trial can train. */
const MAX_EPOCHS = 1e9

type Cost = Extract<TrialResult, { readonly kind: 'cost' }>
/** What a run needs besides its job. */
type TrialContext = Omit<RunControl, 'halted' | 'allowed'>

/** @throws ProblemError as a run does */
export async function runTrial(kind: TrialKind, job: RunJob, context: TrialContext): Promise<TrialResult> {
  const run = openRun(job, context.executor)
  try {
    if (kind === 'rates') return tryRates(run)
    if (!run.session.epochs) return measureCost(run)
  } finally {
    run.session.close()
  }
  return measureRun(job, run.stepsPerEpoch, context)
}

/** Trains steps of consecutive epochs. @param fresh resets the metrics at each call */
function stepper(
  run: OpenRun,
  fresh = false,
): (count: number) => { readonly steps: number; readonly figures: CallResult } {
  const { session, rows, job } = run
  const { steps, batchSize } = session.sizes
  const orderOfEpoch = (epoch: number) => epochOrder(rows, run.training.shuffle, job.seed, epoch)
  let epoch = 0
  let order = orderOfEpoch(0)
  let at = 0
  return (count) => {
    // A batch larger than the data is one smaller batch.
    if (steps === 0)
      return {
        steps: 1,
        figures: session.trainLastBatch(order.subarray(0, session.sizes.lastBatchSize), fresh),
      }
    if (at === steps) {
      order = orderOfEpoch(++epoch)
      at = 0
    }
    const first = at
    at = Math.min(at + count, steps)
    return {
      steps: at - first,
      figures: session.train(order.subarray(0, steps * batchSize), first, at, fresh),
    }
  }
}

/** The loss of each step while the learning rate grows. */
function tryRates(run: OpenRun): Extract<TrialResult, { readonly kind: 'rates' }> {
  const { session, plan } = run
  const step = stepper(run, true)
  const losses: number[] = []
  for (let i = 0; i < RATE_COUNT; i++) {
    session.writeStates(new Map([[LEARNING_RATE, Float32Array.of(rateAt(i))]]))
    const { figures } = step(1)
    const loss = figures.badStep >= 0 ? Number.NaN : plan.figures(figures.sums)[0]!
    if (!Number.isFinite(loss)) break
    losses.push(loss)
    if (hasDiverged(losses)) break
  }
  return { kind: 'rates', losses, suggested: suggestedRate(losses) }
}

/** Measures the duration of an epoch and the memory of the process, with steps on real rows. */
function measureCost(run: OpenRun): Cost {
  const { validation, stepsPerEpoch } = run
  const step = stepper(run)
  const start = performance.now()
  // The first call compiles.
  step(1)
  const compiled = performance.now() - start
  let chunk = 1
  let steps = 0
  let measuredMilliseconds = 0
  let rounds = 0
  while (measuredMilliseconds < MEASURE_MILLISECONDS) {
    const from = performance.now()
    const stepsDone = step(chunk).steps
    const milliseconds = performance.now() - from
    // The chunk grows as in a run; the first, short calls are not representative.
    if (rounds++ > 3 || milliseconds > MEASURE_MILLISECONDS) {
      steps += stepsDone
      measuredMilliseconds += milliseconds
    }
    if (stepsDone === chunk) chunk = nextChunk(chunk, milliseconds)
  }
  const evaluated = validation.length > 0 ? measureValidation(run) : 0
  const perStep = measuredMilliseconds / steps
  return {
    kind: 'cost',
    millisecondsPerStep: perStep,
    secondsToCompile: compiled / 1000,
    secondsPerEpoch: (perStep * stepsPerEpoch + evaluated) / 1000,
    bytes: process.resourceUsage().maxRSS * 1024,
  }
}

/** The same for a small network. The overhead of its steps exceeds the steps themselves, so it is trained as in a run, in the trial's
 *  folder, without callbacks that stop it. */
async function measureRun(job: RunJob, stepsPerEpoch: number, context: TrialContext): Promise<Cost> {
  const document = parseDocument(job.document)
  const callbacks = document.training.callbacks.filter(
    (callback) => !getMember(callbackFamily, callback).stopSummary,
  )
  const ends: { readonly at: number; readonly epoch: number }[] = []
  const start = performance.now()
  const { problems } = await trainRun(
    {
      ...job,
      document: serializeDocument({ ...document, training: { ...document.training, callbacks } }),
      epochs: MAX_EPOCHS,
    },
    {
      ...context,
      emit(message) {
        if (message.type !== 'epochs') return
        ends.push({ at: performance.now(), epoch: message.frames.at(-1)!.epoch })
        // The frames are sent although no client uses them, because sending takes time in a real run.
        context.emit(message)
      },
      allowed: async () => true,
      halted: () =>
        ends.length > 0 && performance.now() > ends[0]!.at + WARM_UP_MILLISECONDS + MEASURE_MILLISECONDS
          ? 'stop'
          : null,
    },
  )
  if (ends.length < 2) throw new ProblemError(problems)
  const lastEnd = ends.at(-1)!
  const firstEnd =
    ends.find(({ at }) => at > ends[0]!.at + WARM_UP_MILLISECONDS && at < lastEnd.at) ?? ends[0]!
  const secondsPerEpoch = (lastEnd.at - firstEnd.at) / 1000 / (lastEnd.epoch - firstEnd.epoch)
  return {
    kind: 'cost',
    millisecondsPerStep: (secondsPerEpoch * 1000) / stepsPerEpoch,
    secondsToCompile: (ends[0]!.at - start) / 1000,
    secondsPerEpoch,
    bytes: process.resourceUsage().maxRSS * 1024,
  }
}

/** Milliseconds of a validation, measured after a first call that compiles. */
function measureValidation({ session, validation }: OpenRun): number {
  const { evaluationBatchSize } = session.sizes
  const rows = validation.subarray(0, evaluationBatchSize)
  session.evaluate(rows)
  const start = performance.now()
  session.evaluate(rows)
  return (performance.now() - start) * Math.ceil(validation.length / evaluationBatchSize)
}
