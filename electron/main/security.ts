/** Electron's security list, item by item: restrictions of the window, and which senders the main process accepts. The other items: CSP (7)
 *  in host/pages.ts, app:// instead of file:// (18) in app-scheme.ts, fuses (19) in scripts/package/fuses.mjs, the minimal bridge (20) in
 *  preload.ts, the current version (16) in package.json. */
import type { App, IpcMainEvent, Session, WebContents, WebPreferences } from 'electron'
import { isAppUrl } from './app-scheme.ts'

/** 2, 3, 4, 6, 8, 9, 10, 11: explicit although most are defaults, so that a test can verify them. */
export const safePreferences = (preload: string): WebPreferences => ({
  preload,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
})

/** 12, 13, 14: no webview, no navigation away, no second window, whatever a page requests. 15: `openExternal` opens the system's browser,
 *  only for pages on the list. */
export function hardenContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openExternal: (url: string) => void,
): void {
  const preventForeign = (event: { preventDefault(): void }, url: string) => {
    if (!isAppUrl(url)) event.preventDefault()
  }
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', preventForeign)
  contents.on('will-redirect', preventForeign)
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenExternal(url)) openExternal(url)
    return { action: 'deny' }
  })
}

/** 5: by default every permission is granted. The window only needs to copy code to the clipboard. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string, url: string | undefined) =>
    permission === 'clipboard-sanitized-write' && isAppUrl(url)
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowed(permission, contents?.getURL())),
  )
  session.setPermissionCheckHandler((contents, permission) => allowed(permission, contents?.getURL()))
  session.setDevicePermissionHandler(() => false)
}

/** 1: remote content is never loaded, even if a page requests it. */
export function blockRemote(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowedRequest(details.url) }))
}
const LOCAL_SCHEMES = ['app:', 'data:', 'blob:', 'devtools:']
export const isAllowedRequest = (url: string): boolean => {
  try {
    return LOCAL_SCHEMES.includes(new URL(url).protocol) && (!url.startsWith('app:') || isAppUrl(url))
  } catch {
    return false
  }
}

/** 17: a message is only accepted from the top frame of a page of the app. */
export function isAppSender(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  const frame = event.senderFrame
  return frame !== null && frame !== undefined && frame === event.sender.mainFrame && isAppUrl(frame.url)
}

/** 15: hosts of pages that a click may open in the system's browser. */
const EXTERNAL_HOSTS = ['keras.io', 'www.tensorflow.org']
export function mayOpenExternal(url: string): boolean {
  try {
    const { protocol, hostname, port, username } = new URL(url)
    return protocol === 'https:' && port === '' && username === '' && EXTERNAL_HOSTS.includes(hostname)
  } catch {
    return false
  }
}

/** Applies all of the above to every window; call it before the app is ready. 4: every renderer is sandboxed, unless the user disabled
 *  Chromium's sandbox by --no-sandbox (root in a container): with both, every child process exits. */
export function secureApp(app: App, openExternal: (url: string) => void): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app.on('web-contents-created', (_, contents) => hardenContents(contents, openExternal))
  app.on('session-created', (session) => {
    denyPermissions(session)
    blockRemote(session)
  })
}
