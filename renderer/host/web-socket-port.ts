/** A Port over a WebSocket to the page's own origin. Like Electron's ports, it opens with the first message, and again with the
 *  first message after a close. */
import { SOCKET_PROTOCOL } from '../../shared/ipc/bridge.ts'
import type { Port } from '../../shared/ipc/port.ts'

export function webSocketPort(path: string, key: string): Port {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const closeListeners = new Set<(reason: string) => void>()
  let socket: WebSocket | null = null
  let queue: Uint8Array[] = []

  const open = (): WebSocket => {
    const newSocket = new WebSocket(url, [SOCKET_PROTOCOL, key])
    newSocket.binaryType = 'arraybuffer'
    newSocket.addEventListener('open', () => {
      for (const bytes of queue) newSocket.send(bytes as Uint8Array<ArrayBuffer>)
      queue = []
    })
    newSocket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
      const bytes = new Uint8Array(event.data)
      for (const listener of [...listeners]) listener(bytes)
    })
    // A refused connection fires `error` and then `close`, so this handles both.
    newSocket.addEventListener('close', (event) => {
      if (socket === newSocket) socket = null
      queue = []
      for (const listener of [...closeListeners]) listener(event.reason || `no answer from ${url.host}`)
    })
    return newSocket
  }
  return {
    post(bytes) {
      socket ??= open()
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>)
      else queue.push(bytes)
    },
    onMessage(callback) {
      listeners.add(callback)
      return () => void listeners.delete(callback)
    },
    onClose(callback) {
      closeListeners.add(callback)
      return () => void closeListeners.delete(callback)
    },
    close: () => socket?.close(),
  }
}
