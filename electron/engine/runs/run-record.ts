/** Writes run.json, at the start and at the end of a run. */
import { join } from 'node:path'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { RunInfo, TrainJob } from '../../../shared/ipc/contract/index.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import type { RunRecord } from './record-schema.ts'

export const RECORD = 'run.json'

/** The record of a run that starts. */
export function firstRecord(
  info: RunInfo,
  job: TrainJob,
  document: Document,
  data: DataInfo,
  layerloom: string,
  parameters: number,
  /** The run that this one repeats or continues. */
  first: Pick<RunRecord, 'repeats' | 'continues'>,
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
    document: JSON.parse(job.document) as object,
    parameters,
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
    ...(job.set && { set: job.set }),
    ...first,
  }
}

/** @throws ProblemError when the disk is full or the folder cannot be written */
export const writeRecord = (folder: string, record: RunRecord): void =>
  reportRunFolderErrors(folder, () =>
    replaceFile(join(folder, RECORD), [Buffer.from(`${JSON.stringify(record, null, 2)}\n`)]),
  )
