/** Resumes a run: finds its newest valid checkpoint and restores the folder to the state of that checkpoint. */
import { createHash } from 'node:crypto'
import { ProblemError } from '../../../shared/problem.ts'
import { type Checkpoint, checkpointsIn, dropNewer, readCheckpoint } from './checkpoint-file.ts'
import { executorDifferences } from './executor-differences.ts'
import type { ExecutorRecord, FromRun, RunJob } from './messages.ts'
import { readMetrics } from './metrics-file.ts'
import { trimMetrics, withRoom } from './run-files.ts'
import * as texts from './texts.ts'

/** Hash of a document that does not depend on the layout of its text. */
export const documentHash = (text: string): string =>
  createHash('sha256')
    .update(JSON.stringify(JSON.parse(text)))
    .digest('hex')

/** Position where a run resumes, and the name of its checkpoint file. */
export interface TakenUp {
  readonly name: string
  readonly checkpoint: Checkpoint
}

/** Finds the checkpoint to resume from; null if there is none, and the run restarts with the same numbers. Changes nothing.
 *  @throws ProblemError naming what differs from the original run */
export function takeUp(
  job: RunJob,
  executor: ExecutorRecord,
  emit: (message: FromRun) => void,
): TakenUp | null {
  const { folder } = job
  const recorded = job.resume?.executor
  const differences = recorded ? executorDifferences(recorded, executor) : []
  if (differences.length > 0) throw new ProblemError([texts.executorDiffers(differences)])
  const found = newestWhole(folder, emit)
  if (!found) return null
  const { head } = found.checkpoint
  const wrong = [
    ...(head.run === job.run ? [] : [texts.PARTS.run]),
    ...(head.document === documentHash(job.document) && head.seed === job.seed ? [] : [texts.PARTS.document]),
    ...(head.fingerprint === job.info.fingerprint ? [] : [texts.PARTS.data]),
  ]
  if (wrong.length > 0) throw new ProblemError([texts.checkpointDiffers(found.name, wrong)])
  const changed = executorDifferences(head.executor, executor)
  if (changed.length > 0) throw new ProblemError([texts.executorDiffers(changed)])
  const { lines, fault } = readMetrics(folder, job.series)
  if (lines.length < head.epoch)
    throw new ProblemError([fault ?? texts.metricsShort(lines.length, head.epoch)])
  return found
}

/** Emits the position where the run would resume. */
export function tellPlace(found: TakenUp | null, emit: (message: FromRun) => void): void {
  const { epoch, step } = placeOf(found)
  emit({ type: 'resumed', epoch, step })
  emit({ type: 'log', text: found ? texts.goesOn(epoch + 1, step) : texts.beginsAnew })
}

/** Restores the run's folder to the state of the checkpoint. */
export function goBackTo(found: TakenUp | null, { folder }: RunJob): void {
  withRoom(folder, () => dropNewer(folder, found?.name ?? null))
  trimMetrics(folder, placeOf(found).epoch)
}

const placeOf = (found: TakenUp | null) => found?.checkpoint.head ?? { epoch: 0, step: 0 }

function newestWhole(folder: string, emit: (message: FromRun) => void): TakenUp | null {
  for (const name of checkpointsIn(folder))
    try {
      return { name, checkpoint: readCheckpoint(folder, name) }
    } catch (error) {
      emit({ type: 'log', text: texts.damagedCheckpoint(name, (error as Error).message) })
    }
  return null
}
