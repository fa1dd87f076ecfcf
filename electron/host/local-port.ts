/** The part of a Port that is common to all transports: listeners, and notification on closing. */
import type { Port } from '../../shared/ipc/port.ts'

export interface LocalPort {
  readonly port: Port
  /** Delivers a message from the other side. */
  deliver(bytes: Uint8Array): void
  /** Closes the port because the other side or the transport closed; notifies the listeners once. */
  closed(reason: string): void
}

/** A Port that sends its bytes with `send`; `closeTransport` notifies the transport that this side closed. Messages that arrive before
 *  there is a listener are queued. */
export function localPort(
  send: (bytes: Uint8Array) => void,
  closeTransport: (reason: string) => void,
): LocalPort {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const closeListeners = new Set<(reason: string) => void>()
  let queued: Uint8Array[] = []
  let open = true

  const closed = (reason: string) => {
    if (!open) return
    open = false
    for (const listener of [...closeListeners]) listener(reason)
    listeners.clear()
    closeListeners.clear()
    queued = []
  }
  const port: Port = {
    post: (bytes) => {
      if (open) send(bytes)
    },
    onMessage: (callback) => {
      listeners.add(callback)
      const queuedMessages = queued
      queued = []
      for (const bytes of queuedMessages) callback(bytes)
      return () => void listeners.delete(callback)
    },
    onClose: (callback) => {
      closeListeners.add(callback)
      return () => void closeListeners.delete(callback)
    },
    close: (reason = 'closed') => {
      if (!open) return
      closeTransport(reason)
      closed(reason)
    },
  }
  const deliver = (bytes: Uint8Array) => {
    if (!open) return
    if (listeners.size === 0) queued.push(bytes)
    else for (const listener of [...listeners]) listener(bytes)
  }
  return { port, deliver, closed }
}
