/** run.json: the record of a run and of how its numbers were computed. Written at the start and at the end. */
import { join } from 'node:path'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { DataReference } from '../../../shared/data/reference.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { RunInfo, RunOwner, RunState, TrainJob } from '../../../shared/ipc/contract.ts'
import type { Json } from '../../../shared/json.ts'
import type { ProblemData } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { replaceFile } from '../../system/replace-file.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import { withDiskErrors } from '../run-folder/run-files.ts'

export const RECORD = 'run.json'

export interface RunRecord {
  readonly format: 'layerloom-run'
  readonly version: 1
  readonly run: string
  readonly name: string
  /** The document from which it was started; absent in records of earlier versions. */
  readonly owner?: RunOwner | null
  readonly state: RunState
  readonly reason: Text | null
  readonly problems: readonly ProblemData[]
  /** The trained document; epochs and seed may differ from it, as they can be set separately. */
  readonly epochs: number
  readonly seed: number
  readonly batch_size: number
  readonly series: readonly string[]
  readonly document: Json
  readonly data: {
    readonly source: Json
    /** Path that replaced the path of the source. */
    readonly path: string | null
    /** Base folder of relative paths in the source; absent in records of earlier versions. */
    readonly folder?: string | null
    readonly split: DataReference['split']
    readonly fingerprint: string
    readonly rows: DataInfo['rows']
    readonly shape: readonly number[]
    readonly targets: DataInfo['targets']
    readonly weights: DataInfo['weights']
    readonly preparation: DataInfo['preparation']
  }
  readonly executor: ExecutorRecord | null
  readonly versions: { readonly layerloom: string; readonly node: string }
  readonly started: string
  readonly finished: string | null
  readonly seconds: number | null
  readonly epochs_done: number
  /** 1-based. */
  readonly best_epoch: number | null
  /** Maximum resident set size of the run's process; null if it was killed before its end. */
  readonly peak_bytes: number | null
  /** The run that this one repeats, and whether its numbers are equal. */
  readonly repeats?: { readonly run: string; readonly same: boolean | null; readonly text: Text | null }
}

/** The record of a run that starts. */
export function firstRecord(
  info: RunInfo,
  job: TrainJob,
  document: Document,
  data: DataInfo,
  layerloom: string,
  /** The run that this one repeats. */
  repeated?: string,
): RunRecord {
  return {
    format: 'layerloom-run',
    version: 1,
    run: info.run,
    name: info.name,
    owner: info.owner ?? null,
    state: 'training',
    reason: null,
    problems: [],
    epochs: info.epochs,
    seed: info.seed,
    batch_size: info.batchSize,
    series: info.series,
    document: JSON.parse(job.document) as Json,
    data: {
      source: document.data!.source,
      path: job.data ?? null,
      folder: job.folder,
      split: document.data!.split,
      fingerprint: data.fingerprint,
      rows: data.rows,
      shape: data.shape,
      targets: data.targets,
      weights: data.weights,
      preparation: data.preparation,
    },
    executor: null,
    versions: { layerloom, node: process.versions.node },
    started: new Date(info.startedAt).toISOString(),
    finished: null,
    seconds: null,
    epochs_done: 0,
    best_epoch: null,
    peak_bytes: null,
    ...(repeated !== undefined && { repeats: { run: repeated, same: null, text: null } }),
  }
}

/** @throws ProblemError when the disk is full or the folder cannot be written */
export const writeRecord = (folder: string, record: RunRecord): void =>
  withDiskErrors(folder, () =>
    replaceFile(join(folder, RECORD), [Buffer.from(`${JSON.stringify(record, null, 2)}\n`)]),
  )
