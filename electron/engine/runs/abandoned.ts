/** A run whose engine was killed: its record is closed as failed, and a window that opens is shown what is left of it. */
import type { ActiveNote } from './active-runs.ts'
import { readMetrics, readRecord } from './read-run.ts'
import { type RunRecord, writeRecord } from './run-record.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import { engineLost } from './texts.ts'

/** Closes the record; `null` when there is none that could be read. */
export function closeAbandoned({ run, folder }: ActiveNote): SnapshotKeeper | null {
  const record = readRecord(folder)
  if (!record) return null
  if (['finished', 'stopped', 'paused', 'failed'].includes(record.state)) return null
  const epochEnds = readMetrics(folder, run, record.series)
  const best = epochEnds.findLast((e) => e.best)?.epoch ?? null
  const startedAt = Date.parse(record.started)
  const ended: RunRecord = {
    ...record,
    state: 'failed',
    reason: engineLost,
    finished: new Date().toISOString(),
    epochs_done: epochEnds.length,
    best_epoch: best,
  }
  try {
    writeRecord(folder, ended)
  } catch (error) {
    // The disk is full or the folder is away. The window is told all the same.
    console.error(`${folder}: the record could not be closed: ${(error as Error).message}`)
  }
  const keeper = keepSnapshot({
    run,
    name: record.name,
    state: 'failed',
    epochs: record.epochs,
    stepsPerEpoch: Math.ceil(record.data.rows.train / record.batch_size),
    batchSize: record.batch_size,
    seed: record.seed,
    series: record.series,
    hasValidation: record.data.rows.validation > 0,
    startedAt,
    executor: '',
  })
  for (const end of epochEnds) keeper.epoch(end)
  keeper.finish({
    run,
    state: 'failed',
    bestEpoch: best,
    folder,
    seconds: 0,
    problems: [],
    reason: engineLost,
  })
  return keeper
}
