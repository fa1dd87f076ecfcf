/** Finds the host this window runs in: ports handed over by Electron's preload, else WebSockets to the page's own origin. */
import { type Bridge, KEY_ITEM, SOCKET_PATHS } from '../../shared/ipc/bridge.ts'
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { connect as connectRpc } from '../../shared/ipc/rpc.ts'
import type { Host } from './host.ts'
import { session } from './session.ts'
import { webSocketPort } from './web-socket-port.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly layerloom?: Bridge
  }
}

export interface DroppedFile {
  readonly file: File
  readonly path: string | null
}

/** A Host over two ports that open by themselves. After a close the next call speaks over a fresh connection. */
export function overPorts(bridge: Pick<Bridge, 'host' | 'engine'>): Host {
  const hostEvents: Partial<HostEvents> = {}
  const engineEvents: Partial<EngineEvents> = {}
  const lost = new Set<(who: 'host' | 'engine', reason: string) => void>()
  const renewing = <C>(who: 'host' | 'engine', port: Port, open: (port: Port) => C) => {
    let calls: C
    const renew = () => {
      const fresh = session(port)
      calls = open(fresh)
      fresh.onClose((reason) => {
        renew()
        for (const tell of lost) tell(who, reason)
      })
    }
    renew()
    return () => calls
  }
  const host = renewing('host', bridge.host, (p) => connectRpc<HostCalls, HostEvents>(p, hostEvents))
  const engine = renewing('engine', bridge.engine, (p) =>
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
    onLost: (callback) => void lost.add(callback),
  }
}

/** The files of a drop that is going on, and where they lie: the desktop knows, a browser does not tell. */
export const droppedFiles = (files: Iterable<File>): readonly DroppedFile[] => {
  const paths = window.layerloom?.dropped() ?? []
  return Array.from(files, (file, i) => ({ file, path: paths[i] || null }))
}

/** The host this page came from; `null` where the browser has to log in first, to which the page goes. */
export function connect(): Host | null {
  if (window.layerloom) return overPorts(window.layerloom)
  const key = localStorage.getItem(KEY_ITEM)
  if (key === null) {
    location.replace(`/login${location.hash}`)
    return null
  }
  // A used sign-in token has no business in the address any more.
  if (location.hash) history.replaceState(null, '', location.pathname + location.search)
  return overPorts({
    host: webSocketPort(SOCKET_PATHS.host, key),
    engine: webSocketPort(SOCKET_PATHS.engine, key),
  })
}
