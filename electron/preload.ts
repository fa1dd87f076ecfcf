/** The window's interface to the app: two byte ports on `window.layerloom` and the paths of dropped files; nothing of Electron. Every
 *  message has the number of its connection, so that a late message of an earlier connection is ignored. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '../shared/ipc/bridge.ts'
import type { Port } from '../shared/ipc/port.ts'

type Name = 'host' | 'engine'

/** Numbers of this page's connections are greater, those of earlier pages smaller. */
const start = Date.now() * 1000

function port(name: Name): Port {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const closeListeners = new Set<(reason: string) => void>()
  /** 0 while closed. */
  let connection = 0
  let last = start
  ipcRenderer.send('port:page', name, start)

  const onClosed = (reason: string) => {
    connection = 0
    for (const listener of [...closeListeners]) listener(reason)
  }
  ipcRenderer.on('port:message', (_, portName: Name, messageConnection: number, bytes: Uint8Array) => {
    if (portName === name && messageConnection === connection)
      for (const listener of [...listeners]) listener(bytes)
  })
  ipcRenderer.on('port:closed', (_, portName: Name, messageConnection: number, reason: string) => {
    if (portName === name && messageConnection === connection) onClosed(String(reason))
  })
  return {
    post: (bytes) => {
      if (connection === 0) {
        last += 1
        connection = last
      }
      ipcRenderer.send('port:post', name, connection, bytes)
    },
    onMessage: (callback) => {
      listeners.add(callback)
      return () => void listeners.delete(callback)
    },
    onClose: (callback) => {
      closeListeners.add(callback)
      return () => void closeListeners.delete(callback)
    },
    close: () => {
      if (connection === 0) return
      ipcRenderer.send('port:close', name, connection)
      onClosed('closed')
    },
  }
}

interface DropEvent {
  readonly isTrusted: boolean
  readonly dataTransfer: { readonly files: ArrayLike<File> } | null
}
declare function addEventListener(type: 'drop', listener: (event: DropEvent) => void, capture: true): void

/** Electron 22 has no webUtils; its files have a path. */
const pathOf = (file: File): string =>
  webUtils ? webUtils.getPathForFile(file) : ((file as { path?: string }).path ?? '')

/** Paths of the last dropped files. They are read from the event before the page receives it, and sent to the app from here: a compromised
 *  page can create files and events, but not a trusted event. */
let dropped: readonly string[] = []
addEventListener(
  'drop',
  ({ isTrusted, dataTransfer }) => {
    if (!isTrusted) return
    dropped = Array.from(dataTransfer?.files ?? [], pathOf)
    ipcRenderer.send('files:dropped', dropped)
  },
  true,
)

contextBridge.exposeInMainWorld('layerloom', {
  host: port('host'),
  engine: port('engine'),
  dropped: () => dropped,
} satisfies Bridge)
