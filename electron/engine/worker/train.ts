/** Trains one run from start to end: epochs, callbacks, metrics and weights. */

import { callbacks as callbackFamily } from '../../../shared/catalog/callbacks/index.ts'
import { getMember } from '../../../shared/fields/index.ts'
import type { Plan, StateSpec } from '../../../shared/graph/program.ts'
import type { EpochEnd } from '../../../shared/ipc/contract/index.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import type { Executor, StateValues } from '../executors/executor.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import type { Values } from '../executors/values.ts'
import { SAFETENSORS_DTYPES, safetensorsDtype } from '../run-folder/checkpoint-file.ts'
import type { MetricsLine } from '../run-folder/metrics-file.ts'
import { runFiles } from '../run-folder/run-files.ts'
import type { Weights } from '../run-folder/weights-file.ts'
import { callbackFiles } from './callbacks/index.ts'
import { previousEpochs } from './callbacks/previous-epochs.ts'
import { type Best, checkpoints } from './checkpoints.ts'
import { type CallState, type EndedEpoch, type Position, type TrainingHooks, trainEpoch } from './epoch.ts'
import { createEpochCallbacks } from './epoch-callbacks.ts'
import { findNonFinite } from './find-non-finite.ts'
import { trainJoinedEpochs } from './joined-epochs.ts'
import type { Ending, FromRun, Halt, RunJob } from './messages.ts'
import { type OpenRun, openRun } from './open-run.ts'
import { progressMeter } from './progress.ts'
import { emitResumePoint, findResumePoint, type ResumePoint, restoreFolder } from './resume-point.ts'
import * as texts from './texts.ts'

export interface RunControl {
  emit(message: FromRun): void
  /** Whether and how the run was asked to end. */
  halted(): Halt | null
  /** Whether a resumed run may change its folder; false if it was halted, or its engine exited, before the engine answered. */
  allowed(): Promise<boolean>
  /** Lets the event loop process messages. */
  yieldToEventLoop(): Promise<void>
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
  const resumePoint = job.resume && findResumePoint(job, control.record, emit)
  if (!job.resume) emit({ type: 'state', state: 'compiling' })
  const run = openRun(job, control.executor)
  const { plan, session, training, validation, stepsPerEpoch } = run
  const names = [...plan.series, ...(validation.length > 0 ? plan.series.map((s) => `val_${s}`) : [])]
  const callbacks = createEpochCallbacks(training.callbacks, names)
  const checkpoint = resumePoint?.checkpoint ?? null
  const restored = resumePoint && readStates(resumePoint, run)
  if (resumePoint && !callbacks.restore(resumePoint.checkpoint.head.watch))
    throw new ProblemError([texts.checkpointMismatch(resumePoint.name, 'watch')])
  if (job.resume) {
    emitResumePoint(resumePoint, emit)
    // Nothing was changed so far, and nothing will be if the engine cannot record that the run is resumed.
    if (!(await control.allowed())) {
      session.close()
      return haltedBeforeResume(control.halted())
    }
    restoreFolder(resumePoint, job)
    emit({ type: 'state', state: 'compiling' })
  }
  for (const text of callbacks.remarks) emit({ type: 'log', text })
  const files = runFiles(job.folder)
  // Keras's logs contain the learning rate at this position if a callback sets it.
  const logsLearningRate = training.callbacks.some((c) => getMember(callbackFamily, c).setsLearningRate)
  const callbackWriters = callbackFiles(
    job.folder,
    training.callbacks,
    checkpoint ? previousEpochs(job.folder, logsLearningRate ? [...names, LEARNING_RATE] : names) : [],
  )
  const meter = progressMeter((frame) => emit({ type: 'progress', frame }))
  const callState: CallState = {
    chunk: control.chunk ?? (session.epochs ? stepsPerEpoch : 1),
    fixed: control.chunk !== undefined,
    compiled: false,
    restCompiled: false,
  }
  const checkpointWriter = checkpoints(run, callbacks, control.record, control.checkpointSeconds)
  let at: Position = { epoch: checkpoint?.head.epoch ?? 0, step: checkpoint?.head.step ?? 0 }
  let best: Best | null = null
  let started = false
  if (checkpoint && restored) {
    session.write(restored.states)
    if (checkpoint.head.best !== null) {
      best = { epoch: checkpoint.head.best, weights: restored.bestWeights }
      // The file may hold the weights of a later epoch, which will be trained again.
      files.weights('best', best.weights, best.epoch + 1)
    }
  }

  /** Replaces the weights with their averages, as Keras's fit does at its end; restored best weights come after them. */
  const applyAverages = () => {
    if (plan.averages.size === 0 || !callState.compiled) return
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
    const bestEpoch = callbacks.bestEpoch()
    if (state === 'finished' || state === 'stopped') applyAverages()
    if (state !== 'paused' && callbacks.restoresBestWeights && best && bestEpoch !== null) {
      session.write(new Map([...best.weights].map(([name, w]) => [name, w.values])))
      emit({ type: 'log', text: texts.restored(bestEpoch + 1) })
      files.weights('last', best.weights, bestEpoch + 1)
    } else if (state !== 'failed' && callState.compiled)
      files.weights('last', weightsOf(plan, session.read()), epochs)
    files.flush()
    session.close()
    return { state, reason, problems, bestEpoch: bestEpoch === null ? null : bestEpoch + 1, epochs }
  }

  /** Stops or pauses the run with a checkpoint to resume from. */
  const halt = ({ epoch, step }: Position, overrides?: StateValues): Ending => {
    checkpointWriter.write(epoch, step, best, overrides)
    return control.halted() === 'pause'
      ? end('paused', texts.pausedByPerson, epoch)
      : end('stopped', texts.stoppedByPerson, epoch)
  }

  const fail = (epoch: number, badStep: number): Ending => {
    const step = (badStep % stepsPerEpoch) + 1
    const bad = findNonFinite(run, epoch, badStep)
    if (bad.weightsFinite) {
      files.weights('last', weightsOf(plan, session.read()), epoch)
      if (bad.step > 0) checkpointWriter.write(epoch, bad.step, best)
    }
    const problem = texts.notFinite(
      epoch + 1,
      step,
      learningRateIn(session.read([LEARNING_RATE])),
      bad,
      best !== null,
    )
    return end('failed', texts.notFiniteReason(epoch + 1, step), epoch, [problem])
  }

  let latest: Position & { readonly values: Float32Array } = {
    ...at,
    values: new Float32Array(plan.series.length),
  }
  const emitProgress = (state: 'training' | 'validating', always = false) => {
    const { epoch, step, values } = latest
    meter.frame(
      { state, epoch: epoch + 1, step, values },
      {
        stepsLeft: stepsPerEpoch * (job.epochs - epoch) - step,
        validationsLeft: validation.length > 0 ? job.epochs - epoch : 0,
      },
      always,
    )
  }
  const hooks: TrainingHooks = {
    async shouldContinue(inside) {
      await control.yieldToEventLoop()
      if (control.halted()) return false
      if (inside && checkpointWriter.isDue('inside')) checkpointWriter.write(inside.epoch, inside.step, best)
      return true
    },
    onSteps(count, milliseconds, position, sums) {
      const isFirst = !started
      started = true
      latest = { ...position, values: plan.figures(sums) }
      if (milliseconds !== null) meter.addSteps(count, milliseconds)
      if (isFirst) {
        emit({ type: 'log', text: texts.compiled((performance.now() - opened) / 1000) })
        emit({ type: 'state', state: 'training' })
      }
      emitProgress('training', isFirst)
    },
    onValidationBatch: () => emitProgress('validating'),
    onValidationEnd: (milliseconds) => meter.addValidation(milliseconds),
  }

  // Epochs of a small network end in groups, which are written and emitted together.
  const lines: MetricsLine[] = []
  const frames: Omit<EpochEnd, 'run'>[] = []
  const flushEpochs = () => {
    if (frames.length === 0) return
    files.metrics(lines.splice(0))
    emit({ type: 'epochs', frames: frames.splice(0) })
  }

  /** Evaluates the callbacks after an epoch and records its results. */
  const finishEpoch = (
    epoch: number,
    { train, validation: validated, millisecondsPerStep }: EndedEpoch,
    states: StateValues,
  ) => {
    const figures = [...train, ...(validated ?? [])]
    const byName = Object.fromEntries(names.map((name, i) => [name, figures[i]!]))
    const learningRate = learningRateIn(states)
    const decision = callbacks.onEpochEnd(epoch, new Map(Object.entries(byName)), learningRate)
    const weights = weightsOf(plan, states)
    if (decision.best) {
      best = { epoch, weights }
      files.weights('best', weights, epoch + 1)
    }
    files.weights('last', weights, epoch + 1)
    files.flushIfDue()
    callbackWriters.onEpochEnd(
      {
        epoch,
        figures: logsLearningRate ? { ...byName, [LEARNING_RATE]: learningRate } : byName,
        learningRate,
        stepsPerSecond: 1000 / millisecondsPerStep,
      },
      weights,
      decision.checkpointFiles,
    )
    for (const text of decision.remarks) emit({ type: 'log', text })
    lines.push({
      epoch: epoch + 1,
      ...Object.fromEntries(names.map((name, i) => [name, finite(figures[i]!)])),
      learning_rate: finite(learningRate),
      ms_per_step: millisecondsPerStep,
      best: decision.best,
    })
    frames.push({
      epoch: epoch + 1,
      train,
      validation: validated,
      learningRate,
      millisecondsPerStep,
      best: decision.best,
      waited: decision.waited,
    })
    return { stop: decision.stop, rate: decision.rate === learningRate ? null : decision.rate }
  }

  /** A file that cannot be written ends the run; the epochs before it are still emitted. */
  const finishEpochOrFlush: typeof finishEpoch = (...of) => {
    try {
      return finishEpoch(...of)
    } catch (error) {
      flushEpochs()
      throw error
    }
  }

  const epochEndStates = [LEARNING_RATE, ...weightSpecs(plan).map((w) => w.name)]
  const train = session.epochs ? trainJoinedEpochs : trainEpoch
  while (at.epoch < job.epochs) {
    const outcome = await train(run, at, callState, hooks)
    if (outcome.kind === 'halted') return halt(outcome.at, outcome.overrides)
    if (outcome.kind === 'bad') return fail(outcome.epoch, outcome.step)
    at = outcome.at
    for (const [i, ended] of outcome.ended.entries()) {
      const epoch = outcome.at.epoch - outcome.ended.length + i
      const isLast = outcome.at.step === 0 && outcome.at.epoch === epoch + 1
      const states = ended.states ?? session.read(epochEndStates)
      const { stop, rate } = finishEpochOrFlush(epoch, ended, states)
      if (stop || rate !== null || i === outcome.ended.length - 1) flushEpochs()
      if (!isLast && (stop || rate !== null)) {
        // The steps after the end of this epoch are discarded.
        session.write(states)
        at = { epoch: epoch + 1, step: 0 }
      }
      if (rate !== null) session.write(new Map([[LEARNING_RATE, Float32Array.of(rate)]]))
      if (stop) return end('finished', stop, epoch + 1)
      if (isLast && epoch + 1 < job.epochs && checkpointWriter.isDue('epoch-end'))
        checkpointWriter.write(epoch + 1, 0, best)
      if (rate !== null) break
    }
  }
  return end('finished', texts.allEpochs(job.epochs), job.epochs)
}

/** The ending of a run that was halted before it was resumed and changed. */
const haltedBeforeResume = (how: Halt | null): Ending => ({
  ...(how === 'pause'
    ? ({ state: 'paused', reason: texts.pausedByPerson } as const)
    : ({ state: 'stopped', reason: texts.stoppedByPerson } as const)),
  problems: [],
  bestEpoch: null,
  epochs: 0,
})

/** The content of a checkpoint: the plan's states and the weights of the best epoch. @throws ProblemError if it belongs to another plan */
function readStates(
  { name: file, checkpoint: { head, tensors } }: ResumePoint,
  { plan, job, stepsPerEpoch }: OpenRun,
): { states: StateValues; bestWeights: Weights } {
  const unfit = (what: string) => new ProblemError([texts.checkpointMismatch(file, what)])
  const { epoch, step, best } = head
  if (epoch >= job.epochs || step > stepsPerEpoch || (best !== null && best >= epoch))
    throw unfit(`epoch ${epoch}, step ${step}, best ${best}`)
  const valuesOf = (prefix: string, { name, shape, dtype }: StateSpec): Values => {
    const tensor = tensors.get(prefix + name)
    const fits =
      tensor &&
      String(tensor.shape) === String(shape) &&
      safetensorsDtype(tensor.values) === SAFETENSORS_DTYPES[dtype]
    if (!fits) throw unfit(prefix + name)
    return tensor.values
  }
  const bestSpecs = best === null ? [] : weightSpecs(plan)
  return {
    states: new Map(plan.state.map((s) => [s.name, valuesOf('', s)])),
    bestWeights: new Map(
      bestSpecs.map((s) => [s.name, { shape: s.shape, values: valuesOf('best/', s) as Float32Array }]),
    ),
  }
}

/** JSON has no NaN and no infinity. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** The learning rate of the last step. */
const learningRateIn = (states: StateValues): number => states.get(LEARNING_RATE)![0]!

/** The state of the network itself: weights and moving averages. */
const weightSpecs = (plan: Plan) => plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')

const weightsOf = (plan: Plan, states: StateValues): Weights =>
  new Map(
    weightSpecs(plan).map((s) => [s.name, { shape: s.shape, values: states.get(s.name) as Float32Array }]),
  )
