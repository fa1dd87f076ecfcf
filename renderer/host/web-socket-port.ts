/** A Port over a WebSocket to the page's own origin. Like Electron's ports, it opens with the first message, and again with the
 *  first message after a close. */
import { SOCKET_PROTOCOL } from '../../shared/ipc/bridge.ts'
import type { Port } from '../../shared/ipc/port.ts'

export function webSocketPort(path: string, key: string): Port {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const closers = new Set<(reason: string) => void>()
  let socket: WebSocket | null = null
  let waiting: Uint8Array[] = []

  const open = (): WebSocket => {
    const fresh = new WebSocket(url, [SOCKET_PROTOCOL, key])
    fresh.binaryType = 'arraybuffer'
    fresh.addEventListener('open', () => {
      for (const bytes of waiting) fresh.send(bytes as Uint8Array<ArrayBuffer>)
      waiting = []
    })
    fresh.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
      const bytes = new Uint8Array(event.data)
      for (const tell of [...listeners]) tell(bytes)
    })
    // A refused connection fires `error` and then `close`, so this handles both.
    fresh.addEventListener('close', (event) => {
      if (socket === fresh) socket = null
      waiting = []
      for (const tell of [...closers]) tell(event.reason || `no answer from ${url.host}`)
    })
    return fresh
  }
  return {
    post(bytes) {
      socket ??= open()
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>)
      else waiting.push(bytes)
    },
    onMessage(callback) {
      listeners.add(callback)
      return () => void listeners.delete(callback)
    },
    onClose(callback) {
      closers.add(callback)
      return () => void closers.delete(callback)
    },
    close: () => socket?.close(),
  }
}
