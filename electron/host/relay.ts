/** Connects two ports: the bytes of each are sent to the other, unread; closing one closes the other. */
import type { Port } from '../../shared/ipc/port.ts'

export function relay(a: Port, b: Port): void {
  a.onMessage((bytes) => b.post(bytes))
  b.onMessage((bytes) => a.post(bytes))
  a.onClose((reason) => b.close(reason))
  b.onClose((reason) => a.close(reason))
}
