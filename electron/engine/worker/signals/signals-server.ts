/** Computes signals one after the other, in slices, so that a query that nobody waits for any more ends early. */
import type { Slices } from '../../../../shared/random/slices.ts'
import type { Signals } from '../../../../shared/signals/signals.ts'
import type { Executor } from '../../executors/executor.ts'
import type { SignalsJob } from '../messages.ts'
import { initialSignals } from './initial-signals.ts'

export interface SignalsServer {
  compute(id: number, job: SignalsJob): void
  /** Without an answer. */
  cancel(id: number): void
}

export interface SignalsEvents {
  onSignals(id: number, signals: Signals): void
  onFailure(id: number, error: unknown): void
}

/** Milliseconds of work before messages are read. */
const SLICE = 8

/** @param pause lets messages arrive */
export function signalsServer(
  executor: Promise<Executor>,
  pause: () => Promise<void>,
  { onSignals, onFailure }: SignalsEvents,
): SignalsServer {
  const waiting = new Map<number, SignalsJob>()
  const compute = initialSignals()
  let isWorking = false

  /** @returns null if it was cancelled */
  async function run(id: number, work: Slices<Signals>): Promise<Signals | null> {
    let began = performance.now()
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
      if (performance.now() - began < SLICE) continue
      await pause()
      if (!waiting.has(id)) return null
      began = performance.now()
    }
  }

  async function work(): Promise<void> {
    if (isWorking) return
    isWorking = true
    for (let next = first(waiting); next; next = first(waiting)) {
      const [id, job] = next
      try {
        const loaded = await executor
        const signals = await run(id, compute(job, loaded))
        if (signals) onSignals(id, signals)
      } catch (error) {
        if (waiting.has(id)) onFailure(id, error)
      }
      waiting.delete(id)
    }
    isWorking = false
  }

  return {
    compute(id, job) {
      waiting.set(id, job)
      void work()
    },
    cancel: (id) => void waiting.delete(id),
  }
}

const first = <K, V>(map: ReadonlyMap<K, V>): [K, V] | undefined => map.entries().next().value
