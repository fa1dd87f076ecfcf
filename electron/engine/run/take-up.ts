/** Where a resumed run goes on: its newest checkpoint that is whole and belongs to this run, and a folder that is as it was then. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { type Checkpoint, checkpointsIn, dropNewer, readCheckpoint } from './checkpoint-file.ts'
import { executorDifferences } from './executor-differences.ts'
import type { ExecutorRecord, FromRun, RunJob } from './messages.ts'
import { linesIn, METRICS, trimMetrics, withRoom } from './run-files.ts'
import * as texts from './texts.ts'

/** The same however the document's text is laid out. */
export const documentHash = (text: string): string =>
  createHash('sha256')
    .update(JSON.stringify(JSON.parse(text)))
    .digest('hex')

/** Finds the checkpoint and tells it; null: there is none, and the run begins anew, which gives the same numbers.
 *  @throws ProblemError naming what differs from the run as it was; its folder is then untouched */
export function takeUp(
  job: RunJob,
  executor: ExecutorRecord,
  emit: (message: FromRun) => void,
): Checkpoint | null {
  const { folder } = job
  const recorded = job.resume?.executor
  const differences = recorded ? executorDifferences(recorded, executor) : []
  if (differences.length > 0) throw new ProblemError([texts.executorDiffers(differences)])
  const [name, found] = newestWhole(folder, emit)
  if (found) {
    const { head } = found
    const wrong = [
      ...(head.run === job.run ? [] : [texts.PARTS.run]),
      ...(head.document === documentHash(job.document) && head.seed === job.seed
        ? []
        : [texts.PARTS.document]),
      ...(head.fingerprint === job.info.fingerprint ? [] : [texts.PARTS.data]),
    ]
    if (wrong.length > 0) throw new ProblemError([texts.checkpointDiffers(name!, wrong)])
    const changed = executorDifferences(head.executor, executor)
    if (changed.length > 0) throw new ProblemError([texts.executorDiffers(changed)])
    const lines = linesIn(join(folder, METRICS)).length
    if (lines < head.epoch) throw new ProblemError([texts.metricsShort(lines, head.epoch)])
  }
  const [epoch, step] = [found?.head.epoch ?? 0, found?.head.step ?? 0]
  emit({ type: 'resumed', epoch, step })
  emit({ type: 'log', text: found ? texts.goesOn(epoch + 1, step) : texts.beginsAnew })
  withRoom(folder, () => dropNewer(folder, name))
  trimMetrics(folder, epoch)
  return found
}

function newestWhole(
  folder: string,
  emit: (message: FromRun) => void,
): [name: string, checkpoint: Checkpoint] | [null, null] {
  for (const name of checkpointsIn(folder))
    try {
      return [name, readCheckpoint(folder, name)]
    } catch (error) {
      emit({ type: 'log', text: texts.damagedCheckpoint(name, (error as Error).message) })
    }
  return [null, null]
}
