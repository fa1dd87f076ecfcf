/** Ports of the windows over Electron's IPC: the main process's side of preload.ts. */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import { MAX_CALL_BYTES } from '../../shared/ipc/codec.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { type LocalPort, localPort } from '../host/local-port.ts'

type Name = 'host' | 'engine'
interface OpenPort {
  readonly connection: number
  readonly local: LocalPort
}

/** Calls `onPort` when a window sends the first message of a connection. The ports of a window that reloads, crashes or closes are closed.
 *  Messages from other senders than the app's pages, or of another format, are dropped and reported. */
export function acceptWindows(
  ipc: Pick<IpcMain, 'on'>,
  isTrusted: (event: IpcMainEvent) => boolean,
  onPort: (name: Name, port: Port, contents: WebContents) => void,
  report: (fault: string) => void,
): void {
  const windows = new Map<WebContents, Map<Name, OpenPort>>()

  const portsOf = (contents: WebContents) => {
    const existing = windows.get(contents)
    if (existing) return existing
    const ports = new Map<Name, OpenPort>()
    windows.set(contents, ports)
    const closeAll = (reason: string) => {
      for (const { local } of ports.values()) local.closed(reason)
    }
    contents.on('render-process-gone', () => closeAll('the window stopped working'))
    contents.on('destroyed', () => {
      closeAll('the window is closed')
      windows.delete(contents)
    })
    return ports
  }

  const listen = (
    channel: string,
    handler: (ports: Map<Name, OpenPort>, message: Message, sender: WebContents) => void,
  ) =>
    ipc.on(channel, (event, name: unknown, connection: unknown, bytes: unknown) => {
      if (!isTrusted(event)) return report(`${channel}: not from a page of ours`)
      const message = readMessage(name, connection, bytes)
      if (!message) return report(`${channel}: not a message`)
      handler(portsOf(event.sender), message, event.sender)
    })

  listen('port:post', (ports, { name, connection, bytes }, contents) => {
    const current = ports.get(name)
    if (current && connection < current.connection) return
    if (current?.connection === connection) return current.local.deliver(bytes)
    current?.local.closed('opened again')
    const local = localPort(
      (outgoing) => {
        if (!contents.isDestroyed()) contents.send('port:message', name, connection, outgoing)
      },
      (reason) => {
        if (!contents.isDestroyed()) contents.send('port:closed', name, connection, reason)
      },
    )
    ports.set(name, { connection, local })
    onPort(name, local.port, contents)
    local.deliver(bytes)
  })
  // A page that starts announces itself with a number above those of the previous page. (Navigation events are not suitable: they are also
  // emitted for a navigation that is then prevented.)
  listen('port:page', (ports, { name, connection }) => {
    const current = ports.get(name)
    if (current && current.connection < connection) current.local.closed('the page was loaded again')
  })
  listen('port:close', (ports, { name, connection }) => {
    const current = ports.get(name)
    if (current?.connection === connection) current.local.closed('closed by the window')
  })
}

interface Message {
  readonly name: Name
  readonly connection: number
  readonly bytes: Uint8Array
}

function readMessage(name: unknown, connection: unknown, bytes: unknown): Message | null {
  if (name !== 'host' && name !== 'engine') return null
  if (typeof connection !== 'number' || !Number.isSafeInteger(connection) || connection <= 0) return null
  if (bytes === undefined) return { name, connection, bytes: new Uint8Array() }
  if (!(bytes instanceof Uint8Array) || bytes.byteLength > MAX_CALL_BYTES) return null
  return { name, connection, bytes }
}
