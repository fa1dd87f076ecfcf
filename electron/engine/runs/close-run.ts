/** The end of a run on the disk: its final record, the comparison with the run that it repeats, and what is cleared away. */
import type { RunResult } from '../../../shared/ipc/contract/index.ts'
import type { ProblemData } from '../../../shared/problem.ts'
import { removeNote } from './active-runs.ts'
import { compareRuns } from './compare-runs.ts'
import type { OriginRun } from './life/life.ts'
import { removePartialFiles } from './partial-files.ts'
import { problemsOf } from './problems-of.ts'
import type { RunRecord } from './record-schema.ts'
import { writeRecord } from './run-record.ts'

export interface ClosedRun {
  readonly repeated: RunResult['repeated'] | null
  /** Why the record could not be closed, or the runs not compared. */
  readonly problems: readonly ProblemData[]
  readonly remarks: readonly ProblemData[]
}

/** @param folder null where the run ended before it had one
 *  @param tidy whether no process writes into the folder any more
 *  A record that cannot be closed (a full disk) stays open: the next engine that starts finds and marks it. */
export function closeRun(
  runs: string,
  run: string,
  {
    folder,
    record,
    tidy,
  }: { readonly folder: string | null; readonly record: RunRecord | null; readonly tidy: boolean },
  origin: OriginRun | null,
): ClosedRun {
  let repeated: RunResult['repeated'] | null = null
  let remarks: readonly ProblemData[] = []
  try {
    if (folder && record) {
      writeRecord(folder, record)
      if (origin?.kind === 'repeat') {
        try {
          repeated = compareRuns(origin, { folder, record })
        } catch (error) {
          // The first run cannot be read any more.
          remarks = problemsOf(error)
        }
        if (repeated) writeRecord(folder, { ...record, repeats: { run: origin.record.run, ...repeated } })
      }
    }
    removeNote(runs, run)
    if (folder && tidy) removePartialFiles(folder)
    return { repeated, problems: [], remarks }
  } catch (error) {
    return { repeated, problems: problemsOf(error), remarks }
  }
}
