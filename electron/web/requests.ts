/** Handles HTTP requests of the web host: access checks first, then the window's files, the login page and the token exchange. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorPage, newNonce, type Page, page, safeHeaders } from '../host/pages.ts'
import { isAllowedHost, isAllowedOrigin, isSameOrigin, mayFetch } from './guards.ts'
import { LOGIN_HTML, LOGIN_JS } from './login-page.ts'
import type { Sessions } from './sessions.ts'

/** Maximum bytes of a body: the only one that is read is a token. */
const MAX_BODY = 1024

export interface Site {
  readonly port: () => number
  readonly renderer: string
  readonly sessions: Sessions
}

export async function handleRequest(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await respond(site, request)
  // A rejected request may still be sending its body, so the connection is closed with the response.
  const connectionHeader: Record<string, string> = status >= 400 ? { Connection: 'close' } : {}
  response.writeHead(status, { ...headers, ...connectionHeader, 'Content-Length': String(body.byteLength) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function respond(site: Site, request: IncomingMessage): Promise<Page> {
  const { headers, method = '' } = request
  if (!isAllowedHost(headers.host, site.port()))
    return errorPage(403, 'This server cannot be used under this host name.')
  if (!(method === 'POST' ? isSameOrigin(headers) : mayFetch(headers)))
    return errorPage(403, 'This page is not allowed to make this request.')
  const path = pathOf(request.url)
  if (path === null) return errorPage(400, 'This address cannot be read.')
  if (method === 'POST')
    return path === '/session' ? exchange(site, request) : errorPage(404, 'Page not found.')
  if (method !== 'GET' && method !== 'HEAD') return errorPage(405, 'Only GET, HEAD and POST are supported.')
  if (path === '/login') return textPage(LOGIN_HTML, 'text/html; charset=utf-8')
  if (path === '/login.js') return textPage(LOGIN_JS, 'text/javascript; charset=utf-8')
  if (!site.sessions.isKnown(headers)) {
    // The browser passes the fragment with the token on to the login page.
    return path === '/'
      ? { ...errorPage(302, 'Log in first.'), headers: { ...errorPage(302, '').headers, Location: '/login' } }
      : errorPage(401, 'Open the address that was printed when this server started.')
  }
  return page(site.renderer, path, `ws://${headers.host}`)
}

async function exchange(site: Site, request: IncomingMessage): Promise<Page> {
  const { headers } = request
  if (!isAllowedOrigin(headers, site.port()))
    return errorPage(403, 'This page is not allowed to make this request.')
  // Any other type than JSON could be posted by a form of a foreign page.
  if (!/^application\/json(;|$)/i.test(headers['content-type'] ?? ''))
    return errorPage(415, 'Only application/json is accepted.')
  const body = await readBody(request)
  if (body === null) return errorPage(413, 'The request is too long.')
  const token = readToken(body)
  const credentials = token === null ? null : site.sessions.exchange(token)
  if (!credentials) return errorPage(403, 'This token is not valid.')
  const answer = textPage(JSON.stringify({ key: credentials.key }), 'application/json; charset=utf-8')
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': credentials.cookie } }
}

const textPage = (content: string, type: string): Page => ({
  status: 200,
  headers: { ...safeHeaders(newNonce()), 'Content-Type': type, 'Cache-Control': 'no-store' },
  body: Buffer.from(content),
})

/** The path as sent, without the query: a URL parser would already remove `..`. */
function pathOf(url: string | undefined): string | null {
  const path = url?.split(/[?#]/)[0]
  return path?.startsWith('/') && !path.startsWith('//') ? path : null
}

function readToken(body: string): string | null {
  try {
    const parsed: unknown = JSON.parse(body)
    const token = typeof parsed === 'object' && parsed !== null && 'token' in parsed ? parsed.token : null
    return typeof token === 'string' ? token : null
  } catch {
    return null
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return null
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MAX_BODY) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
