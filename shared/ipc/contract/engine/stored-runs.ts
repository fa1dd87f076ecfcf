/** Runs on disk, found by the document that they belong to. */
import { z } from 'zod'
import type { ProblemData } from '../../../problem.ts'
import type { SignalsFrame } from '../../../signals/signals.ts'
import { draftId, path } from '../arguments.ts'
import { call } from '../call.ts'
import type { RunInfo, RunResult } from './events.ts'
import { type RunOwner, runId } from './run-owner.ts'
import type { RunSnapshot } from './runs.ts'

/** A run on disk, read from its record; openRun returns its epochs. */
export interface FoundRun {
  readonly info: RunInfo
  readonly result: RunResult
  readonly epochsDone: number
}
export interface FoundRuns {
  /** Newest first. */
  readonly runs: readonly FoundRun[]
  /** There are older runs, which a higher limit returns. */
  readonly more: boolean
  /** This computer has so many runs that the oldest were not read; some of them may belong to this document. */
  readonly unseen: boolean
  /** Another engine is working on a run of this document; the run is returned once that has ended. */
  readonly busy: boolean
  /** The real path of the file, which runs refer to; `null` for a draft. */
  readonly path: string | null
}
/** A document that has runs. */
export interface RunDocument {
  readonly owner: RunOwner
  /** Name of its latest run. */
  readonly name: string
  readonly runs: number
  /** Start of the latest run, in milliseconds since 1970. */
  readonly latest: number
  /** Its file no longer exists. */
  readonly missing: boolean
}
export interface RunDocuments {
  /** Latest first. */
  readonly documents: readonly RunDocument[]
  /** Folders without a usable run. */
  readonly skipped: readonly ProblemData[]
}

const limit = z.int().min(1).max(10_000)

export const storedRunCalls = {
  /**
   * Returns the newest runs of a document from the app's runs folder, at most `limit`, without the current one. The document is given by
   * its path, its draft or both; then the runs of the draft are assigned to the file that it was saved to.
   */
  runsOf: call(path.nullable(), draftId.nullable(), limit).returns<FoundRuns>(),
  /** Returns a run listed by runsOf, with its epochs. @throws ProblemError */
  openRun: call(runId).returns<RunSnapshot>(),
  /** Returns the signals that a run has kept, also while it trains, oldest first. @throws ProblemError if the file is damaged */
  runSignals: call(runId).returns<readonly SignalsFrame[]>(),
  /** Returns the document of a run as text, as it was trained. @throws ProblemError if its record is missing or damaged */
  runDocument: call(runId).returns<string>(),
  /** Returns all documents that have runs. */
  runDocuments: call().returns<RunDocuments>(),
  /** Assigns the runs of the first file, which was renamed or moved, to the second one. @throws ProblemError if the first still exists */
  moveRuns: call(path, path),
}
