/** Training: starting, ending and following the runs of this session. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { MAX_SET, SET_KINDS, SET_OPTIMIZERS } from '../../../document/run-set.ts'
import { documentText, epochs, path, seed } from '../arguments.ts'
import { call } from '../call.ts'
import type { EpochEnd, LogLine, Progress, RunInfo, RunResult } from './events.ts'
import { runId, runOwner, runSet } from './run-owner.ts'

export type TrainJob = Checked<typeof trainJob>
export const trainJob = z.strictObject({
  /** The document as the text of its file; the engine parses and validates it again. */
  document: documentText,
  /** Folder that relative paths in the document start at; `null` for a document without a file. */
  folder: path.nullable(),
  /** The document that the run belongs to; absent: only the folder of the run identifies it. */
  owner: runOwner.optional(),
  /** The document's file, if it has one; it determines which data files are allowed. */
  file: path.nullable().optional(),
  epochs: epochs.optional(),
  seed: seed.optional(),
  /** Whether signals are kept while it trains; absent: if an epoch takes a second or longer. */
  signals: z.boolean().optional(),
  /** The run is one of several that belong together, such as those of all folds. */
  set: runSet.optional(),
  /** Overrides the path of the data source (`--data`). */
  data: path.optional(),
  /** Folder that the run is written to; absent: a new folder in the app's runs folder. */
  out: path.optional(),
})

/** Runs that the engine trains one after the other. */
export type SetPlan = Checked<typeof setPlan>
const setPlan = z
  .strictObject({ kind: z.enum(SET_KINDS), count: z.int().min(2).max(MAX_SET) })
  .refine(({ kind, count }) => kind !== 'optimizers' || count <= SET_OPTIMIZERS.length)

/** Everything that a newly opened window needs to show a run. */
export interface RunSnapshot {
  readonly info: RunInfo
  readonly epochEnds: readonly EpochEnd[]
  /** Points inside epochs so far, thinned to at most 4,000: the position in epochs (1.5 = middle of the second), then the series. */
  readonly points: Float32Array
  readonly progress: Progress | null
  readonly result: RunResult | null
  readonly log: readonly LogLine[]
}

export const runCalls = {
  train: call(trainJob).returns<RunInfo>(),
  /**
   * Trains a document once for each fold, seed or optimizer. Each run starts when the one before has finished; its `set` names its place. A run that
   * fails or is paused ends the set, and so does stop(); a window that resumes the run goes on with those that are missing after it.
   * @returns the first run
   */
  trainSet: call(trainJob.omit({ set: true, data: true, out: true }), setPlan).returns<RunInfo>(),
  /** Stops a run, and the set that it belongs to. */
  stop: call(runId),
  /** Stops only this run of a set; the next one follows. */
  skip: call(runId),
  /** Saves a checkpoint and ends the process of the run; the state of its result is then 'paused'. */
  pause: call(runId),
  /**
   * Continues a run that was paused, stopped or killed or that crashed, from its newest complete checkpoint. Its numbers are those of a
   * run that was never interrupted. The argument is the id of a run returned by attach() or runsOf(), or, on the command line, the folder
   * of a run.
   * @throws ProblemError, without changing anything, when document, data or executor differ from the recorded ones
   */
  resume: call(path).returns<RunInfo>(),
  /** Trains the document of a run again with the same seed, data and epochs. The new run's result states whether the numbers are equal. */
  repeat: call(runId).returns<RunInfo>(),
  /**
   * Trains so many more epochs after a run that has ended or was stopped, as a new run that goes on from its last state. The figures are
   * those of one run of all epochs. The argument is as that of resume(), or on the command line also the id of a run.
   * @throws ProblemError if the run has no checkpoint, or its data have changed
   */
  continueRun: call(path, epochs).returns<RunInfo>(),
  /** Returns snapshots of the runs of this session, newest first, at most 20, and subscribes this client to their events. */
  attach: call().returns<readonly RunSnapshot[]>(),
}
