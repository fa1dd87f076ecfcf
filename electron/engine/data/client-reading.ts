/** What the calls of one client about data report, and what stops them. */
import type { ReadingCall, ReadingProgress } from '../../../shared/ipc/contract/index.ts'
import { latestOnly } from './latest-only.ts'
import type { Progress } from './types.ts'

/** Between two reports of a call, so that a window is not kept busy with them. */
const REPORT_MS = 100

export function clientReading(send: (progress: ReadingProgress) => void) {
  const calls = { describeData: latestOnly(), inspectTable: latestOnly(), tableRows: latestOnly() }
  return {
    /** Progress and signal of a call. @param request what it is about: another one stops it */
    of(call: ReadingCall, request: unknown): Progress {
      let reported = 0
      return {
        report(fraction, text) {
          const now = performance.now()
          if (now - reported < REPORT_MS) return
          reported = now
          send({ call, fraction, text })
        },
        signal: calls[call].next(request),
      }
    },
    stop() {
      for (const call of Object.values(calls)) call.stop()
    },
  }
}
