/** A Port over a WebSocket to the page's own origin. */
import type { Port } from '../../shared/ipc/port.ts'

/** Opens `ws(s)://origin/path`. Rejects when the server refuses; later closes are told to onClose. */
export function webSocketPort(path: string): Promise<Port> {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const closed = new Set<(reason: string) => void>()
  let why: string | null = null
  socket.addEventListener('close', (event) => {
    why = event.reason || 'The program behind this window has stopped. Start it again and reload the page.'
    for (const callback of closed) callback(why)
  })
  const port: Port = {
    post: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>),
    onMessage(callback) {
      const listener = (event: MessageEvent<ArrayBuffer>) => callback(new Uint8Array(event.data))
      socket.addEventListener('message', listener)
      return () => socket.removeEventListener('message', listener)
    },
    onClose(callback) {
      if (why !== null) callback(why)
      closed.add(callback)
      return () => closed.delete(callback)
    },
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(port), { once: true })
    socket.addEventListener(
      'error',
      () =>
        reject(new Error(`No connection to ${url.host}${path}. Open the address that the start printed.`)),
      { once: true },
    )
  })
}
