/** The job of a run that continues another one with more epochs. */
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { MAX_EPOCHS } from '../../../shared/ipc/contract/arguments.ts'
import type { TrainJob } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { checkpointsIn } from '../run-folder/checkpoint-file.ts'
import { noCheckpoint } from '../worker/texts.ts'
import type { RunRecord } from './record-schema.ts'
import * as texts from './texts.ts'

/** @param job the job from which the first run was started
 *  @throws ProblemError if the first run has not ended, or left no checkpoint */
export function continuedJob(job: TrainJob, folder: string, first: RunRecord, epochs: number): TrainJob {
  if (first.state !== 'finished' && first.state !== 'stopped')
    throw new ProblemError([texts.notEnded(first.name)])
  if (checkpointsIn(folder).length === 0) throw new ProblemError([noCheckpoint(folder)])
  const total = first.epochs_done + epochs
  if (total > MAX_EPOCHS) throw new ProblemError([texts.tooManyEpochs(total, MAX_EPOCHS)])
  const document = parseDocument(job.document)
  const training = { ...document.training, epochs: total }
  // The set that the first run belongs to has runs of as many epochs each.
  const { set: _, ...own } = job
  return { ...own, epochs: total, document: serializeDocument({ ...document, training }) }
}
