/** Connection of a window to its host and the engine. In Electron the preload script sets `window.layerloom` to a Bridge. A browser tab
 *  has no Bridge; its window opens the two WebSockets below. */
import type { Port } from './port.ts'

/** Both ports open automatically with the first message, and reopen with the first message after a close. A window therefore reconnects
 *  on the same object after a close (the engine crashed and the host restarted it). */
export interface Bridge {
  readonly host: Port
  readonly engine: Port
  /** Paths of the files of the last drop, in their order. */
  dropped(): readonly string[]
}

/** Paths of the WebSockets on the page's own origin. One binary message is one message of the Port. The cookie and the key authorize
 *  them. */
export const SOCKET_PATHS = { host: '/ipc/host', engine: '/ipc/engine' } as const

/** Subprotocol of those WebSockets; the key is the second subprotocol that the client offers. */
export const SOCKET_PROTOCOL = 'layerloom'

/** Local storage item for the key that the browser received at login. Storage belongs to the origin, and so to this port only. */
export const KEY_ITEM = 'layerloom.key'

/** Placeholder in index.html that each response replaces with its style nonce. */
export const NONCE_PLACEHOLDER = '__NONCE__'
