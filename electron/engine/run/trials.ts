/** Trials before a run: what learning rates do, what an epoch costs. They train a few steps and keep nothing. */
import type { TrialKind, TrialResult } from '../../../shared/ipc/contract.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import { isLost, RATES, rateAt, suggestedRate } from '../../../shared/training/rate-range.ts'
import type { Executor, Figures } from '../executors/executor.ts'
import { CALL_MILLISECONDS, nextChunk } from './chunks.ts'
import { epochOrder } from './epoch-order.ts'
import type { RunJob } from './messages.ts'
import { type OpenRun, openRun } from './open-run.ts'

/** Milliseconds of training that are measured. */
const MEASURED = 500

const TRIALS: { readonly [K in TrialKind]: (run: OpenRun) => Extract<TrialResult, { readonly kind: K }> } = {
  rates: tryRates,
  cost: measureCost,
}

/** @throws ProblemError as a run would */
export function runTrial(kind: TrialKind, job: RunJob, executor: Executor): TrialResult {
  const run = openRun(job, executor)
  try {
    return TRIALS[kind](run)
  } finally {
    run.session.close()
  }
}

/** Steps of epochs one after the other. @param fresh each call's figures are its own */
function stepper(
  run: OpenRun,
  fresh = false,
): (count: number) => { readonly steps: number; readonly figures: Figures } {
  const { session, rows, job } = run
  const { steps, batch } = session.sizes
  const orderOf = (epoch: number) => epochOrder(rows, run.training.shuffle, job.seed, epoch)
  let epoch = 0
  let order = orderOf(0)
  let at = 0
  return (count) => {
    // A batch larger than the data is one smaller batch.
    if (steps === 0) return { steps: 1, figures: session.rest(order.subarray(0, session.sizes.rest), fresh) }
    if (at === steps) {
      order = orderOf(++epoch)
      at = 0
    }
    const from = at
    at = Math.min(at + count, steps)
    return { steps: at - from, figures: session.train(order.subarray(0, steps * batch), from, at, fresh) }
  }
}

/** The loss of each step while the learning rate grows. */
function tryRates(run: OpenRun): Extract<TrialResult, { readonly kind: 'rates' }> {
  const { session, plan } = run
  const step = stepper(run, true)
  const losses: number[] = []
  for (let i = 0; i < RATES; i++) {
    session.write(new Map([[LEARNING_RATE, Float32Array.of(rateAt(i))]]))
    const { figures } = step(1)
    const loss = figures.badStep >= 0 ? Number.NaN : plan.figures(figures.sums)[0]!
    if (!Number.isFinite(loss)) break
    losses.push(loss)
    if (isLost(losses)) break
  }
  return { kind: 'rates', losses, suggested: suggestedRate(losses) }
}

/** How long an epoch takes and how much memory the process needs, from steps on real rows. */
function measureCost(run: OpenRun): Extract<TrialResult, { readonly kind: 'cost' }> {
  const { validation, stepsPerEpoch } = run
  if (run.session.epochs) return measureJoined(run)
  const step = stepper(run)
  const began = performance.now()
  // The first call compiles.
  step(1)
  const compiled = performance.now() - began
  let chunk = 1
  let steps = 0
  let spent = 0
  let rounds = 0
  while (spent < MEASURED) {
    const from = performance.now()
    const done = step(chunk).steps
    const took = performance.now() - from
    // The chunk grows as in a run; the first, short calls say little.
    if (rounds++ > 3 || took > MEASURED) {
      steps += done
      spent += took
    }
    if (done === chunk) chunk = nextChunk(chunk, took)
  }
  const evaluated = validation.length > 0 ? evaluation(run) : 0
  const perStep = spent / steps
  return {
    kind: 'cost',
    millisecondsPerStep: perStep,
    secondsToCompile: compiled / 1000,
    secondsPerEpoch: (perStep * stepsPerEpoch + evaluated) / 1000,
    bytes: process.resourceUsage().maxRSS * 1024,
  }
}

/** The same for a small network, whose epochs share calls. */
function measureJoined(run: OpenRun): Extract<TrialResult, { readonly kind: 'cost' }> {
  const { session, validation, stepsPerEpoch, rows, training, job } = run
  const joined = session.sizes.joined!
  const train = (epochs: number): number => {
    const from = performance.now()
    const orders = Array.from({ length: epochs }, (_, i) => epochOrder(rows, training.shuffle, job.seed, i))
    session.epochs!({ orders, validation, from: 0, to: stepsPerEpoch })
    return performance.now() - from
  }
  // The first call compiles; the second says how many go into one.
  const compiled = train(1)
  const each = Math.min(Math.max(Math.floor(CALL_MILLISECONDS / train(1)), 1), joined.epochs)
  let epochs = 0
  let spent = 0
  while (spent < MEASURED) {
    spent += train(each)
    epochs += each
  }
  return {
    kind: 'cost',
    millisecondsPerStep: spent / epochs / stepsPerEpoch,
    secondsToCompile: compiled / 1000,
    secondsPerEpoch: spent / epochs / 1000,
    bytes: process.resourceUsage().maxRSS * 1024,
  }
}

/** Milliseconds that the validation rows take, after a first call that compiles. */
function evaluation({ session, validation }: OpenRun): number {
  const { evaluate } = session.sizes
  const rows = validation.subarray(0, evaluate)
  session.evaluate(rows)
  const from = performance.now()
  session.evaluate(rows)
  return (performance.now() - from) * Math.ceil(validation.length / evaluate)
}
