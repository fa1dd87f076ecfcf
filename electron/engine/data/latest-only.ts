/** Calls of one client about data: it looks at one document, so that a request about other data stops the one before it. */
import { digest } from './cache-files.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'

/** Until the request before stops: what both need, such as the reading of a table, goes on. */
const REPLACED_MS = 500

export interface LatestOnly {
  /** The signal of a request. */
  next(request: unknown): AbortSignal
  /** Stops the latest request at once, as a person wants. */
  stop(): void
}

export function latestOnly(): LatestOnly {
  let latest = { key: '', controller: new AbortController() }
  return {
    next(request) {
      const key = digest(request)
      if (key === latest.key && !latest.controller.signal.aborted) return latest.controller.signal
      const { controller } = latest
      const replace = () => controller.abort(problemError('data_replaced', texts.replaced))
      setTimeout(replace, REPLACED_MS).unref()
      latest = { key, controller: new AbortController() }
      return latest.controller.signal
    },
    stop: () => latest.controller.abort(problemError('data_stopped', texts.stopped)),
  }
}
