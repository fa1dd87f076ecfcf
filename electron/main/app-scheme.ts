/** app://layerloom/: serves only the window's files; file: is never used. Numbers refer to Electron's security list. */
import { errorPage, type Page, page } from '../host/pages.ts'

export const SCHEME = 'app'
const HOST = 'layerloom'
export const HOME = `${SCHEME}://${HOST}/`

/** 18: standard and secure, so that it has an origin; it does not bypass the CSP. For registerSchemesAsPrivileged. */
export const SCHEME_PRIVILEGES = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
} as const

/** Whether a URL is a page of the app: parsed and compared by scheme and host, not by prefix. (13, 17) */
export function isAppUrl(url: string | undefined): boolean {
  if (url === undefined) return false
  try {
    const { protocol, host, username, password } = new URL(url)
    return protocol === `${SCHEME}:` && host === HOST && username === '' && password === ''
  } catch {
    return false
  }
}

/** The response to a request for `url`: files below `root` by GET, otherwise an error. (7, 18) */
export async function appPage(root: string, url: string, method: string): Promise<Page> {
  if (!isAppUrl(url)) return errorPage(403, 'This address is not part of the app.')
  if (method !== 'GET' && method !== 'HEAD') return errorPage(405, 'Only GET and HEAD are known here.')
  // The path as sent: a URL parser would remove `..` before it could be rejected.
  const path = url.slice(url.indexOf(HOST) + HOST.length).split(/[?#]/)[0]!
  return page(root, path === '' ? '/' : path)
}
