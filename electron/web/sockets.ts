/** WebSockets of the web host: checks Host, Origin, cookie and key, and creates a Port for each. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../../shared/ipc/bridge.ts'
import { MAX_CALL_BYTES } from '../../shared/ipc/codec.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { localPort } from '../host/local-port.ts'
import { isAllowedHost, isAllowedOrigin, isSameOrigin } from './guards.ts'
import type { Site } from './requests.ts'

const MAX_SOCKETS = 32
/** Bytes of unsent data after which a tab that reads nothing is disconnected. */
const MAX_BUFFERED = 64 * 2 ** 20

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Closes every connection; new ones may be opened. */
  drop(): void
  close(): void
}

export function sockets(site: Site, onPort: (name: keyof typeof SOCKET_PATHS, port: Port) => void): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CALL_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => SOCKET_PROTOCOL, // the key after it is not sent back
  })
  const drop = () => {
    for (const client of server.clients) client.terminate()
  }
  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const name = nameOf(request.url)
      const { headers } = request
      if (!isAllowedHost(headers.host, site.port()) || !isAllowedOrigin(headers, site.port()))
        return refuse(socket, '403 Forbidden')
      if (!isSameOrigin(headers)) return refuse(socket, '403 Forbidden')
      if (!site.sessions.isTrusted(headers)) return refuse(socket, '401 Unauthorized')
      if (!name) return refuse(socket, '404 Not Found')
      if (server.clients.size >= MAX_SOCKETS) return refuse(socket, '503 Service Unavailable')
      server.handleUpgrade(request, socket, head, (webSocket) => onPort(name, socketPort(webSocket)))
    },
    drop,
    close() {
      drop()
      server.close()
    },
  }
}

function nameOf(url: string | undefined): keyof typeof SOCKET_PATHS | null {
  const names = Object.keys(SOCKET_PATHS) as (keyof typeof SOCKET_PATHS)[]
  return names.find((name) => SOCKET_PATHS[name] === url) ?? null
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function socketPort(socket: WebSocket): Port {
  const local = localPort(
    (bytes) => {
      if (socket.bufferedAmount > MAX_BUFFERED) socket.terminate()
      else socket.send(bytes)
    },
    (reason) => socket.close(1000, closeReason(reason)),
  )
  socket.binaryType = 'nodebuffer'
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) local.deliver(data)
    else socket.close(1003, 'binary messages only')
  })
  socket.on('close', (_, reason) => local.closed(reason.toString() || 'the tab is gone'))
  socket.on('error', () => socket.terminate()) // 'close' follows
  return local.port
}

/** A close frame contains at most 123 bytes. */
const closeReason = (reason: string): Buffer => {
  let truncated = Buffer.from(reason)
  for (let length = reason.length; truncated.length > 123; length--)
    truncated = Buffer.from(reason.slice(0, length - 1))
  return truncated
}
