/** The effects of a training, performed: files, the session, messages to the engine. */
import { LEARNING_RATE } from '../../../../shared/training/optimize.ts'
import type { ExecutorRecord } from '../../executors/executor-record.ts'
import { type RunFiles, runFiles } from '../../run-folder/run-files.ts'
import { type CallbackFiles, callbackFiles } from '../callback-files/index.ts'
import { previousEpochs } from '../callback-files/previous-epochs.ts'
import { type Checkpoints, checkpoints } from '../checkpoints.ts'
import type { Busy, FromRun } from '../messages.ts'
import { weightsOf } from '../network-weights.ts'
import type { OpenRun } from '../open-run.ts'
import type { ProgressMeter } from '../progress.ts'
import { restoreFolder } from '../resume-point.ts'
import { type SignalsRecorder, signalsRecorder } from '../signals/recorder.ts'
import { type EpochQueue, epochQueue } from './epoch-queue.ts'
import type { Effect, Message, Training } from './training.ts'
import { reduce } from './transitions.ts'

/** What effects act on. */
export interface Shell {
  readonly run: OpenRun
  readonly record: ExecutorRecord
  readonly checkpointSeconds: number | undefined
  readonly signalsSeconds: number | undefined
  readonly meter: ProgressMeter
  emit(message: FromRun | Busy): void
  training: Training
  /** Null while the run's folder must stay unchanged. */
  output: Output | null
}

interface Output {
  readonly files: RunFiles
  readonly callbackFiles: CallbackFiles
  readonly checkpoints: Checkpoints
  readonly epochs: EpochQueue
  readonly signals: SignalsRecorder
}

function openOutput(
  { run, record, checkpointSeconds, signalsSeconds, emit }: Shell,
  previous: readonly string[] | null,
): Output {
  const { folder } = run.job
  const files = runFiles(folder)
  return {
    files,
    callbackFiles: callbackFiles(
      folder,
      run.training.callbacks,
      previous ? previousEpochs(folder, previous) : [],
    ),
    checkpoints: checkpoints(run, record, checkpointSeconds),
    epochs: epochQueue(files.metrics, (frames) => emit({ type: 'epochs', frames })),
    signals: signalsRecorder(run, emit, signalsSeconds),
  }
}

type Performers = {
  readonly [T in Effect['type']]: (effect: Extract<Effect, { type: T }>, shell: Shell) => void
}

const PERFORMERS: Performers = {
  emit: ({ message }, { emit }) => emit(message),
  progress: ({ position, left, always }, { meter }) => meter.frame(position, left, always),
  restoreFolder: ({ checkpoint, epochs, source }, { run }) =>
    restoreFolder(run.job.folder, checkpoint, epochs, source),
  openFiles({ previous }, shell) {
    shell.output = openOutput(shell, previous)
  },
  writeStates: ({ states }, { run }) => run.session.writeStates(states),
  setLearningRate: ({ rate }, { run }) =>
    run.session.writeStates(new Map([[LEARNING_RATE, Float32Array.of(rate)]])),
  applyAverages(_, { run: { session, plan } }) {
    const values = session.readStates([...plan.averages.values()])
    session.writeStates(new Map([...plan.averages].map(([weight, state]) => [weight, values.get(state)!])))
  },
  queueWeights: ({ kind, weights, epoch }, { output }) => output!.files.weights(kind, weights, epoch),
  queueSessionWeights: ({ epoch }, { output, run }) =>
    output!.files.weights('last', weightsOf(run.weights, run.session.readStates()), epoch),
  flushWeights: ({ ifDue }, { output }) => (ifDue ? output!.files.flushIfDue() : output!.files.flush()),
  writeCallbackFiles: ({ results, weights, checkpointFiles }, { output }) =>
    output!.callbackFiles.onEpochEnd(results, weights, checkpointFiles),
  queueEpoch: ({ line, frame }, { output }) => output!.epochs.add(line, frame),
  flushEpochs: (_, { output }) => output!.epochs.flush(),
  writeCheckpoint({ content, ifDue }, { output }) {
    if (ifDue === null || output!.checkpoints.isDue(ifDue)) output!.checkpoints.write(content)
  },
  beginSignals: (_, { output }) => output!.signals.begin(),
  keepSignals: ({ point }, { output }) => output!.signals.epochEnd(point),
  close(_, { output, run }) {
    output?.signals.close()
    run.session.close()
  },
}

const perform = (effect: Effect, shell: Shell): void =>
  (PERFORMERS[effect.type] as (effect: Effect, shell: Shell) => void)(effect, shell)

/** Changes the training as the message says, and performs what follows. @throws ProblemError if a file cannot be written */
export function dispatch(shell: Shell, message: Message): void {
  const { training, effects } = reduce(shell.training, message)
  shell.training = training
  try {
    for (const effect of effects) perform(effect, shell)
  } catch (error) {
    // The epochs before a file that cannot be written are still emitted.
    shell.output?.epochs.flush()
    throw error
  }
}
