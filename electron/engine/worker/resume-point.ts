/** Resumes a run: finds its newest valid checkpoint and restores the folder to the state of that checkpoint. */
import { createHash } from 'node:crypto'
import { ProblemError } from '../../../shared/problem.ts'
import { executorDifferences } from '../executors/executor-differences.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import { type Checkpoint, checkpointsIn, readCheckpoint, removeNewer } from '../run-folder/checkpoint-file.ts'
import { readMetrics } from '../run-folder/metrics-file.ts'
import { keepMetrics, reportRunFolderErrors } from '../run-folder/run-files.ts'
import { keepSignals } from '../run-folder/signals-file.ts'
import type { FromRun, RunJob } from './messages.ts'
import * as texts from './texts.ts'

/** Hash of a document that does not depend on the layout of its text. */
export const documentHash = (text: string): string =>
  createHash('sha256')
    .update(JSON.stringify(JSON.parse(text)))
    .digest('hex')

/** Position where a run resumes, and the name of its checkpoint file. */
export interface ResumePoint {
  readonly name: string
  readonly checkpoint: Checkpoint
}

/** Finds the checkpoint to go on from; null if a resumed run has none, and restarts with the same numbers. Changes nothing. A run that
 *  continues another one may do so elsewhere: its figures may then differ from those of one run in their last digits.
 *  @throws ProblemError naming what differs from the original run */
export function findResumePoint(
  job: RunJob,
  executor: ExecutorRecord,
  emit: (message: FromRun) => void,
): ResumePoint | null {
  const continued = job.resume?.continued ?? null
  const { folder, run, document } = continued ?? job
  const requireSame = (differences: readonly string[]) => {
    if (differences.length > 0 && !continued) throw new ProblemError([texts.executorDiffers(differences)])
  }
  const recorded = job.resume?.executor
  if (recorded) requireSame(executorDifferences(recorded, executor))
  const resumePoint = newestValid(folder, emit)
  if (!resumePoint) {
    if (continued) throw new ProblemError([texts.noCheckpoint(folder)])
    return null
  }
  const { head } = resumePoint.checkpoint
  const mismatches = [
    ...(head.run === run ? [] : [texts.DIFFERENCE_NAMES.run]),
    ...(head.document === documentHash(document) && head.seed === job.seed
      ? []
      : [texts.DIFFERENCE_NAMES.document]),
    ...(head.fingerprint === job.info.fingerprint ? [] : [texts.DIFFERENCE_NAMES.data]),
  ]
  if (mismatches.length > 0) throw new ProblemError([texts.checkpointDiffers(resumePoint.name, mismatches)])
  const changed = executorDifferences(head.executor, executor)
  requireSame(changed)
  if (changed.length > 0) emit({ type: 'log', text: texts.continuesElsewhere(changed) })
  const { lines, fault } = readMetrics(folder, job.series)
  if (lines.length < head.epoch)
    throw new ProblemError([fault ?? texts.metricsShort(lines.length, head.epoch)])
  return resumePoint
}

/** Restores the run's folder to the state of a checkpoint with this name after so many epochs; null if there is none.
 *  @param source folder of the run that this one continues, whose epochs it begins with
 *  @throws ProblemError if the epochs are not there any more */
export function restoreFolder(
  folder: string,
  checkpoint: string | null,
  epochs: number,
  source = folder,
): void {
  reportRunFolderErrors(folder, () => removeNewer(folder, checkpoint))
  // The run that this one continues may have been moved into the trash since its checkpoint was read.
  const kept = keepMetrics(folder, epochs, source)
  if (kept < epochs) throw new ProblemError([texts.metricsShort(kept, epochs)])
  reportRunFolderErrors(folder, () => keepSignals(folder, epochs, source))
}

function newestValid(folder: string, emit: (message: FromRun) => void): ResumePoint | null {
  for (const name of checkpointsIn(folder))
    try {
      return { name, checkpoint: readCheckpoint(folder, name) }
    } catch (error) {
      emit({ type: 'log', text: texts.damagedCheckpoint(name, (error as Error).message) })
    }
  return null
}
