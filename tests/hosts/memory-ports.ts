/** Two connected ports in memory; messages arrive in the next microtask, as copies. */
import { localPort } from '../../electron/host/local-port.ts'
import type { Port } from '../../shared/ipc/port.ts'

export function memoryPorts(): [Port, Port] {
  const a = localPort(
    (bytes) => queueMicrotask(() => b.deliver(bytes.slice())),
    (reason) => queueMicrotask(() => b.closed(reason)),
  )
  const b = localPort(
    (bytes) => queueMicrotask(() => a.deliver(bytes.slice())),
    (reason) => queueMicrotask(() => a.closed(reason)),
  )
  return [a.port, b.port]
}
