/** Connects to the host of this window: by the ports of Electron's preload script, else by WebSockets to the page's own origin. */
import { type Bridge, KEY_ITEM, SOCKET_PATHS } from '../../shared/ipc/bridge.ts'
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract/index.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { connect as connectRpc } from '../../shared/ipc/rpc.ts'
import type { Host } from './host.ts'
import { session } from './session.ts'
import { webSocketPort } from './web-socket-port.ts'

declare global {
  interface Window {
    /** Set by the preload script; absent in a browser. */
    readonly layerloom?: Bridge
  }
}

export interface DroppedFile {
  readonly file: File
  readonly path: string | null
  /** The entry of a folder. */
  readonly folder: FileSystemDirectoryEntry | null
}

/** Creates a Host over two ports that open by themselves. After a close the next call uses a new connection. */
export function createHost(bridge: Pick<Bridge, 'host' | 'engine'>): Host {
  const hostEvents: Partial<HostEvents> = {}
  const engineEvents: Partial<EngineEvents> = {}
  const lostListeners = new Set<(who: 'host' | 'engine', reason: string) => void>()
  const reconnecting = <C>(who: 'host' | 'engine', port: Port, open: (port: Port) => C) => {
    let calls: C
    const reconnect = () => {
      const newSession = session(port)
      calls = open(newSession)
      newSession.onClose((reason) => {
        reconnect()
        for (const listener of lostListeners) listener(who, reason)
      })
    }
    reconnect()
    return () => calls
  }
  const host = reconnecting('host', bridge.host, (p) => connectRpc<HostCalls, HostEvents>(p, hostEvents))
  const engine = reconnecting('engine', bridge.engine, (p) =>
    connectRpc<EngineCalls, EngineEvents>(p, engineEvents),
  )
  return {
    get host() {
      return host()
    },
    get engine() {
      return engine()
    },
    listen(toHost, toEngine) {
      Object.assign(hostEvents, toHost)
      Object.assign(engineEvents, toEngine)
    },
    onLost: (callback) => void lostListeners.add(callback),
  }
}

/** The files of the current drop event with their paths, which are null in a browser. */
export const droppedFiles = ({ files, items }: DataTransfer): readonly DroppedFile[] => {
  const paths = window.layerloom?.dropped() ?? []
  const entries = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry())
  return Array.from(files, (file, i) => ({
    file,
    path: paths[i] || null,
    folder: entries[i]?.isDirectory ? (entries[i] as FileSystemDirectoryEntry) : null,
  }))
}

/** The host of this page; `null` where the browser has to log in first, and the page goes to the login. */
export function connect(): Host | null {
  if (window.layerloom) return createHost(window.layerloom)
  const key = localStorage.getItem(KEY_ITEM)
  if (key === null) {
    location.replace(`/login${location.hash}`)
    return null
  }
  // Removes the used sign-in token from the address.
  if (location.hash) history.replaceState(null, '', location.pathname + location.search)
  return createHost({
    host: webSocketPort(SOCKET_PATHS.host, key),
    engine: webSocketPort(SOCKET_PATHS.engine, key),
  })
}
