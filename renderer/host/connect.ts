/** Finds the host this window runs in: ports handed over by Electron's preload, else WebSockets to the page's own origin. */
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract.ts'
import type { Port } from '../../shared/ipc/port.ts'
import type { Host } from './host.ts'
import { connectRpc } from './rpc.ts'
import { webSocketPort } from './web-socket-port.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly layerloom?: { readonly host: Port; readonly engine: Port }
  }
}

/** A Host over two ports. */
export function overPorts(host: Port, engine: Port): Host {
  const hostEvents: Partial<HostEvents> = {}
  const engineEvents: Partial<EngineEvents> = {}
  return {
    host: connectRpc<HostCalls>(host, hostEvents),
    engine: connectRpc<EngineCalls>(engine, engineEvents),
    listen(toHost, toEngine) {
      Object.assign(hostEvents, toHost)
      Object.assign(engineEvents, toEngine)
    },
    onLost(callback) {
      host.onClose(callback)
      engine.onClose(callback)
    },
  }
}

/** Changes the one-time token in the address for a cookie, and takes it out of the address. */
async function signIn(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return
  history.replaceState(null, '', location.pathname + location.search)
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
}

export async function connect(): Promise<Host> {
  const ports = window.layerloom
  if (ports) return overPorts(ports.host, ports.engine)
  await signIn()
  const [host, engine] = await Promise.all([webSocketPort('/host'), webSocketPort('/engine')])
  return overPorts(host, engine)
}
