/** Closes runs whose engine was killed: the record is marked as failed, and windows are shown the finished epochs. */

import type { EpochEnd } from '../../../shared/ipc/contract.ts'
import { isOver } from '../../../shared/ipc/run-state.ts'
import type { ActiveNote } from './active-runs.ts'
import { claimRun } from './claim.ts'
import { removeParts } from './left-over.ts'
import { infoOf, readEpochs, resultOf } from './read-run.ts'
import { type RunRecord, writeRecord } from './run-record.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import { stoppingOf } from './stopping.ts'
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
      if (record.run !== run || isOver(record.state)) return null
      removeParts(folder)
      const { ends } = readEpochs(folder, run, record.series)
      const ended = closed(record, ends)
      writeRecord(folder, ended)
      return keeperOf(ended, folder, ends)
    } finally {
      claim.release()
    }
  } catch (error) {
    // Damaged, of another format, missing or read-only: the run is unchanged.
    report(`${folder}: the run was not closed: ${(error as Error).message}`)
    return null
  }
}

const closed = (record: RunRecord, ends: readonly EpochEnd[]): RunRecord => ({
  ...record,
  state: 'failed',
  reason: engineLost,
  finished: new Date().toISOString(),
  epochs_done: ends.length,
  best_epoch: ends.findLast((e) => e.best)?.epoch ?? null,
})

/** The snapshot of a run that ended in another engine. */
export function keeperOf(record: RunRecord, folder: string, ends: readonly EpochEnd[]): SnapshotKeeper {
  const keeper = keepSnapshot({ ...infoOf(record, folder), ...stoppingOf(record.document) })
  for (const end of ends) keeper.epoch(end)
  keeper.finish(resultOf(record, folder))
  return keeper
}
