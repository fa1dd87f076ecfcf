/** Ports of the windows over Electron's IPC: the main process's side of preload.ts. */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import { MAX_CALL_BYTES } from '../../shared/ipc/codec.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { type LocalPort, localPort } from '../host/local-port.ts'

type Name = 'host' | 'engine'
interface Open {
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
  const windows = new Map<WebContents, Map<Name, Open>>()

  const portsOf = (contents: WebContents) => {
    const known = windows.get(contents)
    if (known) return known
    const ports = new Map<Name, Open>()
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
    act: (ports: Map<Name, Open>, message: Message, from: WebContents) => void,
  ) =>
    ipc.on(channel, (event, name: unknown, connection: unknown, bytes: unknown) => {
      if (!isTrusted(event)) return report(`${channel}: not from a page of ours`)
      const message = readMessage(name, connection, bytes)
      if (!message) return report(`${channel}: not a message`)
      act(portsOf(event.sender), message, event.sender)
    })

  listen('port:post', (ports, { name, connection, bytes }, contents) => {
    const last = ports.get(name)
    if (last && connection < last.connection) return
    if (last?.connection === connection) return last.local.deliver(bytes)
    last?.local.closed('opened again')
    const local = localPort(
      (out) => {
        if (!contents.isDestroyed()) contents.send('port:message', name, connection, out)
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
    const last = ports.get(name)
    if (last && last.connection < connection) last.local.closed('the page was loaded again')
  })
  listen('port:close', (ports, { name, connection }) => {
    const last = ports.get(name)
    if (last?.connection === connection) last.local.closed('closed by the window')
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
