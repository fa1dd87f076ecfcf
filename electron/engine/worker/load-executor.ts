/** Loads an executor by kind. */
import type { Executor, ExecutorKind } from '../executors/executor.ts'

/** Imports only the modules of the kind, because TensorFlow may be missing. @param onFallback receives the reason if WebAssembly cannot be
 *  used */
export async function loadExecutor(kind: ExecutorKind, onFallback: (why: string) => void): Promise<Executor> {
  if (kind === 'portable') return (await import('../executors/portable/index.ts')).portable(onFallback)
  return (await import('../executors/tensorflow/index.ts')).tensorflow(kind === 'xla')
}
