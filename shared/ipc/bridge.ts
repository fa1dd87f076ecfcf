/** How a window reaches its host and the engine. In Electron the preload puts a Bridge on `window.layerloom`; in a browser
 *  tab there is none and the window opens the two WebSockets below. */
import type { Port } from './port.ts'

/** Both ports open by themselves: with the first message, and again with the first message after a close. So a window that
 *  was told of a close (the engine crashed, the host restarted it) connects anew on the same object. */
export interface Bridge {
  readonly host: Port
  readonly engine: Port
  /** Where the files of the last drop lie, in their order. */
  dropped(): readonly string[]
}

/** Paths of the WebSockets on the page's own origin: one binary message is one message of the Port. The cookie and the key admit
 *  them. */
export const SOCKET_PATHS = { host: '/ipc/host', engine: '/ipc/engine' } as const

/** The protocol of those WebSockets; the key is offered behind it. */
export const SOCKET_PROTOCOL = 'layerloom'

/** Where a browser keeps the key that the login gave it: in the storage of this origin, that is of this port alone. */
export const KEY_ITEM = 'layerloom.key'

/** What index.html holds in place of the style nonce of each response. */
export const NONCE_PLACEHOLDER = '__NONCE__'
