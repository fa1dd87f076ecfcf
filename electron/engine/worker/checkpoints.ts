/** Schedules the checkpoints of a run and collects their content. */
import type { StateValues } from '../executors/executor.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'
import { type Tensor, writeCheckpoint } from '../run-folder/checkpoint-file.ts'
import { reportRunFolderErrors, syncMetrics } from '../run-folder/run-files.ts'
import type { Weights } from '../run-folder/weights-file.ts'
import type { Position } from './epoch.ts'
import type { CallbackStates } from './epoch-callbacks.ts'
import type { OpenRun } from './open-run.ts'
import { documentHash } from './resume-point.ts'

/** Minimum milliseconds between two checkpoints: at the ends of epochs, and within an epoch. */
const EPOCH_END_INTERVAL = 2000
const INSIDE_EPOCH_INTERVAL = 30_000
/** The interval is at least this many times as long as writing the last checkpoint took. */
const MIN_INTERVAL_RATIO = 20

export interface Best {
  /** 0-based. */
  readonly epoch: number
  readonly weights: Weights
}

/** What a checkpoint has besides the states of the session. */
export interface CheckpointContent {
  readonly at: Position
  readonly best: Best | null
  readonly callbacks: CallbackStates
  /** Values that replace those of the session, which has moved on. */
  readonly overrides?: StateValues
}

export type CheckpointPlace = 'epoch-end' | 'inside'

export interface Checkpoints {
  /** Whether a checkpoint should be written now. */
  isDue(place: CheckpointPlace): boolean
  /** @throws ProblemError if the disk is full; the earlier checkpoints are then unchanged */
  write(content: CheckpointContent): void
}

/** @param intervalSeconds seconds between two checkpoints, in place of the default */
export function checkpoints(run: OpenRun, executor: ExecutorRecord, intervalSeconds?: number): Checkpoints {
  const { job, plan, session } = run
  const document = documentHash(job.document)
  let last = performance.now()
  let writeMilliseconds = 0
  return {
    isDue(place) {
      const interval = place === 'inside' ? INSIDE_EPOCH_INTERVAL : EPOCH_END_INTERVAL
      return (
        performance.now() - last >=
        (intervalSeconds === undefined
          ? Math.max(interval, writeMilliseconds * MIN_INTERVAL_RATIO)
          : intervalSeconds * 1000)
      )
    },
    write({ at: { epoch, step }, best, callbacks, overrides = new Map() }) {
      const start = performance.now()
      const values = new Map([...session.readStates(), ...overrides])
      const states = plan.state.map((s): [string, Tensor] => [
        s.name,
        { shape: s.shape, values: values.get(s.name)! },
      ])
      const bestTensors = best
        ? [...best.weights].map(([name, w]): [string, Tensor] => [`best/${name}`, w])
        : []
      syncMetrics(job.folder)
      reportRunFolderErrors(job.folder, () =>
        writeCheckpoint(job.folder, {
          head: {
            run: job.run,
            epoch,
            step,
            best: best?.epoch ?? null,
            watch: callbacks,
            document,
            fingerprint: job.info.fingerprint,
            seed: job.seed,
            executor,
          },
          tensors: new Map([...states, ...bestTensors]),
        }),
      )
      last = performance.now()
      writeMilliseconds = last - start
    },
  }
}
