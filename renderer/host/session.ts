/** One session over a port that outlives it. When the port closes, the session's listeners are removed. */
import type { Port } from '../../shared/ipc/port.ts'

export function session(port: Port): Port {
  const unsubscribers = new Set<() => void>()
  const closeListeners = new Set<(reason: string) => void>()
  const unsubscribe = port.onClose((reason) => {
    unsubscribe()
    for (const stop of unsubscribers) stop()
    for (const listener of closeListeners) listener(reason)
  })
  return {
    post: (bytes) => port.post(bytes),
    onMessage(callback) {
      const stop = port.onMessage(callback)
      unsubscribers.add(stop)
      return () => {
        unsubscribers.delete(stop)
        stop()
      }
    },
    onClose(callback) {
      closeListeners.add(callback)
      return () => void closeListeners.delete(callback)
    },
    close: () => port.close(),
  }
}
