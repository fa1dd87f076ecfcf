/** What a run's folder tells: its record and its finished epochs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { EpochEnd, RunResult } from '../../../shared/ipc/contract.ts'
import { linesIn, METRICS } from '../run/run-files.ts'
import { RECORD, type RunRecord } from './run-record.ts'
import { engineLost } from './texts.ts'

/** What going on needs; the rest is kept as it is. */
const recordSchema = z.looseObject({
  format: z.literal('layerloom-run'),
  version: z.literal(1),
  run: z.string().min(1),
  name: z.string(),
  state: z.string(),
  epochs: z.int().min(1),
  seed: z.int().min(0),
  batch_size: z.int().min(1),
  series: z.array(z.string()),
  started: z.string(),
  document: z.looseObject({}),
  data: z.looseObject({
    fingerprint: z.string(),
    rows: z.looseObject({ train: z.number(), validation: z.number() }),
  }),
})

/** null: the folder was removed, or is not ours any more, or the file was cut off. */
export function readRecord(folder: string): RunRecord | null {
  try {
    const raw: unknown = JSON.parse(readFileSync(join(folder, RECORD), 'utf8'))
    recordSchema.parse(raw)
    return raw as RunRecord
  } catch {
    return null
  }
}

const lineSchema = z.looseObject({
  epoch: z.number(),
  ms_per_step: z.number(),
  learning_rate: z.number().nullish(),
  best: z.boolean(),
})

/** The finished epochs; a last line that was cut off does not count. */
export function readMetrics(folder: string, run: string, series: readonly string[]): EpochEnd[] {
  return linesIn(join(folder, METRICS)).flatMap((text) => {
    const parsed = lineSchema.safeParse(jsonOf(text))
    if (!parsed.success) return []
    const { epoch, ms_per_step, learning_rate, best, ...figures } = parsed.data
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
        learningRate: learning_rate ?? Number.NaN,
        millisecondsPerStep: ms_per_step,
        best,
        waited: 0,
      },
    ]
  })
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Cut off while it was written.
    return null
  }
}

/** How the run ended, as its record has it; one that was never closed has failed. */
export function resultOf(record: RunRecord, folder: string): RunResult {
  const { state } = record
  const ended = state === 'finished' || state === 'stopped' || state === 'paused'
  return {
    run: record.run,
    state: ended ? state : 'failed',
    bestEpoch: record.best_epoch,
    folder,
    seconds: record.seconds ?? 0,
    problems: record.problems,
    reason: record.reason ?? engineLost,
  }
}
