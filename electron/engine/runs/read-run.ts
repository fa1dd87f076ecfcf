/** Reads a run's folder: its record and its finished epochs. The folder may come from an untrusted source. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { fileLimits } from '../../../shared/document/limits.ts'
import { type Limits, parseJson } from '../../../shared/document/parse-json.ts'
import type { EpochEnd, RunInfo } from '../../../shared/ipc/contract/index.ts'
import { describeValue, isObject } from '../../../shared/json.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { CHECKPOINTS } from '../run-folder/checkpoint-file.ts'
import type { MetricsLine } from '../run-folder/metrics-file.ts'
import { METRICS, readMetrics } from '../run-folder/metrics-file.ts'
import { BEST, LAST } from '../run-folder/run-files.ts'
import { SIGNALS } from '../run-folder/signals-file.ts'
import { notRegularFile } from '../run-folder/texts.ts'
import { upgradeRecord } from './old-records.ts'
import { headSchema, type RunHead, type RunRecord, recordSchema } from './record-schema.ts'
import { RECORD } from './run-record.ts'
import { resultOf } from './run-result.ts'
import * as texts from './texts.ts'

/** The size of the largest document in pretty-printed form. */
export const MAX_RECORD = 64 * 2 ** 20
const limits: Limits = {
  characters: MAX_RECORD,
  depth: 64,
  values: 4_000_000,
  entries: 1_000_000,
  string: 100_000,
}
/** All runs are scanned when a document asks for its runs, and each record is parsed in one piece: none may take longer than the largest
 *  document. */
const headLimits: Limits = { ...limits, values: fileLimits.values }

/** Whether there is a record; does not read it. */
export const hasRecord = (folder: string): boolean => hasEntry(folder, RECORD)

/** Files and folders that a run writes. */
const RUN_ENTRIES = [RECORD, METRICS, SIGNALS, BEST, LAST, CHECKPOINTS, 'callbacks']

/** Whether the folder has files of a run, also without a record: another run must not append to its metrics. */
export const hasRun = (folder: string): boolean => RUN_ENTRIES.some((name) => hasEntry(folder, name))

function hasEntry(folder: string, name: string): boolean {
  try {
    return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined
  } catch {
    // The folder is a file, or cannot be read.
    return false
  }
}

/** @throws ProblemError if there is no record, or an invalid one */
export function readRecord(folder: string): RunRecord {
  const path = join(folder, RECORD)
  return validateRecord(path, parseRecord(path, readRecordText(folder), limits))
}

function readRecordText(folder: string): string {
  const path = join(folder, RECORD)
  try {
    const file = lstatSync(path)
    if (!file.isFile()) throw new ProblemError([notRegularFile(path)])
    if (file.size > MAX_RECORD) throw new ProblemError([texts.recordTooLarge(path, file.size, MAX_RECORD)])
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError([texts.noRun(folder)])
  }
}

function parseRecord(path: string, text: string, maxima: Limits): unknown {
  try {
    return parseJson(text, maxima)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw new ProblemError(error.problems.map((problem) => texts.badRecord(path, problem.message)))
  }
}

function validateRecord(path: string, written: unknown): RunRecord {
  refuseNewer(path, written)
  const raw = upgradeRecord(written)
  const { error } = recordSchema.safeParse(raw)
  if (error) throw new ProblemError([invalidField(path, raw, error)])
  return raw as RunRecord
}

/** The part of a record that is shown before a run is opened; thousands are read. @throws ProblemError as readRecord */
export function parseHead(path: string, text: string): RunHead {
  const raw = parseRecord(path, text, headLimits)
  refuseNewer(path, raw)
  const { data, error } = headSchema.safeParse(raw)
  if (error) throw new ProblemError([invalidField(path, raw, error)])
  const { problems, reason, series, owner, set, data: dataHead, ...rest } = data
  const { format, version, run, name, state, epochs, seed, batch_size } = rest
  const { started, finished, seconds, epochs_done, best_epoch, continues } = rest
  return {
    ...{ format, version, run, name, owner, state, reason, problems, epochs, seed, batch_size, series },
    ...{ started, finished, seconds, epochs_done, best_epoch, data: { rows: dataHead.rows } },
    ...(set && { set }),
    ...(continues && { continues }),
  }
}

function refuseNewer(path: string, raw: unknown): void {
  const version = isObject(raw) ? raw.version : undefined
  if (typeof version === 'number' && version > 1) throw new ProblemError([texts.newerRecord(path, version)])
}

function invalidField(path: string, raw: unknown, { issues }: z.ZodError): ProblemData {
  const [issue] = issues
  const found = issue!.path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? value[key as keyof object] : undefined),
    raw,
  )
  const what = `${issue!.path.map(String).join('.')}: ${issue!.message} (${describeValue(found)})`
  return texts.badRecord(path, { en: what, ko: what })
}

/** More levels and entries than callbacks write. */
const MAX_DEPTH = 8
const MAX_ENTRIES = 100_000

/** Checks a folder before it is written to: a link in it could point outside.
 *  @throws ProblemError naming the first entry that is neither a regular file nor a folder */
export function checkNoLinks(folder: string): void {
  let entryCount = 0
  const checkFolder = (inside: string, depth: number): void => {
    if (depth > MAX_DEPTH) throw new ProblemError([notRegularFile(inside)])
    for (const entry of readdirSync(inside, { withFileTypes: true })) {
      const path = join(inside, entry.name)
      if (++entryCount > MAX_ENTRIES || !(entry.isFile() || entry.isDirectory()))
        throw new ProblemError([notRegularFile(path)])
      if (entry.isDirectory()) checkFolder(path, depth + 1)
    }
  }
  checkFolder(folder, 0)
}

/** The finished epochs, and what is wrong with the first invalid line. @throws ProblemError if the file cannot be read */
export function readEpochs(
  folder: string,
  run: string,
  series: readonly string[],
): { readonly epochEnds: EpochEnd[]; readonly fault: ProblemData | null } {
  const { lines, fault } = readMetrics(folder, series)
  return { epochEnds: lines.map((line) => epochEndOf(line, run, series)), fault }
}

function epochEndOf(line: MetricsLine, run: string, series: readonly string[]): EpochEnd {
  const number = (name: string): number => {
    const value = Object.hasOwn(line, name) ? line[name] : null
    return typeof value === 'number' ? value : Number.NaN
  }
  return {
    run,
    epoch: number('epoch'),
    train: Float32Array.from(series, number),
    validation: Object.hasOwn(line, `val_${series[0]}`)
      ? Float32Array.from(series, (name) => number(`val_${name}`))
      : null,
    learningRate: number('learning_rate'),
    millisecondsPerStep: number('ms_per_step'),
    best: line.best === true,
    waited: 0,
  }
}

/** Information about a run on the disk. */
export const infoOf = (head: RunHead | RunRecord, folder: string): RunInfo => ({
  run: head.run,
  name: head.name,
  state: resultOf(head, folder).state,
  epochs: head.epochs,
  stepsPerEpoch: Math.ceil(head.data.rows.train / head.batch_size),
  batchSize: head.batch_size,
  seed: head.seed,
  series: head.series,
  hasValidation: head.data.rows.validation > 0,
  startedAt: Date.parse(head.started),
  executor: '',
  ...(head.owner ? { owner: head.owner } : {}),
  ...(head.set && { set: head.set }),
  ...(head.continues ? { continues: head.continues } : {}),
})
