/** What the window sees of the app: two ports of bytes on `window.layerloom`, where dropped files lie, and nothing of Electron. Every
 *  message carries the number of its connection, so that a late message of an earlier one is not taken for the present one's. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '../shared/ipc/bridge.ts'
import type { Port } from '../shared/ipc/port.ts'

type Name = 'host' | 'engine'

/** Numbers of this page's connections come after it, those of earlier pages before. */
const start = Date.now() * 1000

function port(name: Name): Port {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const closers = new Set<(reason: string) => void>()
  /** 0 while closed. */
  let connection = 0
  let last = start
  ipcRenderer.send('port:page', name, start)

  const ended = (reason: string) => {
    connection = 0
    for (const tell of [...closers]) tell(reason)
  }
  ipcRenderer.on('port:message', (_, to: Name, at: number, bytes: Uint8Array) => {
    if (to === name && at === connection) for (const tell of [...listeners]) tell(bytes)
  })
  ipcRenderer.on('port:closed', (_, to: Name, at: number, reason: string) => {
    if (to === name && at === connection) ended(String(reason))
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
      closers.add(callback)
      return () => void closers.delete(callback)
    },
    close: () => {
      if (connection === 0) return
      ipcRenderer.send('port:close', name, connection)
      ended('closed')
    },
  }
}

interface DropEvent {
  readonly isTrusted: boolean
  readonly dataTransfer: { readonly files: ArrayLike<File> } | null
}
declare function addEventListener(type: 'drop', listener: (event: DropEvent) => void, capture: true): void

/** Electron 22 has no webUtils; its files say it themselves. */
const pathOf = (file: File): string =>
  webUtils ? webUtils.getPathForFile(file) : ((file as { path?: string }).path ?? '')

/** Where the files of the last drop lie. Read from the event before the page sees it, and told to the app from here: a page that was
 *  taken over can make up files and events, but no trusted one. */
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
