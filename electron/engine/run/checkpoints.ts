/** Schedules the checkpoints of a run and collects their content. */
import type { StateValues } from '../executors/executor.ts'
import { type Tensor, writeCheckpoint } from './checkpoint-file.ts'
import type { ExecutorRecord } from './messages.ts'
import type { OpenRun } from './open-run.ts'
import { settleMetrics, withRoom } from './run-files.ts'
import { documentHash } from './take-up.ts'
import type { Watch } from './watch.ts'
import type { Weights } from './weights-file.ts'

/** Minimum milliseconds between two checkpoints: at the ends of epochs, and within an epoch. */
const BETWEEN_EPOCHS = 2000
const INSIDE_EPOCH = 30_000
/** The interval is at least this many times as long as writing the last checkpoint took. */
const SHARE = 20

export interface Best {
  /** 0-based. */
  readonly epoch: number
  readonly weights: Weights
}

export interface Checkpoints {
  /** Whether a checkpoint should be written now. */
  due(at: 'epoch-end' | 'inside'): boolean
  /** @param epoch 0-based @param step steps done in the epoch @param overrides values that replace those of the session, which has moved on
   *  @throws ProblemError if the disk is full; the earlier checkpoints are then unchanged */
  write(epoch: number, step: number, best: Best | null, instead?: StateValues): void
}

/** @param intervalSeconds seconds between two checkpoints, in place of the default */
export function checkpoints(
  run: OpenRun,
  watch: Watch,
  executor: ExecutorRecord,
  every?: number,
): Checkpoints {
  const { job, plan, session } = run
  const document = documentHash(job.document)
  let last = performance.now()
  let cost = 0
  return {
    due(at) {
      const usual = at === 'inside' ? INSIDE_EPOCH : BETWEEN_EPOCHS
      return performance.now() - last >= (every === undefined ? Math.max(usual, cost * SHARE) : every * 1000)
    },
    write(epoch, step, best, instead = new Map()) {
      const from = performance.now()
      const values = new Map([...session.read(), ...instead])
      const states = plan.state.map((s): [string, Tensor] => [
        s.name,
        { shape: s.shape, values: values.get(s.name)! },
      ])
      const bests = best ? [...best.weights].map(([name, w]): [string, Tensor] => [`best/${name}`, w]) : []
      settleMetrics(job.folder)
      withRoom(job.folder, () =>
        writeCheckpoint(job.folder, {
          head: {
            run: job.run,
            epoch,
            step,
            best: best?.epoch ?? null,
            watch: watch.remembered(),
            document,
            fingerprint: job.info.fingerprint,
            seed: job.seed,
            executor,
          },
          tensors: new Map([...states, ...bests]),
        }),
      )
      last = performance.now()
      cost = last - from
    },
  }
}
