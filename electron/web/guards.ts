/** Access checks of the web host. A token alone is not sufficient: the Host header rejects a foreign page whose name resolves to 127.0.0.1
 *  (DNS rebinding), Origin rejects a foreign page that posts here, and neither has the cookie. Another server on this machine can have the
 *  cookie and forge every header, but does not have the key. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Host names of this server. */
export const allowedHosts = (port: number): readonly string[] => [
  `127.0.0.1:${port}`,
  `localhost:${port}`,
  `[::1]:${port}`,
]

export const isAllowedHost = (host: string | undefined, port: number): boolean =>
  host !== undefined && allowedHosts(port).includes(host.toLowerCase())

/** Origin must be present and equal to the host to which the request was sent. */
export const isAllowedOrigin = (headers: IncomingHttpHeaders, port: number): boolean =>
  isAllowedHost(headers.host, port) && headers.origin === `http://${headers.host?.toLowerCase()}`

/** Whether the browser reports a page of the same origin; browsers that do not report it are covered by the other checks. */
export const isSameOrigin = (headers: IncomingHttpHeaders): boolean => {
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin'
}

/** The same for a page or one of its files, which a user may also open by a link or manually. */
export const mayFetch = (headers: IncomingHttpHeaders): boolean =>
  isSameOrigin(headers) || headers['sec-fetch-site'] === 'none' || headers['sec-fetch-mode'] === 'navigate'

/** 256 bits, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Compares in constant time for any lengths, because both are hashed first. */
export function isEqualSecret(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

/** The value of a cookie. Browsers send the cookies of every port of a host, so the name contains the port. */
export function readCookie(headers: IncomingHttpHeaders, name: string): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const separator = part.indexOf('=')
    if (separator > 0 && part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim()
  }
  return null
}
