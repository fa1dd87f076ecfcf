/** Closes runs whose engine was killed: the record is marked as failed, and windows are shown the finished epochs. */

import type { EpochEnd } from '../../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import type { ActiveNote } from './active-runs.ts'
import { claimRun } from './claim.ts'
import { stoppingOf } from './early-stopping-info.ts'
import { removePartialFiles } from './partial-files.ts'
import { infoOf, readEpochs } from './read-run.ts'
import type { RunRecord } from './record-schema.ts'
import { writeRecord } from './run-record.ts'
import { resultOf } from './run-result.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import { engineLost } from './texts.ts'

/** Closes the record. Returns `null` if there is no readable record, it is closed already, or another process continues the run.
 *  @param report receives the reason why a run was skipped */
export function closeAbandoned(
  { run, folder }: ActiveNote,
  report: (fault: string) => void,
): SnapshotKeeper | null {
  try {
    const { claim, record } = claimRun(folder)
    try {
      if (record.run !== run || isFinalState(record.state)) return null
      removePartialFiles(folder)
      const { epochEnds } = readEpochs(folder, run, record.series)
      const closedRecord = closeRecord(record, epochEnds)
      writeRecord(folder, closedRecord)
      return keeperOf(closedRecord, folder, epochEnds)
    } finally {
      claim.release()
    }
  } catch (error) {
    // Damaged, of another format, missing or read-only: the run is unchanged.
    report(`${folder}: the run was not closed: ${(error as Error).message}`)
    return null
  }
}

const closeRecord = (record: RunRecord, epochEnds: readonly EpochEnd[]): RunRecord => ({
  ...record,
  state: 'failed',
  reason: engineLost,
  finished: new Date().toISOString(),
  epochs_done: epochEnds.length,
  best_epoch: epochEnds.findLast((e) => e.best)?.epoch ?? null,
})

/** The snapshot of a run that ended in another engine. */
export function keeperOf(record: RunRecord, folder: string, epochEnds: readonly EpochEnd[]): SnapshotKeeper {
  const keeper = keepSnapshot({ ...infoOf(record, folder), ...stoppingOf(record.document) })
  for (const end of epochEnds) keeper.epoch(end)
  keeper.finish(resultOf(record, folder))
  return keeper
}
