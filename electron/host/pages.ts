/** The window's files as answers: what app:// and the web host both send, with the same policy on every one. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { NONCE_PLACEHOLDER } from '../../shared/ipc/bridge.ts'
import { isInside } from './paths.ts'

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

/** Nothing remote, nothing inline; styles only with this response's nonce. `sockets`: a ws: origin where the browser does not
 *  count it as 'self'. */
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

/** Headers of every answer, files and refusals alike. */
export const safeHeaders = (nonce: string, sockets = ''): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(nonce, sockets),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
})

/** A nonce nobody can guess, new for every response. */
export const newNonce = (): string => randomBytes(18).toString('base64')

/** The file a URL path names below `root`, or `null` for one that is malformed or leaves it. `/` is index.html. */
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

export const refusal = (status: number, reason: string): Page => ({
  status,
  headers: {
    ...safeHeaders(newNonce()),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  },
  body: Buffer.from(`${reason}\n`),
})

/** The answer for a URL path: a file of the window with its type and policy, or a refusal. */
export async function page(root: string, pathname: string, sockets = ''): Promise<Page> {
  const path = resolvePage(root, pathname)
  const type = path && TYPES[extname(path)]
  if (!path || !type) return refusal(404, 'There is no such page.')
  let body: Buffer
  try {
    body = await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR')
      return refusal(404, 'There is no such page.')
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
