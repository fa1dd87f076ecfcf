/** Work that several calls ask for at once is done once, such as the reading of a table that the window describes and looks into. */
import type { Progress } from './types.ts'

interface Work {
  readonly done: Promise<void>
  readonly callers: Set<Progress>
  readonly controller: AbortController
}

/** By their keys. */
const running = new Map<string, Work>()

/** Starts the work, or waits for the one with the same key that has started already. Every caller hears its progress. A caller whose signal
 *  is aborted waits no longer, and the work stops when it was the last one.
 *  @throws what the work throws; the reason of the caller's signal, if it is aborted */
export function joinedWork(
  key: string,
  caller: Progress,
  perform: (progress: Progress) => Promise<void>,
): Promise<void> {
  const { signal } = caller
  signal.throwIfAborted()
  const work = running.get(key) ?? start(key, perform)
  work.callers.add(caller)
  return new Promise((resolve, reject) => {
    const leave = () => {
      work.callers.delete(caller)
      if (work.callers.size === 0) {
        // What comes now starts anew.
        if (running.get(key) === work) running.delete(key)
        work.controller.abort(signal.reason)
      }
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    work.done.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

function start(key: string, perform: (progress: Progress) => Promise<void>): Work {
  const callers = new Set<Progress>()
  const controller = new AbortController()
  const done = perform({
    report: (fraction, text) => {
      for (const { report } of callers) report(fraction, text)
    },
    signal: controller.signal,
  }).finally(() => {
    if (running.get(key) === work) running.delete(key)
  })
  const work = { done, callers, controller }
  running.set(key, work)
  return work
}
