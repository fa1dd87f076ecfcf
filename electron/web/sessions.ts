/** The token in the printed address, and the two secrets it is exchanged for. Browsers send a cookie to every port of a host, so any server
 *  on 127.0.0.1 receives it; the key is stored where only pages of this port can read it. Each token is valid once. */
import type { IncomingHttpHeaders } from 'node:http'
import { SOCKET_PROTOCOL } from '../../shared/ipc/bridge.ts'
import { isEqualSecret, newSecret, readCookie } from './guards.ts'

export interface Sessions {
  /** The currently valid token. */
  token(): string
  /** Whether the request has the cookie: sufficient for the window's files, which contain no user data. */
  isKnown(headers: IncomingHttpHeaders): boolean
  /** Whether it has the cookie and the key: required to communicate with host and engine. */
  isTrusted(headers: IncomingHttpHeaders): boolean
  /** The Set-Cookie header and the key for a valid token, which is then used up; `null` for an invalid one. */
  exchange(token: string): { readonly cookie: string; readonly key: string } | null
}

const MONTH_SECONDS = 30 * 24 * 3600

/** `onSpent` receives the next token, for another browser. */
export function sessions(port: () => number, onSpent: (next: string) => void): Sessions {
  const [secret, key] = [newSecret(), newSecret()]
  let token = newSecret()
  const cookieName = () => `layerloom_${port()}`
  const isKnown = (headers: IncomingHttpHeaders) => {
    const value = readCookie(headers, cookieName())
    return value !== null && isEqualSecret(value, secret)
  }
  return {
    token: () => token,
    isKnown,
    isTrusted: (headers) => isKnown(headers) && isEqualSecret(offeredKey(headers), key),
    exchange: (offeredToken) => {
      if (!isEqualSecret(offeredToken, token)) return null
      token = newSecret()
      onSpent(token)
      // Survives a restart of the browser, but not of the server, which creates new secrets.
      return {
        cookie: `${cookieName()}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${MONTH_SECONDS}`,
        key,
      }
    },
  }
}

/** A page cannot set headers of a WebSocket, only its protocols: ours, followed by the key. */
function offeredKey(headers: IncomingHttpHeaders): string {
  const [protocol, key = '', ...more] = (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
  return protocol === SOCKET_PROTOCOL && more.length === 0 ? key : ''
}
