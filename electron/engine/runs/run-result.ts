/** The result of a run, from its record. */
import type { RunResult } from '../../../shared/ipc/contract/index.ts'
import type { RunRecord } from './record-schema.ts'
import * as texts from './texts.ts'

/** The result of a run according to its record; a run that was never closed has failed. */
export function resultOf(
  record: Pick<RunRecord, 'run' | 'state' | 'best_epoch' | 'seconds' | 'problems' | 'reason'>,
  folder: string,
): RunResult {
  const { state } = record
  const ended = state === 'finished' || state === 'stopped' || state === 'paused'
  return {
    run: record.run,
    state: ended ? state : 'failed',
    bestEpoch: record.best_epoch,
    folder,
    seconds: record.seconds ?? 0,
    problems: record.problems,
    reason: record.reason ?? texts.engineLost,
  }
}
