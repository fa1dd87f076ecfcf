/** Who may speak to the web host. A token alone is not enough: a foreign page whose name resolves to 127.0.0.1 (DNS
 *  rebinding) is told apart by the Host header, a foreign page that posts here by Origin, and neither has the cookie. */
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
