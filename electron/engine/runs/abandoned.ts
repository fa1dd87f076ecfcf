/** A run whose engine was killed: its record is closed as failed, and a window that opens is shown what is left of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { EpochEnd } from '../../../shared/ipc/contract.ts'
import { METRICS } from '../run/run-files.ts'
import type { ActiveNote } from './active-runs.ts'
import { RECORD, type RunRecord, writeRecord } from './run-record.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import { engineLost } from './texts.ts'

const recordSchema = z.looseObject({
  format: z.literal('layerloom-run'),
  version: z.literal(1),
  name: z.string(),
  state: z.string(),
  epochs: z.number(),
  seed: z.number(),
  batch_size: z.number(),
  series: z.array(z.string()),
  started: z.string(),
  data: z.looseObject({ rows: z.looseObject({ train: z.number(), validation: z.number() }) }),
})

/** Closes the record; `null` when there is none that could be read. */
export function closeAbandoned({ run, folder }: ActiveNote): SnapshotKeeper | null {
  const found = readRecord(folder)
  if (!found) return null
  const { raw, record } = found
  if (['finished', 'stopped', 'failed'].includes(record.state)) return null
  const epochEnds = readMetrics(folder, run, record.series)
  const best = epochEnds.findLast((e) => e.best)?.epoch ?? null
  const startedAt = Date.parse(record.started)
  const ended: RunRecord = {
    ...raw,
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

function readRecord(folder: string) {
  try {
    const raw = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as RunRecord
    return { raw, record: recordSchema.parse(raw) }
  } catch {
    // The folder was removed, or is not ours any more.
    return null
  }
}

/** The finished epochs; a last line that was cut off does not count. */
function readMetrics(folder: string, run: string, series: readonly string[]): EpochEnd[] {
  const line = z.looseObject({ epoch: z.number(), ms_per_step: z.number(), best: z.boolean() })
  return linesOf(join(folder, METRICS)).flatMap((text) => {
    const parsed = line.safeParse(jsonOf(text))
    if (!parsed.success) return []
    const { epoch, ms_per_step, best, ...figures } = parsed.data
    const values = (prefix: string) =>
      Float32Array.from(series, (name) => {
        const value = (figures as { [name: string]: unknown })[`${prefix}${name}`]
        return typeof value === 'number' ? value : Number.NaN
      })
    return [
      {
        run,
        epoch,
        train: values(''),
        validation: Object.hasOwn(figures, `val_${series[0]}`) ? values('val_') : null,
        millisecondsPerStep: ms_per_step,
        best,
        waited: 0,
      },
    ]
  })
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean)
  } catch {
    // No epoch was finished.
    return []
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Cut off while it was written.
    return null
  }
}
