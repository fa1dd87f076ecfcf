/** The calls of clients about signals: each client has a process of its own, which stays while the client asks for signals. */
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { SignalsCalls, SignalsQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { Signals } from '../../../shared/signals/signals.ts'
import { isDamaged } from '../data/checked-file.ts'
import { prepareData } from '../data/index.ts'
import { onlyTerminal } from '../runs/texts.ts'
import type { SignalsJob } from '../worker/messages.ts'
import { ended, replaced } from '../worker/signals/texts.ts'
import { type LaunchSignals, signalsProcess } from './signals-process.ts'

/** What one client may do. */
export interface SignalsClient {
  readonly isWindow: boolean
  /** @throws ProblemError if the client may not read the files of these data */
  permit(data: DataReference, folder: string | null, file: string | null): Promise<void>
}

export interface SignalsOptions {
  readonly cache: string
  readonly launch: LaunchSignals
}

export function signalsService({ cache, launch }: SignalsOptions) {
  return {
    callsOf(client: SignalsClient): { readonly calls: SignalsCalls; stop(): void } {
      const process = signalsProcess(launch)
      /** The latest query of each slot. */
      const slots = new Map<string, AbortController>()

      async function compute(query: SignalsQuery, signal: AbortSignal, contents: boolean): Promise<Signals> {
        const job = await jobOf(query, { ...client, cache, signal, contents })
        signal.throwIfAborted()
        return process.compute(job, signal)
      }
      const endAll = () => {
        for (const controller of slots.values()) controller.abort(new ProblemError([ended]))
        process.end()
      }
      return {
        calls: {
          async signals(query) {
            const controller = new AbortController()
            slots.get(query.slot)?.abort(new ProblemError([replaced]))
            slots.set(query.slot, controller)
            const { signal } = controller
            try {
              return await compute(query, signal, false)
            } catch (error) {
              signal.throwIfAborted()
              if (!isDamaged(error)) throw error
              return await compute(query, signal, true)
            } finally {
              if (slots.get(query.slot) === controller) slots.delete(query.slot)
            }
          },
          async endSignals() {
            endAll()
          },
        },
        stop: endAll,
      }
    },
  }
}

interface JobOptions extends SignalsClient {
  readonly cache: string
  readonly signal: AbortSignal
  /** Whether to verify prepared data, after they were found damaged. */
  readonly contents: boolean
}

/** @throws ProblemError if the document cannot be read, or its data may not be; the reason of the signal */
async function jobOf(query: SignalsQuery, { isWindow, permit, ...options }: JobOptions): Promise<SignalsJob> {
  if (isWindow && query.data !== undefined) throw new ProblemError([onlyTerminal()])
  const { data } = parseDocument(query.document)
  const job = { document: query.document, draw: query.draw, data: null, problems: [] }
  if (!data) return job
  await permit(data, query.folder, query.file)
  try {
    const { info, files, keptRows } = await prepareData(data, {
      folder: query.folder,
      override: query.data ?? null,
      ...options,
    })
    return { ...job, data: { info, files, keptRows } }
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof ProblemError) || isDamaged(error)) throw error
    return { ...job, problems: error.problems }
  }
}
