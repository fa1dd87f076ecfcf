/** One session over a port that outlives it. When the port closes, the session's listeners are removed. */
import type { Port } from '../../shared/ipc/port.ts'

export function session(port: Port): Port {
  const listening = new Set<() => void>()
  const closers = new Set<(reason: string) => void>()
  const off = port.onClose((reason) => {
    off()
    for (const stop of listening) stop()
    for (const tell of closers) tell(reason)
  })
  return {
    post: (bytes) => port.post(bytes),
    onMessage(callback) {
      const stop = port.onMessage(callback)
      listening.add(stop)
      return () => {
        listening.delete(stop)
        stop()
      }
    },
    onClose(callback) {
      closers.add(callback)
      return () => void closers.delete(callback)
    },
    close: () => port.close(),
  }
}
