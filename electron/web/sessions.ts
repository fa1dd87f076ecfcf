/** The token of the printed address and the cookie it is exchanged for. Each token works once; then there is a new one. */
import type { IncomingHttpHeaders } from 'node:http'
import { cookie, newSecret, sameSecret } from './guards.ts'

export interface Sessions {
  /** The token that works now. */
  token(): string
  /** Whether the request carries the cookie. */
  isKnown(headers: IncomingHttpHeaders): boolean
  /** The Set-Cookie header for a right token, which is then spent; `null` for a wrong one. */
  exchange(token: string): string | null
}

const MONTH = 30 * 24 * 3600

/** `onSpent` learns the next token, for another browser. */
export function sessions(port: () => number, onSpent: (next: string) => void): Sessions {
  const secret = newSecret()
  let token = newSecret()
  const name = () => `layerloom_${port()}`
  return {
    token: () => token,
    isKnown: (headers) => {
      const value = cookie(headers, name())
      return value !== null && sameSecret(value, secret)
    },
    exchange: (given) => {
      if (!sameSecret(given, token)) return null
      token = newSecret()
      onSpent(token)
      // Outlives the browser, not the server: the secret is new with every start.
      return `${name()}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${MONTH}`
    },
  }
}
