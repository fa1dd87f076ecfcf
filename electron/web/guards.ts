/** Who may speak to the web host. A token alone is not enough: a foreign page whose name resolves to 127.0.0.1 (DNS
 *  rebinding) is told apart by the Host header, a foreign page that posts here by Origin, and neither has the cookie. Another
 *  server on this machine can have the cookie and forge every header, but has no key. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Names under which this server may be addressed. */
export const allowedHosts = (port: number): readonly string[] => [
  `127.0.0.1:${port}`,
  `localhost:${port}`,
  `[::1]:${port}`,
]

export const isAllowedHost = (host: string | undefined, port: number): boolean =>
  host !== undefined && allowedHosts(port).includes(host.toLowerCase())

/** Origin must be there and be one of ours, under the very name the request was sent to. */
export const isAllowedOrigin = (headers: IncomingHttpHeaders, port: number): boolean =>
  isAllowedHost(headers.host, port) && headers.origin === `http://${headers.host?.toLowerCase()}`

/** Whether the browser says that a page of this very origin asks; browsers that say nothing are told by the other guards. */
export const isFromOurs = (headers: IncomingHttpHeaders): boolean => {
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin'
}

/** The same for a page or a file of it, which a person may also open by a link or by hand. */
export const mayFetch = (headers: IncomingHttpHeaders): boolean =>
  isFromOurs(headers) || headers['sec-fetch-site'] === 'none' || headers['sec-fetch-mode'] === 'navigate'

/** 256 bits, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Compares in constant time, whatever the lengths: both are hashed first. */
export function sameSecret(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

/** The value of a cookie; browsers send those of every port of a host, hence a name with the port in it. */
export function cookie(headers: IncomingHttpHeaders, name: string): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
