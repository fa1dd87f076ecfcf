/** Loads an executor by kind. */
import type { ExecutorKind } from '../worker/messages.ts'
import type { Executor } from './executor.ts'

/** Imports only the modules of the kind, because TensorFlow may be missing. @param onFallback receives the reason if WebAssembly cannot be
 *  used */
export async function loadExecutor(kind: ExecutorKind, onFallback: (why: string) => void): Promise<Executor> {
  if (kind === 'portable') return (await import('./portable/index.ts')).portable(onFallback)
  return (await import('./tensorflow/index.ts')).tensorflow(kind === 'xla')
}
