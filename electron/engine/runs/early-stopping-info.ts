/** Patience and monitor of early stopping, for display in a window. */

import { callbacks as callbackFamily } from '../../../shared/catalog/callbacks/index.ts'
import { findMember } from '../../../shared/fields/index.ts'
import type { RunInfo } from '../../../shared/ipc/contract/index.ts'
import { isObject } from '../../../shared/json.ts'

/** @param document document of a record; only read here, validated where it is trained */
export function stoppingOf(document: unknown): Pick<RunInfo, 'patience' | 'monitor'> {
  const training = isObject(document) && isObject(document.training) ? document.training : {}
  const callbacks = Array.isArray(training.callbacks) ? training.callbacks : []
  const { patience, monitor } = callbacks.filter(isObject).find(isEarlyStopping) ?? {}
  return {
    ...(typeof patience === 'number' ? { patience } : {}),
    ...(typeof monitor === 'string' ? { monitor } : {}),
  }
}

/** Whether a callback ends the training when its figure has not improved for some epochs. */
function isEarlyStopping({ type }: { readonly [field: string]: unknown }): boolean {
  const definition = typeof type === 'string' ? findMember(callbackFamily, type) : undefined
  return definition?.stopSummary !== undefined && 'patience' in definition.fields
}
