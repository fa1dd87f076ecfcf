/** Patience and monitor of early stopping, for display in a window. */

import type { RunInfo } from '../../../shared/ipc/contract.ts'
import { isObject } from '../../../shared/json.ts'

/** @param document document of a record; only read here, validated where it is trained */
export function stoppingOf(document: unknown): Pick<RunInfo, 'patience' | 'monitor'> {
  const training = isObject(document) && isObject(document.training) ? document.training : {}
  const callbacks = Array.isArray(training.callbacks) ? training.callbacks : []
  const stopping = callbacks.find((c) => isObject(c) && c.type === 'EarlyStopping') as
    | Record<string, unknown>
    | undefined
  const { patience, monitor } = stopping ?? {}
  return {
    ...(typeof patience === 'number' ? { patience } : {}),
    ...(typeof monitor === 'string' ? { monitor } : {}),
  }
}
