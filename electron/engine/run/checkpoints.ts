/** When checkpoints are written and what goes into them. */
import type { StateValues } from '../executors/executor.ts'
import { type Tensor, writeCheckpoint } from './checkpoint-file.ts'
import type { ExecutorRecord } from './messages.ts'
import type { OpenRun } from './open-run.ts'
import { settleMetrics, withRoom } from './run-files.ts'
import { documentHash } from './take-up.ts'
import type { Watch } from './watch.ts'
import type { Weights } from './weights-file.ts'

/** Least milliseconds between two: at the ends of epochs, and inside long ones. */
const BETWEEN_EPOCHS = 2000
const INSIDE_EPOCH = 30_000
/** Writing takes at most one part in so many of the time. */
const SHARE = 20

export interface Best {
  /** 0-based. */
  readonly epoch: number
  readonly weights: Weights
}

export interface Checkpoints {
  /** Whether it is time for one. */
  due(at: 'epoch-end' | 'inside'): boolean
  /** @param epoch 0-based @param step done in it @param instead values of states that are other ones by now
   *  @throws ProblemError when the disk is full; the earlier ones are then as they were */
  write(epoch: number, step: number, best: Best | null, instead?: StateValues): void
}

/** @param every seconds between two in place of the usual ones */
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
