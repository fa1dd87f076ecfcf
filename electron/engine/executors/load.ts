/** The executor of a kind. */
import type { ExecutorKind } from '../run/messages.ts'
import type { Executor } from './executor.ts'

/** Loads only what the kind needs: TensorFlow may not be there. @param say is told what could not be used */
export async function loadExecutor(kind: ExecutorKind, say: (why: string) => void): Promise<Executor> {
  if (kind === 'portable') return (await import('./portable/index.ts')).portable(say)
  return (await import('./tensorflow/index.ts')).tensorflow(kind === 'xla')
}
