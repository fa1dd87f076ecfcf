/** Trains one run from start to end: epochs, callbacks, metrics and weights. */

import type { Plan, StateSpec } from '../../../shared/graph/program.ts'
import type { EpochEnd } from '../../../shared/ipc/contract.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import type { Executor, StateValues } from '../executors/executor.ts'
import type { Values } from '../executors/values.ts'
import { epochsDone } from './callbacks/epochs-done.ts'
import { callbackFiles } from './callbacks/index.ts'
import { KIND_OF_DTYPE, kindOf } from './checkpoint-file.ts'
import { type Best, checkpoints } from './checkpoints.ts'
import { type EndedEpoch, type Position, type Rhythm, trainEpoch, type Watcher } from './epoch.ts'
import { findBad } from './find-bad.ts'
import type { Ending, ExecutorRecord, FromRun, Halt, RunJob } from './messages.ts'
import { type OpenRun, openRun } from './open-run.ts'
import { progressMeter } from './progress.ts'
import { type MetricsLine, runFiles } from './run-files.ts'
import { trainStretch } from './stretch.ts'
import { goBackTo, type TakenUp, takeUp, tellPlace } from './take-up.ts'
import * as texts from './texts.ts'
import { watchEpochs } from './watch.ts'
import type { Weights } from './weights-file.ts'

export interface RunControl {
  emit(message: FromRun): void
  /** Whether and how the run was asked to end. */
  halted(): Halt | null
  /** Whether a resumed run may change its folder; false if it was halted, or its engine exited, before the engine answered. */
  allowed(): Promise<boolean>
  /** Lets the event loop process messages. */
  breathe(): Promise<void>
  /** Fixed number of steps per call. */
  readonly chunk?: number
  /** Seconds between checkpoints, in place of the default. */
  readonly checkpointSeconds?: number
  readonly executor: Executor
  readonly record: ExecutorRecord
}

/** Trains a run and returns how it ended. @throws ProblemError if a file cannot be written */
export async function trainRun(job: RunJob, control: RunControl): Promise<Ending> {
  const opened = performance.now()
  const { emit } = control
  const taken = job.resume && takeUp(job, control.record, emit)
  if (!job.resume) emit({ type: 'state', state: 'compiling' })
  const run = openRun(job, control.executor)
  const { plan, session, training, validation, stepsPerEpoch } = run
  const names = [...plan.series, ...(validation.length > 0 ? plan.series.map((s) => `val_${s}`) : [])]
  const watch = watchEpochs(training.callbacks, names)
  const found = taken?.checkpoint ?? null
  const known = taken && statesOf(taken, run)
  if (taken && !watch.recall(taken.checkpoint.head.watch))
    throw new ProblemError([texts.checkpointUnfit(taken.name, 'watch')])
  if (job.resume) {
    tellPlace(taken, emit)
    // Nothing was changed so far, and nothing will be if the engine cannot record that the run is resumed.
    if (!(await control.allowed())) {
      session.close()
      return leftAlone(control.halted())
    }
    goBackTo(taken, job)
    emit({ type: 'state', state: 'compiling' })
  }
  for (const text of watch.remarks) emit({ type: 'log', text })
  const files = runFiles(job.folder)
  // Keras's logs contain the learning rate at this position if the callback is present.
  const lowers = training.callbacks.some((c) => c.type === 'ReduceLROnPlateau')
  const written = callbackFiles(
    job.folder,
    training.callbacks,
    found ? epochsDone(job.folder, lowers ? [...names, LEARNING_RATE] : names) : [],
  )
  const meter = progressMeter((frame) => emit({ type: 'progress', frame }))
  const rhythm: Rhythm = {
    chunk: control.chunk ?? (session.epochs ? stepsPerEpoch : 1),
    fixed: control.chunk !== undefined,
    compiled: false,
    restCompiled: false,
  }
  const kept = checkpoints(run, watch, control.record, control.checkpointSeconds)
  let at: Position = { epoch: found?.head.epoch ?? 0, step: found?.head.step ?? 0 }
  let best: Best | null = null
  let started = false
  if (found && known) {
    session.write(known.states)
    if (found.head.best !== null) {
      best = { epoch: found.head.best, weights: known.bestWeights }
      // The file may hold the weights of a later epoch, which will be trained again.
      files.weights('best', best.weights, best.epoch + 1)
    }
  }

  /** Replaces the weights with their averages, as Keras's fit does at its end; restored best weights come after them. */
  const average = () => {
    if (plan.averages.size === 0 || !rhythm.compiled) return
    const values = session.read([...plan.averages.values()])
    session.write(new Map([...plan.averages].map(([weight, state]) => [weight, values.get(state)!])))
    emit({ type: 'log', text: texts.averaged })
  }

  const end = (
    state: Ending['state'],
    reason: Text,
    epochs: number,
    problems: readonly ProblemData[] = [],
  ): Ending => {
    const bestEpoch = watch.bestEpoch()
    if (state === 'finished' || state === 'stopped') average()
    if (state !== 'paused' && watch.restores && best && bestEpoch !== null) {
      session.write(new Map([...best.weights].map(([name, w]) => [name, w.values])))
      emit({ type: 'log', text: texts.restored(bestEpoch + 1) })
      files.weights('last', best.weights, bestEpoch + 1)
    } else if (state !== 'failed' && rhythm.compiled)
      files.weights('last', weightsOf(plan, session.read()), epochs)
    files.flush()
    session.close()
    return { state, reason, problems, bestEpoch: bestEpoch === null ? null : bestEpoch + 1, epochs }
  }

  /** Stops or pauses the run with a checkpoint to resume from. */
  const halt = ({ epoch, step }: Position, instead?: StateValues): Ending => {
    kept.write(epoch, step, best, instead)
    return control.halted() === 'pause'
      ? end('paused', texts.pausedByPerson, epoch)
      : end('stopped', texts.stoppedByPerson, epoch)
  }

  const fail = (epoch: number, badStep: number): Ending => {
    const step = (badStep % stepsPerEpoch) + 1
    const bad = findBad(run, epoch, badStep)
    if (bad.good) {
      files.weights('last', weightsOf(plan, session.read()), epoch)
      if (bad.step > 0) kept.write(epoch, bad.step, best)
    }
    const problem = texts.notFinite(
      epoch + 1,
      step,
      rateIn(session.read([LEARNING_RATE])),
      bad,
      best !== null,
    )
    return end('failed', texts.notFiniteReason(epoch + 1, step), epoch, [problem])
  }

  let shown: Position & { readonly values: Float32Array } = {
    ...at,
    values: new Float32Array(plan.series.length),
  }
  const show = (state: 'training' | 'validating', always = false) => {
    const { epoch, step, values } = shown
    meter.frame(
      { state, epoch: epoch + 1, step, values },
      {
        stepsLeft: stepsPerEpoch * (job.epochs - epoch) - step,
        validationsLeft: validation.length > 0 ? job.epochs - epoch : 0,
      },
      always,
    )
  }
  const watcher: Watcher = {
    async goOn(inside) {
      await control.breathe()
      if (control.halted()) return false
      if (inside && kept.due('inside')) kept.write(inside.epoch, inside.step, best)
      return true
    },
    stepped(count, milliseconds, position, sums) {
      const isFirst = !started
      started = true
      shown = { ...position, values: plan.figures(sums) }
      if (milliseconds !== null) meter.steps(count, milliseconds)
      if (isFirst) {
        emit({ type: 'log', text: texts.compiled((performance.now() - opened) / 1000) })
        emit({ type: 'state', state: 'training' })
      }
      show('training', isFirst)
    },
    validating: () => show('validating'),
    validated: (milliseconds) => meter.validated(milliseconds),
  }

  // Epochs of a small network end in groups, which are written and emitted together.
  const lines: MetricsLine[] = []
  const frames: Omit<EpochEnd, 'run'>[] = []
  const tell = () => {
    if (frames.length === 0) return
    files.metrics(lines.splice(0))
    emit({ type: 'epochs', frames: frames.splice(0) })
  }

  /** Evaluates the callbacks after an epoch and records its results. */
  const conclude = (
    epoch: number,
    { train, validation: validated, millisecondsPerStep }: EndedEpoch,
    states: StateValues,
  ) => {
    const figures = [...train, ...(validated ?? [])]
    const byName = Object.fromEntries(names.map((name, i) => [name, figures[i]!]))
    const learningRate = rateIn(states)
    const verdict = watch.after(epoch, new Map(Object.entries(byName)), learningRate)
    const weights = weightsOf(plan, states)
    if (verdict.best) {
      best = { epoch, weights }
      files.weights('best', weights, epoch + 1)
    }
    files.weights('last', weights, epoch + 1)
    files.settle()
    written.after(
      {
        epoch,
        figures: lowers ? { ...byName, [LEARNING_RATE]: learningRate } : byName,
        learningRate,
        stepsPerSecond: 1000 / millisecondsPerStep,
      },
      weights,
      verdict.kept,
    )
    for (const text of verdict.remarks) emit({ type: 'log', text })
    lines.push({
      epoch: epoch + 1,
      ...Object.fromEntries(names.map((name, i) => [name, finite(figures[i]!)])),
      learning_rate: finite(learningRate),
      ms_per_step: millisecondsPerStep,
      best: verdict.best,
    })
    frames.push({
      epoch: epoch + 1,
      train,
      validation: validated,
      learningRate,
      millisecondsPerStep,
      best: verdict.best,
      waited: verdict.waited,
    })
    return { stop: verdict.stop, rate: verdict.rate === learningRate ? null : verdict.rate }
  }

  /** A file that cannot be written ends the run; the epochs before it are still emitted. */
  const concludeOrTell: typeof conclude = (...of) => {
    try {
      return conclude(...of)
    } catch (error) {
      tell()
      throw error
    }
  }

  const concluded = [LEARNING_RATE, ...whatItIs(plan).map((w) => w.name)]
  const train = session.epochs ? trainStretch : trainEpoch
  while (at.epoch < job.epochs) {
    const outcome = await train(run, at, rhythm, watcher)
    if (outcome.kind === 'halted') return halt(outcome.at, outcome.instead)
    if (outcome.kind === 'bad') return fail(outcome.epoch, outcome.step)
    at = outcome.at
    for (const [i, ended] of outcome.ended.entries()) {
      const epoch = outcome.at.epoch - outcome.ended.length + i
      const isLast = outcome.at.step === 0 && outcome.at.epoch === epoch + 1
      const states = ended.states ?? session.read(concluded)
      const { stop, rate } = concludeOrTell(epoch, ended, states)
      if (stop || rate !== null || i === outcome.ended.length - 1) tell()
      if (!isLast && (stop || rate !== null)) {
        // The steps after the end of this epoch are discarded.
        session.write(states)
        at = { epoch: epoch + 1, step: 0 }
      }
      if (rate !== null) session.write(new Map([[LEARNING_RATE, Float32Array.of(rate)]]))
      if (stop) return end('finished', stop, epoch + 1)
      if (isLast && epoch + 1 < job.epochs && kept.due('epoch-end')) kept.write(epoch + 1, 0, best)
      if (rate !== null) break
    }
  }
  return end('finished', texts.allEpochs(job.epochs), job.epochs)
}

/** The ending of a run that was halted before it was resumed and changed. */
const leftAlone = (how: Halt | null): Ending => ({
  ...(how === 'pause'
    ? ({ state: 'paused', reason: texts.pausedByPerson } as const)
    : ({ state: 'stopped', reason: texts.stoppedByPerson } as const)),
  problems: [],
  bestEpoch: null,
  epochs: 0,
})

/** The content of a checkpoint: the plan's states and the weights of the best epoch. @throws ProblemError if it belongs to another plan */
function statesOf(
  { name: file, checkpoint: { head, tensors } }: TakenUp,
  { plan, job, stepsPerEpoch }: OpenRun,
): { states: StateValues; bestWeights: Weights } {
  const unfit = (what: string) => new ProblemError([texts.checkpointUnfit(file, what)])
  const { epoch, step, best } = head
  if (epoch >= job.epochs || step > stepsPerEpoch || (best !== null && best >= epoch))
    throw unfit(`epoch ${epoch}, step ${step}, best ${best}`)
  const valuesOf = (prefix: string, { name, shape, dtype }: StateSpec): Values => {
    const tensor = tensors.get(prefix + name)
    const fits =
      tensor && String(tensor.shape) === String(shape) && kindOf(tensor.values) === KIND_OF_DTYPE[dtype]
    if (!fits) throw unfit(prefix + name)
    return tensor.values
  }
  const bests = best === null ? [] : whatItIs(plan)
  return {
    states: new Map(plan.state.map((s) => [s.name, valuesOf('', s)])),
    bestWeights: new Map(
      bests.map((s) => [s.name, { shape: s.shape, values: valuesOf('best/', s) as Float32Array }]),
    ),
  }
}

/** JSON has no NaN and no infinity. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** The learning rate of the last step. */
const rateIn = (states: StateValues): number => states.get(LEARNING_RATE)![0]!

/** The state of the network itself: weights and moving averages. */
const whatItIs = (plan: Plan) => plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')

const weightsOf = (plan: Plan, states: StateValues): Weights =>
  new Map(whatItIs(plan).map((s) => [s.name, { shape: s.shape, values: states.get(s.name) as Float32Array }]))
