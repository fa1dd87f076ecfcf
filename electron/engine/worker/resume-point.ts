/** Resumes a run: finds its newest valid checkpoint and restores the folder to the state of that checkpoint. */
import { createHash } from 'node:crypto'
import { ProblemError } from '../../../shared/problem.ts'
import { executorDifferences } from '../executors/executor-differences.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import { type Checkpoint, checkpointsIn, readCheckpoint, removeNewer } from '../run-folder/checkpoint-file.ts'
import { readMetrics } from '../run-folder/metrics-file.ts'
import { reportRunFolderErrors, trimMetrics } from '../run-folder/run-files.ts'
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

/** Finds the checkpoint to resume from; null if there is none, and the run restarts with the same numbers. Changes nothing.
 *  @throws ProblemError naming what differs from the original run */
export function findResumePoint(
  job: RunJob,
  executor: ExecutorRecord,
  emit: (message: FromRun) => void,
): ResumePoint | null {
  const { folder } = job
  const recorded = job.resume?.executor
  const differences = recorded ? executorDifferences(recorded, executor) : []
  if (differences.length > 0) throw new ProblemError([texts.executorDiffers(differences)])
  const resumePoint = newestValid(folder, emit)
  if (!resumePoint) return null
  const { head } = resumePoint.checkpoint
  const mismatches = [
    ...(head.run === job.run ? [] : [texts.DIFFERENCE_NAMES.run]),
    ...(head.document === documentHash(job.document) && head.seed === job.seed
      ? []
      : [texts.DIFFERENCE_NAMES.document]),
    ...(head.fingerprint === job.info.fingerprint ? [] : [texts.DIFFERENCE_NAMES.data]),
  ]
  if (mismatches.length > 0) throw new ProblemError([texts.checkpointDiffers(resumePoint.name, mismatches)])
  const changed = executorDifferences(head.executor, executor)
  if (changed.length > 0) throw new ProblemError([texts.executorDiffers(changed)])
  const { lines, fault } = readMetrics(folder, job.series)
  if (lines.length < head.epoch)
    throw new ProblemError([fault ?? texts.metricsShort(lines.length, head.epoch)])
  return resumePoint
}

/** Restores the run's folder to the state of a checkpoint with this name after so many epochs; null if there is none. */
export function restoreFolder(folder: string, checkpoint: string | null, epochs: number): void {
  reportRunFolderErrors(folder, () => removeNewer(folder, checkpoint))
  trimMetrics(folder, epochs)
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
