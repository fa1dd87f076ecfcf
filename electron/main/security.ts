/** Electron's security list, item by item: what the window may not do, and who may speak to the main process. The rest of the
 *  list: CSP (7) in host/pages.ts, app:// instead of file:// (18) in app-scheme.ts, fuses (19) in electron-builder.yml, the narrow
 *  bridge (20) in preload.ts, the current version (16) in package.json. */
import type { App, IpcMainEvent, Session, WebContents, WebPreferences } from 'electron'
import { isOurs } from './app-scheme.ts'

/** 2, 3, 4, 6, 8, 9, 10, 11: written out although most are defaults, so that a test can hold them. */
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

/** 12, 13, 14: no webview, no navigation away, no second window, whatever a page asks. 15: `openOutside`, the system's browser,
 *  is asked only for pages on the list. */
export function hardenContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openOutside: (url: string) => void,
): void {
  const stayHome = (event: { preventDefault(): void }, url: string) => {
    if (!isOurs(url)) event.preventDefault()
  }
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) openOutside(url)
    return { action: 'deny' }
  })
}

/** 5: the default would grant every permission. Copying code to the clipboard is the one thing the window needs. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string, url: string | undefined) =>
    permission === 'clipboard-sanitized-write' && isOurs(url)
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowed(permission, contents?.getURL())),
  )
  session.setPermissionCheckHandler((contents, permission) => allowed(permission, contents?.getURL()))
  session.setDevicePermissionHandler(() => false)
}

/** 1: nothing is ever loaded from elsewhere, even if a page tried. */
export function blockRemote(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowedRequest(details.url) }))
}
const LOCAL_SCHEMES = ['app:', 'data:', 'blob:', 'devtools:']
export const isAllowedRequest = (url: string): boolean => {
  try {
    return LOCAL_SCHEMES.includes(new URL(url).protocol) && (!url.startsWith('app:') || isOurs(url))
  } catch {
    return false
  }
}

/** 17: a message counts only from the top frame of a page of ours. */
export function isOurSender(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  const frame = event.senderFrame
  return frame !== null && frame !== undefined && frame === event.sender.mainFrame && isOurs(frame.url)
}

/** 15: pages a click may open in the system's browser. */
const OUTSIDE = ['keras.io', 'www.tensorflow.org']
export function mayOpenOutside(url: string): boolean {
  try {
    const { protocol, hostname, port, username } = new URL(url)
    return protocol === 'https:' && port === '' && username === '' && OUTSIDE.includes(hostname)
  } catch {
    return false
  }
}

/** All of the above for every window there will ever be; before the app is ready. 4: every renderer in the sandbox, unless the
 *  person gave up Chromium's own by --no-sandbox (root in a container): asking for both ends every child process. */
export function secureApp(app: App, openOutside: (url: string) => void): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app.on('web-contents-created', (_, contents) => hardenContents(contents, openOutside))
  app.on('session-created', (session) => {
    denyPermissions(session)
    blockRemote(session)
  })
}
