/** The table of all runs on disk: what it lists, what a person adds to a run, and its trash. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import type { Settings } from '../../../document/run-settings.ts'
import type { ProblemData } from '../../../problem.ts'
import { path } from '../arguments.ts'
import { call } from '../call.ts'
import { type RunId, runId } from './run-owner.ts'
import type { FoundRun } from './stored-runs.ts'

/** What a person adds to a run. It is in a file of its own, because run.json is written by the training alone. */
export type Annotations = Checked<typeof annotations>
export const annotations = z.strictObject({
  starred: z.boolean(),
  /** Replaces the name that the run has from its document; empty: that one is shown. */
  name: z.string().max(200),
  note: z.string().max(20_000),
  tags: z.array(z.string().min(1).max(60)).max(50),
})

/** One row of the table. */
export interface ListedRun extends FoundRun {
  readonly annotations: Annotations
  /** Name of the variant of its document that was trained; `null` if the document had only one network. */
  readonly variant: string | null
  readonly settings: Settings
  /** Loss and metrics of the best epoch, or of the last one where none is marked; `null`: not finite. */
  readonly figures: { readonly [series: string]: number | null }
  /** The same names over all epochs, at most 32 points each. */
  readonly curves: { readonly [series: string]: readonly (number | null)[] }
  readonly parameters: number | null
  /** Size of the folder in bytes. */
  readonly bytes: number
  /** Another engine trains it now. */
  readonly busy: boolean
  /** Its folder is not among the runs of the app. */
  readonly isElsewhere: boolean
}
export interface RunList {
  /** Newest first. */
  readonly runs: readonly ListedRun[]
  /** There are older runs, which a higher limit returns. */
  readonly more: boolean
  /** Folders without a usable run. */
  readonly skipped: readonly ProblemData[]
}
const limit = z.int().min(1).max(5000)
const runIds = z.array(runId).min(1).max(5000)

export const runListCalls = {
  /** Returns the newest runs of the app's runs folder. A run that this engine trains is included with what is on the disk. */
  listRuns: call(limit).returns<RunList>(),
  /** Replaces the given parts of what a person added to a run. @throws ProblemError */
  annotateRun: call(runId, annotations.partial()).returns<Annotations>(),
  /** Lists the run in this folder, or beside this run.json, which stays where it is. @returns its id. @throws ProblemError */
  addRunFolder: call(path).returns<RunId>(),
  /** Lists all runs of the app in this folder as well (`null`: the default one), which the next engine uses for its runs. They stay where
   *  they are. @throws ProblemError */
  linkRuns: call(path.nullable()),
  /** Takes the folders elsewhere that are not there off the list. */
  forgetMissingRuns: call(),
  /** Moves runs into the trash beside the runs; those elsewhere are only taken off the list. @returns those that were moved. @throws ProblemError if one is being trained */
  trashRuns: call(runIds).returns<readonly RunId[]>(),
  /** Moves runs back from the trash; `null`: all of them. @returns those that were moved. @throws ProblemError */
  restoreRuns: call(runIds.nullable()).returns<readonly RunId[]>(),
  /** Returns the number of folders in the trash. */
  countTrashedRuns: call().returns<number>(),
  /** Moves the runs in the trash into the trash of the system; deletes them `isForEver`, or where the host has none. @returns how many.
   *  @throws ProblemError if one cannot be moved or deleted; the rest stays */
  emptyRunTrash: call(z.boolean()).returns<number>(),
}
