/** The process that computes the signals of one client: started by a query, kept for the next ones, and ended after a while without one. */
import { ProblemError } from '../../../shared/problem.ts'
import type { Signals } from '../../../shared/signals/signals.ts'
import type { ChildEvents, ChildRun } from '../runs/child-run.ts'
import type { SignalsJob } from '../worker/messages.ts'
import { crashed } from '../worker/signals/texts.ts'

/** Starts a process of the portable executor. */
export type LaunchSignals = (events: ChildEvents) => ChildRun

export interface SignalsProcess {
  /** @throws ProblemError of the computation, or if the process has crashed; the reason of the signal */
  compute(job: SignalsJob, signal: AbortSignal): Promise<Signals>
  end(): void
}

/** Milliseconds without a query after which the process ends: it holds the memory of the last network. */
const IDLE = 5 * 60_000

interface Waiting {
  resolve(signals: Signals): void
  reject(error: unknown): void
}

export function signalsProcess(launch: LaunchSignals, idle = IDLE): SignalsProcess {
  let current: { readonly child: ChildRun; readonly waiting: Map<number, Waiting> } | null = null
  let lastId = 0
  let timer: NodeJS.Timeout | null = null

  function start(): NonNullable<typeof current> {
    const waiting = new Map<number, Waiting>()
    const settle = (id: number, how: (one: Waiting) => void) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (one) how(one)
    }
    const child = launch({
      onMessage(message) {
        if (message.type === 'initialSignals') settle(message.id, ({ resolve }) => resolve(message.signals))
        else if (message.type === 'signalsFailed')
          settle(message.id, ({ reject }) => reject(new ProblemError(message.problems)))
      },
      onExit(crash) {
        if (current?.child === child) current = null
        const status = crash?.signal ?? `code ${crash?.code ?? 0}`
        const error = new ProblemError([crashed(status, crash?.lines ?? [])])
        for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error))
      },
    })
    return { child, waiting }
  }

  function end(): void {
    if (timer) clearTimeout(timer)
    timer = null
    const ending = current
    current = null
    ending?.child.kill()
  }

  return {
    compute(job, signal) {
      if (timer) clearTimeout(timer)
      timer = setTimeout(end, idle).unref()
      current ??= start()
      const { child, waiting } = current
      const id = ++lastId
      return new Promise((resolve, reject) => {
        const cancel = () => {
          waiting.delete(id)
          child.cancelSignals(id)
          reject(signal.reason)
        }
        const settled = () => signal.removeEventListener('abort', cancel)
        signal.addEventListener('abort', cancel, { once: true })
        waiting.set(id, {
          resolve(signals) {
            settled()
            resolve(signals)
          },
          reject(error) {
            settled()
            reject(error)
          },
        })
        child.signals(id, job)
      })
    },
    end,
  }
}
