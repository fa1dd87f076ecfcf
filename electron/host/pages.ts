/** HTTP responses with the window's files, for app:// and the web host, with the same security policy on each. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { NONCE_PLACEHOLDER } from '../../shared/ipc/bridge.ts'
import { isInside } from '../system/paths.ts'

export interface Page {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** No remote and no inline content; styles need the nonce of the response. `sockets`: a ws: origin for browsers in which 'self' does not
 *  cover it. */
export const contentSecurityPolicy = (nonce: string, sockets = ''): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${sockets && ` ${sockets}`}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Headers of every response, including errors. */
export const safeHeaders = (nonce: string, sockets = ''): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(nonce, sockets),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
})

/** An unpredictable nonce, new for every response. */
export const newNonce = (): string => randomBytes(18).toString('base64')

/** The file of a URL path below `root`, or `null` if the path is malformed or leads outside. `/` is index.html. */
export function resolvePage(root: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!path.startsWith('/') || /[\0\\:]/.test(path)) return null
  const parts = path.split('/')
  if (parts.some((part) => part === '..' || part.startsWith('.'))) return null
  const full = join(root, ...(path === '/' ? ['index.html'] : parts))
  return isInside(root, full) && full !== root ? full : null
}

export const errorPage = (status: number, reason: string): Page => ({
  status,
  headers: {
    ...safeHeaders(newNonce()),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  },
  body: Buffer.from(`${reason}\n`),
})

/** The response for a URL path: a file of the window with its type and policy, or an error. */
export async function page(root: string, pathname: string, sockets = ''): Promise<Page> {
  const path = resolvePage(root, pathname)
  const type = path && TYPES[extname(path)]
  if (!path || !type) return errorPage(404, 'Page not found.')
  let body: Buffer
  try {
    body = await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return errorPage(404, 'Page not found.')
    throw error
  }
  const nonce = newNonce()
  const isHtml = extname(path) === '.html'
  if (isHtml) body = Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce))
  const cache = isHtml ? 'no-store' : 'no-cache'
  return {
    status: 200,
    headers: { ...safeHeaders(nonce, sockets), 'Content-Type': type, 'Cache-Control': cache },
    body,
  }
}
