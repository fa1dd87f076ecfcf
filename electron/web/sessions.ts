/** The token of the printed address, and the two secrets it is exchanged for. Browsers send a cookie to every port of a host, so that
 *  any server on 127.0.0.1 learns it; the key is kept where only pages of this very port can read it. Each token works once. */
import type { IncomingHttpHeaders } from 'node:http'
import { SOCKET_PROTOCOL } from '../../shared/ipc/bridge.ts'
import { cookie, newSecret, sameSecret } from './guards.ts'

export interface Sessions {
  /** The token that works now. */
  token(): string
  /** Whether the request carries the cookie: enough for the window's files, which hold nothing of anybody's. */
  isKnown(headers: IncomingHttpHeaders): boolean
  /** Whether it carries the cookie and the key: what speaks with host and engine. */
  isTrusted(headers: IncomingHttpHeaders): boolean
  /** The Set-Cookie header and the key for a right token, which is then spent; `null` for a wrong one. */
  exchange(token: string): { readonly cookie: string; readonly key: string } | null
}

const MONTH = 30 * 24 * 3600

/** `onSpent` learns the next token, for another browser. */
export function sessions(port: () => number, onSpent: (next: string) => void): Sessions {
  const [secret, key] = [newSecret(), newSecret()]
  let token = newSecret()
  const name = () => `layerloom_${port()}`
  const isKnown = (headers: IncomingHttpHeaders) => {
    const value = cookie(headers, name())
    return value !== null && sameSecret(value, secret)
  }
  return {
    token: () => token,
    isKnown,
    isTrusted: (headers) => isKnown(headers) && sameSecret(offeredKey(headers), key),
    exchange: (given) => {
      if (!sameSecret(given, token)) return null
      token = newSecret()
      onSpent(token)
      // Outlives the browser, not the server: the secrets are new with every start.
      return { cookie: `${name()}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${MONTH}`, key }
    },
  }
}

/** A page cannot set headers of a WebSocket, but the protocols it offers: ours, then the key. */
function offeredKey(headers: IncomingHttpHeaders): string {
  const [protocol, key = '', ...more] = (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
  return protocol === SOCKET_PROTOCOL && more.length === 0 ? key : ''
}
