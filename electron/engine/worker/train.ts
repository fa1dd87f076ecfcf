/** Trains one run from start to end: calls the executor and tells its training (training/) what happened. */
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import type { Executor } from '../executors/executor.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import { type CallState, type Outcome, type TrainingHooks, trainEpoch } from './epoch.ts'
import { findNonFinite } from './find-non-finite.ts'
import { trainJoinedEpochs } from './joined-epochs.ts'
import type { Busy, Ending, FromRun, Halt, RunJob } from './messages.ts'
import { openRun } from './open-run.ts'
import { progressMeter } from './progress.ts'
import { restoredFrom } from './restored.ts'
import { findResumePoint } from './resume-point.ts'
import { openedTraining, setupOf } from './training/begin.ts'
import { dispatch, type Shell } from './training/perform.ts'
import type { Message } from './training/training.ts'

export interface RunControl {
  emit(message: FromRun | Busy): void
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
  /** Seconds between two frames of signals, in place of the default. */
  readonly signalsSeconds?: number
  readonly executor: Executor
  readonly record: ExecutorRecord
}

/** Trains a run and returns how it ended. @throws ProblemError if a file cannot be written */
export async function trainRun(job: RunJob, control: RunControl): Promise<Ending> {
  const opened = performance.now()
  const shell = await begin(job, control)
  const { run } = shell
  const hooks = hooksOf(shell, control, opened)
  const callState: CallState = {
    chunk: control.chunk ?? (run.session.epochs ? run.stepsPerEpoch : 1),
    fixed: control.chunk !== undefined,
    compiled: false,
    restCompiled: false,
  }
  const train = run.session.epochs ? trainJoinedEpochs : trainEpoch
  while (!shell.training.ending) {
    const outcome = await train(run, shell.training.at, callState, hooks)
    dispatch(shell, messageOf(outcome, shell, control))
  }
  return shell.training.ending
}

/** Opens a run; a resumed one goes on from its checkpoint, or has ended if it was halted before. */
async function begin(job: RunJob, control: RunControl): Promise<Shell> {
  const { emit, record } = control
  const resumePoint = job.resume && findResumePoint(job, record, emit)
  if (!job.resume) emit({ type: 'state', state: 'compiling' })
  const run = openRun(job, control.executor)
  const setup = setupOf(run)
  const restored = resumePoint && restoredFrom(resumePoint, run, setup.callbacks)
  const shell: Shell = {
    run,
    record,
    checkpointSeconds: control.checkpointSeconds,
    signalsSeconds: control.signalsSeconds,
    meter: progressMeter((frame) => emit({ type: 'progress', frame })),
    emit,
    training: openedTraining(setup, run.plan.series.length),
    output: null,
  }
  if (!job.resume) {
    dispatch(shell, { type: 'start' })
    return shell
  }
  dispatch(shell, { type: 'found', at: restored?.at ?? null })
  if (await control.allowed()) dispatch(shell, { type: 'allowed', restored })
  else dispatch(shell, { type: 'halted', how: control.halted() ?? 'stop', at: shell.training.at })
  return shell
}

function hooksOf(shell: Shell, control: RunControl, opened: number): TrainingHooks {
  const { run, meter } = shell
  return {
    async shouldContinue(inside) {
      await control.yieldToEventLoop()
      if (control.halted()) return false
      if (inside) dispatch(shell, { type: 'insideEpoch', at: inside })
      return true
    },
    onSteps(count, milliseconds, at, sums) {
      if (milliseconds !== null) meter.addSteps(count, milliseconds)
      dispatch(shell, {
        type: 'steps',
        latest: { ...at, values: run.plan.figures(sums) },
        seconds: (performance.now() - opened) / 1000,
      })
    },
    onValidationBatch: () => dispatch(shell, { type: 'validationBatch' }),
    onValidationEnd: (milliseconds) => meter.addValidation(milliseconds),
  }
}

/** What the outcome of a call means for the training. */
function messageOf(outcome: Outcome, { run }: Shell, control: RunControl): Message {
  if (outcome.kind === 'trained') return { type: 'trained', ended: outcome.ended, at: outcome.at }
  if (outcome.kind === 'halted') {
    const { at, overrides } = outcome
    return { type: 'halted', how: control.halted() ?? 'stop', at, ...(overrides ? { overrides } : {}) }
  }
  const { epoch, step: badStep } = outcome
  const cause = findNonFinite(run, epoch, badStep)
  const learningRate = run.session.readStates([LEARNING_RATE]).get(LEARNING_RATE)![0]!
  return { type: 'notFinite', epoch, badStep, learningRate, cause }
}
